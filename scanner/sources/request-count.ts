/** Requests that were sent, by operation: every attempt counts, retries included. */
export class RequestCount {
  /** Resolves when the first request is sent. */
  readonly begun: Promise<void>;
  readonly #sent = new Map<string, number>();
  #begin: () => void = () => undefined;

  constructor() {
    this.begun = new Promise((resolve) => (this.#begin = resolve));
  }

  /** Counts one attempt. @param operation as the protocol names it; one name for all where nobody asks which */
  sent(operation = ''): void {
    this.#begin();
    this.#sent.set(operation, (this.#sent.get(operation) ?? 0) + 1);
  }

  /** Requests of these operations so far. */
  of(...operations: readonly string[]): number {
    return operations.reduce((sum, operation) => sum + (this.#sent.get(operation) ?? 0), 0);
  }

  /** Requests of every operation so far. */
  get total(): number {
    return this.of(...this.#sent.keys());
  }

  /** Begins a count of what is sent from now on, of every operation. @returns how much it is when it is called */
  since(): () => number {
    const before = this.total;
    return () => this.total - before;
  }
}
