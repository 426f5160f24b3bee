import { gap, isKnown, known, type Known } from '../../../core/known.js';
import { list, record } from '../../../core/untyped.js';
import { readWhole, type Tree } from '../../declared/property-tree.js';
import type { DefaultLock } from './facts.js';

/** S3 counts a year of a default retention as so many days. Source: Amazon S3 User Guide, Configuring S3 Object Lock. */
const DAYS_A_YEAR = 365;

/**
 * The default lock that a rule gives new objects: a mode, and days or years. The older `BucketV2` writes each block as a list of
 * one. Object Lock that is on without a rule locks nothing of its own accord.
 */
export function lockAt(tree: Tree, path: string): Known<DefaultLock | undefined> {
  const rule = readWhole(tree, path);
  if (!isKnown(rule)) return rule;
  const { defaultRetention, defaultRetentions } = record(only(rule.value));
  const retention = defaultRetention ?? only(defaultRetentions);
  if (retention === undefined) return known(undefined);
  const { mode, days, years } = record(retention);
  const length = Number(days ?? (years === undefined ? NaN : Number(years) * DAYS_A_YEAR));
  return typeof mode === 'string' && length > 0 ? known({ mode, days: length }) : gap('unsupported', `mode and time of ${path}`);
}

const only = (value: unknown): unknown => (Array.isArray(value) ? list(value)[0] : value);
