import type { Calls } from './client/call.js';
import logEvents from './log-events.js';
import { READERS } from './readers.js';

/** Every operation that may be asked for, by name: readers' and the probe's. */
export const CALLS: Calls = Object.assign({}, ...[...READERS, logEvents].map(({ calls }) => calls)) as Calls;
