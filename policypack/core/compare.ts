import { gap, isKnown, type Gap, type Known } from './known.js';
import { canonicalJson } from './fingerprint.js';
import { reference } from './evaluate.js';
import type { KindTable } from './kind-table.js';
import type { Drift } from './result.js';
import type { Subject } from './subject.js';
import type { CollectionGap, Location, Population } from './fact.js';
import type { DriftOf } from './kind.js';
import type { Whereabouts } from './whereabouts.js';

/** Compares what is declared with what is live, by provider identity, one live subject at a time. */
export interface Comparison {
  /** The declared twins of a live subject, one for each stack that declares it, in the order of the stacks; remembers that they were seen. */
  match(live: Subject): readonly Subject[];
  /** Declared resources that no live subject matched, with whether their place was read whole. */
  unmatched(population: readonly Population[], gaps: readonly CollectionGap[]): readonly Unmatched[];
}

/** A declared resource that was not seen live. `read`: its place was read whole, so that it is missing there. */
export type Unmatched = { readonly declared: Subject; readonly read: true } | { readonly declared: Subject; readonly read: false; readonly why: Gap };

interface Entry {
  readonly subject: Subject;
  /** Its kind, and what tells it from others of it. */
  readonly identity: string;
  readonly where: Whereabouts;
  seen: boolean;
}

/** Begins a comparison with the declared subjects. */
export function compareWith(kinds: KindTable, declared: readonly Subject[]): Comparison {
  const entries: Entry[] = declared.flatMap((subject) => {
    const { drift } = kinds.get(subject.kind);
    return drift ? [{ subject, identity: identityOf(kinds, subject), where: whereaboutsOf(drift, subject), seen: false }] : [];
  });
  const byIdentity = new Map<string, Entry[]>();
  for (const entry of entries) {
    const same = byIdentity.get(entry.identity);
    if (same) same.push(entry);
    else byIdentity.set(entry.identity, [entry]);
  }
  // What one stack declares under one name is in several places: no two things of a name are in one.
  const alike = (entry: Entry): boolean => (byIdentity.get(entry.identity) ?? []).some((other) => other !== entry && other.subject.scope === entry.subject.scope && other.seen);
  return {
    match(live) {
      const [name, identity] = [`${live.kind} ${live.name}`, identityOf(kinds, live)];
      const named = (byIdentity.get(name) ?? []).map((entry) => ({ entry, is: entry.where.in(live.scope) }));
      const own = identity === name ? [] : (byIdentity.get(identity) ?? []);
      const certain = [...own, ...named.filter(({ is }) => is === 'yes').map(({ entry }) => entry)];
      // One of which it is not known where it is stands for what no other does.
      const twins = certain.length > 0 ? certain : likeliest(kinds, live, named.filter(({ is }) => is === 'maybe').map(({ entry }) => entry));
      for (const twin of twins) twin.seen = true;
      return twins.map(({ subject }) => subject).sort(byStack);
    },
    unmatched: (population, gaps) => entries.filter(({ seen }) => !seen).map((entry) => unseen(entry, population, gaps, alike(entry))),
  };
}

/** Where a declared thing is, as far as its kind tells. */
function whereaboutsOf(drift: DriftOf<never>, of: Subject): Whereabouts {
  if (drift.whereabouts) return drift.whereabouts(of);
  const place = drift.placeOf(of.id);
  return {
    in: (scope) => (place === undefined ? 'maybe' : place === scope ? 'yes' : 'no'),
    unread: () => ({ message: `${place ?? 'the place where it is declared to be'} was not read`, todo: 'Read that place too.' }),
  };
}

const byStack = (a: Subject, b: Subject): number => (a.scope === b.scope ? 0 : a.scope < b.scope ? -1 : 1);

const identityOf = (kinds: KindTable, subject: Subject): string => `${subject.kind} ${kinds.get(subject.kind).drift?.identity(subject) ?? subject.id}`;

/** Of several that one stack declares under one name, those that are as the live one is; where none is, it may be any of them. */
function likeliest(kinds: KindTable, live: Subject, entries: readonly Entry[]): readonly Entry[] {
  const same = entries.filter(({ subject }) => changes(kinds, subject, live, []).length === 0);
  return entries.filter((entry) => same.includes(entry) || !same.some(({ subject }) => subject.scope === entry.subject.scope));
}

function unseen({ subject: declared, where }: Entry, population: readonly Population[], gaps: readonly CollectionGap[], isAlike: boolean): Unmatched {
  const why = declared.doubt ?? notRead(declared, where, population, gaps) ?? (isAlike && !population.some(({ kind, scope }) => kind === declared.kind && where.in(scope) === 'yes') ? NOT_TOLD_APART : undefined);
  return why ? { declared, read: false, why } : { declared, read: true };
}

/** Why what was not seen may be there all the same. */
function notRead({ kind }: Subject, where: Whereabouts, population: readonly Population[], gaps: readonly CollectionGap[]): Gap | undefined {
  const ofKind = <P extends { readonly kind: string; readonly scope: string }>(places: readonly P[]): P[] => places.filter((one) => one.kind === kind);
  const may = ({ scope }: { readonly scope: string }): boolean => where.in(scope) !== 'no';
  const [listings, missed] = [ofKind(population), ofKind(gaps)];
  const partly = missed.find(may) ?? listings.find((one) => may(one) && !one.complete);
  if (partly) return gap('cut-off', THERE, { message: `not looked for in the whole of ${partly.scope}, which was not read to its end`, todo: 'Have it read whole: what was not read says why, and what to grant or give.' });
  if (!listings.some(({ scope }) => (where.certain ? where.in(scope) === 'yes' : where.in(scope) !== 'no'))) return gap('cut-off', THERE, where.unread([...listings, ...missed].map(({ scope }) => scope)));
  return where.open && gap('cut-off', THERE, where.open);
}

const THERE = 'the place where it is declared to be';

const NOT_TOLD_APART = gap('cut-off', THERE, {
  message: 'the stack declares several of this name in places of their own, and does not say which of them was read',
  todo: 'Name the region or the context in each provider, and read them all.',
});

/** The differences between a declared subject and its live twin; what either side does not know, or the service decides, is not a difference. */
export function changes(kinds: KindTable, declared: Subject, live: Subject, breaks: readonly string[]): Drift[] {
  const { fields = [], decidedByService } = kinds.get(live.kind).drift ?? {};
  const decided: readonly string[] = decidedByService?.(live.given as never) ?? [];
  return fields.flatMap(([path, field]) => {
    const [before, after] = [declared, live].map(({ given }) => (given as Record<string, Known<unknown>>)[field]);
    if (decided.includes(field) || !before || !after || !isKnown(before) || !isKnown(after) || canonicalJson(before.value) === canonicalJson(after.value)) return [];
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
