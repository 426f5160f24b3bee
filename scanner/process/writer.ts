import type { Writable } from 'node:stream';
import { WholeLines } from './whole-lines.js';

/**
 * Standard output or standard error: the only way from here to whoever reads. That may be nobody: a pipe whose reader left, a disk
 * that is full. It never throws and ends nothing: a text that cannot be written is a failure that is remembered.
 */
export class Writer {
  readonly #lines: WholeLines;
  #failure: NodeJS.ErrnoException | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(
    private readonly stream: Writable,
    { colours }: { readonly colours: boolean },
  ) {
    this.#lines = new WholeLines({ colours, crlf: true });
    // Without a listener it would end the process.
    stream.on('error', (problem) => this.#failed(problem));
  }

  /** Why no more can be written; what came first. */
  get failure(): NodeJS.ErrnoException | undefined {
    return this.#failure;
  }

  /** Resolves when the text is written, as far as it ends a line; to false where no more can be written. */
  async write(text: string): Promise<boolean> {
    return await this.#send(this.#lines.push(text));
  }

  /** Writes what no line's end came for, and resolves when everything is written, or cannot be. */
  async end(): Promise<void> {
    await this.#send(this.#lines.rest());
    await this.#last;
  }

  async #send(text: string): Promise<boolean> {
    if (text !== '' && this.#failure === undefined) await (this.#last = this.#written(text));
    return this.#failure === undefined;
  }

  #written(text: string): Promise<void> {
    return new Promise((done) => {
      try {
        this.stream.write(text, (problem) => {
          if (problem) this.#failed(problem);
          done();
        });
      } catch (problem) {
        // A write that is made at once, to a device or a file, may fail at once.
        this.#failed(problem as NodeJS.ErrnoException);
        done();
      }
    });
  }

  #failed(problem: NodeJS.ErrnoException): void {
    this.#failure ??= problem;
  }
}

/** Whoever read has had enough (`| head`): that is their affair, and no failure of the run. */
export const hadEnough = ({ code }: NodeJS.ErrnoException): boolean => code === 'EPIPE' || code === 'ECONNRESET';
