import type { Calls } from './client/call.js';
import regionList from './enabled-regions.js';
import logEvents from './log-events.js';
import { READERS } from './readers.js';

/** Every operation that may be asked for, by name: readers', the probe's, and that for the regions. */
export const CALLS: Calls = Object.assign({}, ...[...READERS, logEvents, regionList].map(({ calls }) => calls)) as Calls;
