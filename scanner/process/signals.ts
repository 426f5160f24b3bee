/** What asks the process to end: Ctrl-C, `kill`, a terminal that is closed. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What is done at a signal. */
export interface Asked {
  /** The first: what was read is judged and reported. */
  readonly soon: () => void;
  /** The second: nothing is waited for. */
  readonly now: () => void;
}

/** Listens for what asks the process to end; Ctrl-\ (SIGQUIT) asks for it at once. */
export function onSignals({ soon, now }: Asked): void {
  let asked = false;
  for (const signal of ENDING) {
    process.on(signal, () => {
      if (asked) return now();
      asked = true;
      soon();
    });
  }
  process.on('SIGQUIT', now);
}
