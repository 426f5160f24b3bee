import { mapKnown, type Known } from '../../../core/known.js';
import { list, record, records, type Untrusted } from '../../../core/untyped.js';
import { readWhole, type Tree } from '../../declared/property-tree.js';
import type { ExpirationRule } from './facts.js';

/**
 * The rules of a program that are on and end objects, in the words of each of its resources: `aws` in a resource of its own, inline
 * in `Bucket`, in lists of one in `BucketV2`, and `aws-native`.
 */
export const expirationsAt = (tree: Tree, path: string): Known<readonly ExpirationRule[]> => mapKnown(readWhole(tree, path), (rules) => records(rules).flatMap(expirationRule));

function expirationRule(rule: Untrusted): ExpirationRule[] {
  if (rule['status'] !== 'Enabled' && rule['enabled'] !== true && rule['enabled'] !== 'true') return [];
  const expiration = block(rule, 'expiration');
  const noncurrent = block(rule, 'noncurrentVersionExpiration');
  const days = expiration['days'] ?? rule['expirationInDays'];
  const date = expiration['date'] ?? rule['expirationDate'];
  const noncurrentDays = noncurrent['noncurrentDays'] ?? noncurrent['days'] ?? rule['noncurrentVersionExpirationInDays'];
  const ends = {
    // 0 is how the providers write that there is none.
    ...(isGiven(days) && { days: soonest(days) }),
    ...(isGiven(date) && { date: String(date).slice(0, 'YYYY-MM-DD'.length) }),
    ...(isGiven(noncurrentDays) && { noncurrentDays: soonest(noncurrentDays) }),
  };
  return Object.keys(ends).length === 0 ? [] : [{ ...selectionOf(rule), ...ends }];
}

const isGiven = (value: unknown): value is string | number => (typeof value === 'string' && value !== '') || (typeof value === 'number' && value !== 0);

/** What is no number of days ends objects nobody knows when: at once, for all that can be said. */
const soonest = (days: unknown): number => Number(days) || 0;

/** One block, which `BucketV2` writes in the plural, as a list of one. */
const block = (rule: Untrusted, name: string): Untrusted => record(rule[name] ?? list(rule[`${name}s`])[0]);

function selectionOf(rule: Untrusted): Pick<ExpirationRule, 'prefix' | 'narrowed'> {
  const filter = record(rule['filter']);
  const and = record(filter['and']);
  const prefix = [and['prefix'], filter['prefix'], rule['prefix']].find((text): text is string => typeof text === 'string') ?? '';
  const narrowing = [filter['tag'], and['tags'], rule['tags'], rule['tagFilters'], ...[filter, and, rule].flatMap((of) => [of['objectSizeGreaterThan'], of['objectSizeLessThan']])];
  return { prefix, narrowed: narrowing.some(narrows) };
}

const narrows = (value: unknown): boolean => (typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : isGiven(value));
