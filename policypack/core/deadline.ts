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

/** Milliseconds for one thing. Nobody judged needs a tenth of it; what is answered while it runs, such as Ctrl-C, waits no longer. */
export const FOR_ONE = 800;

/** Nodes and characters up to which a value cannot take long, whatever is done with it in time that grows with it. */
const LIGHT = 20_000;

/** Whether a value is large: it is looked at no further than to see that, and not by calling itself for each level. */
export function isHeavy(value: unknown): boolean {
  const open: unknown[] = [value];
  for (let weight = 0; open.length > 0; ) {
    const one = open.pop();
    weight += typeof one === 'string' ? one.length + 1 : 1;
    if (weight + open.length > LIGHT) return true;
    if (typeof one === 'object' && one !== null) for (const key in one) open.push(key, (one as Record<string, unknown>)[key]);
  }
  return false;
}
