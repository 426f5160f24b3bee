import { isKnown, type Known } from './known.js';
import { canonicalJson } from './fingerprint.js';
import { reference } from './evaluate.js';
import type { KindTable } from './kind-table.js';
import type { Drift } from './result.js';
import type { Subject } from './subject.js';
import type { CollectionGap, Location, Population } from './fact.js';

/** Compares what is declared with what is live, by provider identity, one live subject at a time. */
export interface Comparison {
  /** The declared twin of a live subject; remembers that it was seen. */
  match(live: Subject): Subject | undefined;
  /** Declared resources that no live subject matched, with whether their place was read whole. */
  unmatched(population: readonly Population[], gaps: readonly CollectionGap[]): readonly Unmatched[];
}

/** A declared resource that was not seen live. `read`: its place was read whole, so that it is missing there. */
export interface Unmatched {
  readonly declared: Subject;
  readonly read: boolean;
}

/** Begins a comparison with the declared subjects. */
export function compareWith(kinds: KindTable, declared: readonly Subject[]): Comparison {
  const identity = (subject: Subject): string => `${subject.kind} ${kinds.get(subject.kind).drift?.identity(subject) ?? subject.id}`;
  const byIdentity = new Map<string, { readonly subject: Subject; seen: boolean }>();
  for (const subject of declared) {
    if (kinds.get(subject.kind).drift) byIdentity.set(identity(subject), { subject, seen: false });
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
        .map(({ subject }) => ({ declared: subject, read: wasRead(kinds, subject, population, gaps) })),
  };
}

function wasRead(kinds: KindTable, subject: Subject, population: readonly Population[], gaps: readonly CollectionGap[]): boolean {
  const place = kinds.get(subject.kind).drift?.placeOf(subject.id);
  const here = (scope: string): boolean => !place || scope === place;
  const listings = population.filter(({ kind, scope }) => kind === subject.kind && here(scope));
  return (
    listings.length > 0 &&
    listings.every(({ complete }) => complete) &&
    !gaps.some(({ kind, scope }) => kind === subject.kind && here(scope))
  );
}

/** The differences between a declared subject and its live twin; what either side does not know is not a difference. */
export function changes(kinds: KindTable, declared: Subject, live: Subject, breaks: readonly string[]): Drift[] {
  const fields = kinds.get(live.kind).drift?.fields ?? [];
  return fields.flatMap(([path, field]) => {
    const [before, after] = [declared, live].map(({ given }) => (given as Record<string, Known<unknown>>)[field]);
    if (!before || !after || !isKnown(before) || !isKnown(after) || canonicalJson(before.value) === canonicalJson(after.value)) return [];
    const subject = reference(located(live, declared.location));
    return [{ subject, change: 'changed' as const, path, declared: before.value ?? null, live: after.value ?? null, breaks }];
  });
}

/** Drift in the form of a report, for a subject that one side lacks. */
export const lacking = (subject: Subject, change: 'missing' | 'unmanaged', breaks: readonly string[]): Drift => ({
  subject: reference(subject),
  change,
  breaks,
});

/** The subject, pointing at the program line that declared it. */
export const located = (subject: Subject, location: Location | undefined): Subject =>
  location && !subject.location ? { ...subject, location } : subject;
