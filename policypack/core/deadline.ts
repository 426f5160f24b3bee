import { createContext, Script } from 'node:vm';

/** Something that took longer than it may: what it was done for is not known. */
export class Late extends Error {}

/** Of a process's own globals none: it only calls. */
const CALL = new Script('call()');
let room: { call?: () => unknown } | undefined;

/** How often something is begun that was ended while others had the processor: that it takes too long is not known of it then. */
const MOST_TRIES = 4;

/**
 * Does something, and ends it where it takes too long, whatever it does: a loop, an expression that never stops. What is ended is not
 * told so, no `finally` of it runs, and it may be begun again: only what works on values of its own may be done here. It costs some
 * fifty microseconds.
 * @throws Late
 */
export function within<T>(milliseconds: number, work: () => T): T {
  for (let tried = 1; ; tried += 1) {
    const before = process.cpuUsage();
    const done = tryWithin(milliseconds, work);
    if (done) return done.value;
    const { user, system } = process.cpuUsage(before);
    if (tried === MOST_TRIES || (user + system) / 1000 > milliseconds / 2) throw new Late(`took longer than ${milliseconds} ms`);
  }
}

/** What was done; undefined where it was ended before. */
function tryWithin<T>(milliseconds: number, work: () => T): { readonly value: T } | undefined {
  room ??= createContext({});
  let done: { readonly value: T } | undefined;
  const before = room.call;
  room.call = () => void (done = { value: work() });
  try {
    CALL.runInContext(room, { timeout: milliseconds });
  } catch (problem) {
    // What was done in the last moment is done.
    if ((problem as { readonly code?: unknown } | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw problem;
  } finally {
    if (before) room.call = before;
    else delete room.call;
  }
  return done;
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
