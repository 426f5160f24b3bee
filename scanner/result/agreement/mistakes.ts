import { InputMistake } from '../../../policypack/core/input-mistake.js';

/** Mistakes that are shown; a result that was made up has one for every line. */
const SHOWN = 20;

/** What does not agree in a saved result, place by place. */
export class Mistakes {
  readonly #found: string[] = [];
  #count = 0;

  constructor(private readonly file: string) {}

  /** @param path where: `summary.fail`, or of which control on which subject a finding is */
  add(path: string, problem: string): void {
    this.#count += 1;
    if (this.#found.length < SHOWN) this.#found.push(`${this.file}: ${path}: ${problem}`);
  }

  /** What is written there, where something else follows from the rest. */
  expect(path: string, found: number, expected: number, why: string): void {
    if (found !== expected) this.add(path, `expected ${expected}, ${why}, found ${found}`);
  }

  /** @throws InputMistake with the first of them */
  refuse(): void {
    if (this.#count === 0) return;
    const more = this.#count > SHOWN ? [`${this.file}: and ${this.#count - SHOWN} more`] : [];
    const said = `${this.file}: this is not the result of one scan as it was written: its parts do not agree; save it again with \`logproof scan --report json=FILE\``;
    throw new InputMistake([...this.#found, ...more, said]);
  }
}
