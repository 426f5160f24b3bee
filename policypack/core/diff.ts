import { isKnown, type Known } from './known.js';
import { canonicalJson } from './fingerprint.js';
import { reference } from './evaluate.js';
import type { Drift } from './result.js';
import type { AnySubject, Subject } from './subject.js';
import type { CollectionGap, Location, Population } from './fact.js';

/** Compares what is declared with what is live, by provider identity, one live subject at a time. */
export interface Comparison {
  /** The declared twin of a live subject; remembers that it was seen. */
  match(live: AnySubject): AnySubject | undefined;
  /** Declared resources that no live subject matched, with whether their place was read whole. */
  unmatched(population: readonly Population[], gaps: readonly CollectionGap[]): readonly Unmatched[];
}

/** A declared resource that was not seen live. `read`: its place was read whole, so that it is missing there. */
export interface Unmatched {
  readonly declared: AnySubject;
  readonly read: boolean;
}

type Comparable = Subject<'aws.log-group'> | Subject<'kubernetes.audit-sink'>;

/** Whether drift is looked for in this kind. */
export const isComparable = (subject: AnySubject): subject is Comparable =>
  subject.kind === 'aws.log-group' || subject.kind === 'kubernetes.audit-sink';

/** Begins a comparison with the declared subjects. */
export function compareWith(declared: readonly AnySubject[]): Comparison {
  const byIdentity = new Map<string, { readonly subject: AnySubject; seen: boolean }>();
  for (const subject of declared) {
    if (isComparable(subject)) byIdentity.set(identity(subject), { subject, seen: false });
  }
  return {
    match(live) {
      const twin = byIdentity.get(identity(live)) ?? byIdentity.get(`${live.kind} ${live.name}`);
      if (twin) twin.seen = true;
      return twin?.subject;
    },
    unmatched: (population, gaps) =>
      [...byIdentity.values()]
        .filter(({ seen }) => !seen)
        .map(({ subject }) => ({ declared: subject, read: wasRead(subject, population, gaps) })),
  };
}

/** An ARN names account and region; without one (and for a sink, whose stack does not say which cluster) the name decides. */
const identity = ({ kind, id, name }: AnySubject): string => `${kind} ${kind === 'aws.log-group' && id.startsWith('arn:') ? id : name}`;

function wasRead(subject: AnySubject, population: readonly Population[], gaps: readonly CollectionGap[]): boolean {
  const place = scopeOfArn(subject.id);
  const here = (scope: string): boolean => !place || scope === place;
  const listings = population.filter(({ kind, scope }) => kind === subject.kind && here(scope));
  return (
    listings.length > 0 &&
    listings.every(({ complete }) => complete) &&
    !gaps.some(({ kind, scope }) => kind === subject.kind && here(scope))
  );
}

/** `aws:ACCOUNT:REGION` of a log group's ARN. */
export function scopeOfArn(arn: string): string | undefined {
  const [prefix, , service, region, account] = arn.split(':');
  return prefix === 'arn' && service === 'logs' ? `aws:${account}:${region}` : undefined;
}

/** The differences between a declared subject and its live twin; what either side does not know is not a difference. */
export function changes(declared: AnySubject, live: AnySubject, breaks: readonly string[]): Drift[] {
  return comparedValues(declared).flatMap(([path, before], index) => {
    const after = comparedValues(live)[index]?.[1];
    if (!after || !isKnown(before) || !isKnown(after) || canonicalJson(before.value) === canonicalJson(after.value)) return [];
    const place = located(live, declared.location);
    return [{ subject: reference(place), change: 'changed' as const, path, declared: before.value ?? null, live: after.value ?? null, breaks }];
  });
}

/** Drift in the form of a report, for a subject that one side lacks. */
export const lacking = (subject: AnySubject, change: 'missing' | 'unmanaged', breaks: readonly string[]): Drift => ({
  subject: reference(subject),
  change,
  breaks,
});

/** The subject, pointing at the program line that declared it. */
export const located = (subject: AnySubject, location: Location | undefined): AnySubject =>
  location && !subject.location ? { ...subject, location } : subject;

/** What is compared, under the names that the Pulumi program uses. */
function comparedValues(subject: AnySubject): readonly (readonly [string, Known<unknown>])[] {
  if (subject.kind === 'aws.log-group') {
    const { retentionDays, kmsKey, class: logGroupClass, deletionProtected } = subject.given;
    return [
      ['retentionInDays', retentionDays],
      ['kmsKeyId', kmsKey],
      ['logGroupClass', logGroupClass],
      ['deletionProtectionEnabled', deletionProtected],
    ];
  }
  if (subject.kind === 'kubernetes.audit-sink') {
    const { level, stages, qps, burst, url, service, caBundle } = subject.given;
    return [
      ['spec.policy.level', level],
      ['spec.policy.stages', stages],
      ['spec.webhook.throttle.qps', qps],
      ['spec.webhook.throttle.burst', burst],
      ['spec.webhook.clientConfig.url', url],
      ['spec.webhook.clientConfig.service', service],
      ['spec.webhook.clientConfig.caBundle', caBundle],
    ];
  }
  return [];
}
