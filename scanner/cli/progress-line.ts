import { number } from '../reporters/words.js';
import type { ProgressUpdate } from '../sources/source.js';

/** How long something has been read, and how long nothing came of it; in seconds. */
export interface Times {
  readonly elapsed: number;
  readonly silent: number;
}

/** Below this a rate would jump about. */
const FIRST_RATE_SECONDS = 3;
/** From here on it is said that nothing comes. */
const SILENCE_SECONDS = 5;

/** How far one reading is, in one line: `… aws:eu-west-1  4,150 log groups, 41 s, 101 a second`. */
export function progressLine({ scope, what, read, ended, waiting }: ProgressUpdate, { elapsed, silent }: Times): string {
  const mark = ended ? (ended === 'complete' ? '✓' : '✗') : '…';
  const parts = [`${mark} ${scope}  ${number(read)} ${what}`, ...timeParts(read, elapsed)];
  if (ended === 'with gaps') parts.push('not all could be read');
  if (!ended) parts.push(...waitParts(waiting, silent));
  return parts.join(', ');
}

function timeParts(read: number, elapsed: number): string[] {
  if (elapsed < 1) return [];
  const rate = elapsed < FIRST_RATE_SECONDS || read === 0 ? [] : [`${number(Math.max(1, Math.round(read / elapsed)))} a second`];
  return [duration(elapsed), ...rate];
}

function waitParts(waiting: ProgressUpdate['waiting'], silent: number): string[] {
  if (waiting) {
    const left = Math.ceil(waiting.seconds - silent);
    return [`${waiting.throttled ? 'throttled' : 'a request failed'}: ${left > 0 ? `next try in ${duration(left)}` : 'trying again'}`];
  }
  return silent < SILENCE_SECONDS ? [] : [`no answer for ${duration(silent)}`];
}

const duration = (seconds: number): string => (seconds < 60 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`);
