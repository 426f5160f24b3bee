import type { Fact, Location, Origin, Text } from './fact.js';
import type { Gap } from './known.js';

/** One thing to judge: what is known of it, and what belongs to it of other things. */
export interface Subject<F = unknown, J = unknown> {
  /** The id of its kind. */
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  /** The Pulumi URN of a declared resource. */
  readonly urn?: string;
  readonly origin: Origin;
  readonly scope: string;
  readonly given: F;
  /** Looked up when it is read, and only then. */
  readonly joined: J;
  readonly texts: readonly Text[];
  readonly location?: Location;
  /** Why it is not known whether it is as it says. */
  readonly doubt?: Gap;
  /** Its live twin is judged too: what the program leaves to the live system is for that to decide. */
  readonly liveTwin?: true;
}

/** A fact as a subject. Field by field: a million of them pass here, and a spread costs thrice as much. */
export function subjectOf<F, J>(fact: Fact<F>, joined: J): Subject<F, J> {
  const { kind, id, name, origin, scope, facts, texts, urn, location, doubt } = fact;
  if (urn === undefined && location === undefined) return { kind, id, name, origin, scope, given: facts, joined, texts };
  return { kind, id, name, origin, scope, given: facts, joined, texts, ...(urn !== undefined && { urn }), ...(location && { location }), ...(doubt && { doubt }) };
}
