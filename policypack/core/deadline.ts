import { createContext, Script } from 'node:vm';

/** Something that took longer than it may: what it was done for is not known. */
export class Late extends Error {}

/** Of a process's own globals none: it only calls. */
const CALL = new Script('call()');
let room: { call?: () => unknown } | undefined;

/**
 * Does something, and ends it where it takes too long, whatever it does: a loop, an expression that never stops. What is ended is not
 * told so, and no `finally` of it runs: only what works on values of its own may be done here. It costs some fifty microseconds.
 * @throws Late
 */
export function within<T>(milliseconds: number, work: () => T): T {
  room ??= createContext({});
  let done: { readonly value: T } | undefined;
  const before = room.call;
  room.call = () => void (done = { value: work() });
  try {
    CALL.runInContext(room, { timeout: milliseconds });
  } catch (problem) {
    if (!done && (problem as { readonly code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new Late(`took longer than ${milliseconds} ms`);
    throw problem;
  } finally {
    if (before) room.call = before;
    else delete room.call;
  }
  if (!done) throw new Error('nothing was done');
  return done.value;
}
