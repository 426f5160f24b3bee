import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds of computing after which whatever waits has its turn: Ctrl-C, an answer of a server, the clock of a request. */
const LONGEST = 50;

/** Lets others have their turn. A million things pass here, so that what is not due costs a look at the clock alone. */
export interface Turns {
  /** Undefined while no turn is due. */
  due(): Promise<unknown> | undefined;
}

/** Begins to count. */
export function turns(): Turns {
  let since = performance.now();
  return {
    due() {
      if (performance.now() - since < LONGEST) return undefined;
      return nextTurn().then(() => (since = performance.now()));
    },
  };
}
