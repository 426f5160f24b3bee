import { gap, isKnown, known, type Known } from '../../../core/known.js';

/** A file with which kube-apiserver does not start. */
export interface RefusedFile {
  /** Why, one line each: the rule and the field, Kubernetes' reason, what was expected. */
  readonly refused: readonly [string, ...string[]];
}

/** Whether a file that was read is one that no server starts with. */
export const isRefused = (file: object): file is RefusedFile => 'refused' in file;

/** The refusal in one line. */
export const refusalText = ({ refused: [first, ...more] }: RefusedFile): string =>
  more.length === 0 ? first : `${first}; ${more.length} more such mistakes`;

/**
 * What a live cluster's file says. One that no server starts with is not what the server runs, so that nothing may be
 * judged by it.
 * @param called what the file is, in words: `the audit policy`
 */
export function unlessRefused<T extends object>(called: string, reading: Known<T | RefusedFile>): Known<T> {
  if (!isKnown(reading)) return gap(reading.gap, `${called} (${reading.via.replace(/,$/, '')})`);
  const { value } = reading;
  return isRefused(value) ? gap('unsupported', `${called} (kube-apiserver would refuse it: ${refusalText(value)})`) : known(value);
}
