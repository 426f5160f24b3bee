import type { Fact } from '../../../core/fact.js';
import { gap, isKnown, type Gap, type Known } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import { between, keptFor, type Kept } from '../kept.js';
import { isOutside } from '../../../core/scope.js';
import { isNamed } from '../../declared/named.js';
import type { S3BucketSettingFacts } from '../s3-bucket-setting/facts.js';
import s3BucketSetting from '../s3-bucket-setting/kind.js';
import type { ExpirationRule, S3BucketFacts } from './facts.js';

type Settings = Pick<S3BucketFacts, 'versioned' | 'lock' | 'expirations'>;

/**
 * How long a bucket keeps an object whose key begins so, `undefined` where that is not known. A lifecycle never removes a version that is locked; an expired current
 * version of a versioned bucket becomes a noncurrent one, which stays until a rule removes those. Source: Amazon S3 User Guide,
 * Managing Object Lock; Expiring objects.
 */
export function keptInBucket(bucket: Fact<S3BucketFacts>, keyBase: string | undefined, look: Look): Kept {
  const { versioned, lock, expirations } = settingsOf(bucket, look);
  const cycle = isKnown(expirations) ? lifecycleKeeps(expirations.value, keyBase, versioned, bucket.name) : openFrom(0, expirations);
  if (!isKnown(lock)) return openFrom(cycle.least, cycle.why ?? lock);
  const locked = lock.value?.days ?? 0;
  return between(Math.max(cycle.least, locked), Math.max(cycle.most, locked), [cycle.why]);
}

const openFrom = (least: number, why: Gap): Kept => between(least, Infinity, [why]);

/** What other resources of a program set of it, else what it says itself; a live one answers for all of it. */
function settingsOf(bucket: Fact<S3BucketFacts>, look: Look): Settings {
  const { origin, facts } = bucket;
  if (origin === 'live') return facts;
  const isOf = ({ facts: { bucketName, bucketUrns } }: Fact<S3BucketSettingFacts>): Known<boolean> => isNamed(bucket, { name: bucketName, urns: bucketUrns });
  const setOf = <N extends keyof Settings>(field: N): Settings[N] => {
    const sets = (setting: Fact<S3BucketSettingFacts>): boolean => setting.facts.sets[field] !== undefined && !isOutside(isOf(setting));
    const { found, missing } = look.all(s3BucketSetting, bucket, sets);
    const setting = found.find(sets);
    if (!setting) return (missing ?? facts[field]) as Settings[N];
    const certain = isOf(setting);
    return (isKnown(certain) ? setting.facts.sets[field] : certain) as Settings[N];
  };
  return { versioned: setOf('versioned'), lock: setOf('lock'), expirations: setOf('expirations') };
}

function lifecycleKeeps(rules: readonly ExpirationRule[], keyBase: string | undefined, versioned: Known<boolean>, name: string): Kept {
  const certain = rules.filter(({ prefix, narrowed }) => !narrowed && (keyBase ?? '').startsWith(prefix));
  const possible = rules.filter(({ prefix }) => keyBase === undefined || keyBase.startsWith(prefix) || prefix.startsWith(keyBase));
  const some = gap('unsupported', `which objects of bucket ${name} a narrower lifecycle rule ends`);
  const current = between(currentDays(possible), currentDays(certain), [some]);
  // Nothing makes a version noncurrent but an end of the current one: these records are written once.
  if (current.least === Infinity) return keptFor(Infinity);
  const ended = between(current.least + noncurrentDays(possible), current.most + noncurrentDays(certain), [some]);
  if (!isKnown(versioned)) return between(current.least, ended.most, [versioned]);
  return versioned.value ? ended : current;
}

/** Days after which a current version expires. A rule that names a day ends everything written after that day at once. */
const currentDays = (rules: readonly ExpirationRule[]): number => Math.min(...rules.map(({ days, date }) => (date === undefined ? (days ?? Infinity) : 0)));

const noncurrentDays = (rules: readonly ExpirationRule[]): number => Math.min(...rules.map(({ noncurrentDays: days }) => days ?? Infinity));
