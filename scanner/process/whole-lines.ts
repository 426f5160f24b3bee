import { visibleLines, type Allowed } from '../../policypack/core/visible.js';

/**
 * Makes a text that comes in pieces visible line by line: what a piece leaves unfinished waits for its end, since only a whole line
 * shows what a terminal or a build's runner would make of it.
 */
export class WholeLines {
  #unfinished: string[] = [];

  constructor(private readonly allowed: Allowed) {}

  /** The lines that this piece ends, as they may be printed. */
  push(text: string): string {
    const end = text.lastIndexOf('\n') + 1;
    if (end === 0) {
      this.#unfinished.push(text);
      return '';
    }
    return this.#take(text.slice(0, end), text.slice(end));
  }

  /** What is left at the end: a line without one. */
  rest(): string {
    return this.#take('', '');
  }

  #take(ended: string, unfinished: string): string {
    const lines = this.#unfinished.join('') + ended;
    this.#unfinished = unfinished === '' ? [] : [unfinished];
    return visibleLines(lines, this.allowed);
  }
}
