import { endingCode } from '../../policypack/core/exit-code.js';

/**
 * How the process ends: the one place that says its exit code. It is said anew with whatever becomes known, so that the process may
 * end at any moment, by itself or not, and never with 0 before a command has said so.
 */
export class Ending {
  #verdict: number | undefined;
  #whole = true;

  /** @param say takes the exit code, now and whenever it changes */
  constructor(private readonly say: (code: number) => void) {
    this.#said();
  }

  /** What the command found. */
  verdict(code: number): void {
    this.#verdict = code;
    this.#said();
  }

  /** Something was lost beside it: an output that could not be written, a fault in a corner that nobody waited for. */
  lost(): void {
    this.#whole = false;
    this.#said();
  }

  get code(): number {
    return endingCode(this.#verdict, this.#whole);
  }

  #said(): void {
    this.say(this.code);
  }
}
