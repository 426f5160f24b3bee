import type { Fact, Location, Origin, Text } from './fact.js';
import type { Gap } from './known.js';
import type { Called } from './name.js';
import type { Place } from './place.js';

/** One thing to judge: what is known of it, and what belongs to it of other things. */
export interface Subject<F = unknown, J = unknown> extends Called {
  /** The id of its kind. */
  readonly kind: string;
  readonly id: string;
  /** The Pulumi URN of a declared resource. */
  readonly urn?: string;
  readonly origin: Origin;
  readonly scope: string;
  /** Where a declared thing will be, within its stack. */
  readonly place?: Place;
  readonly given: F;
  /** Looked up when it is read, and only then. */
  readonly joined: J;
  readonly texts: readonly Text[];
  readonly location?: Location;
  /** Why it is not known whether it is as it says. */
  readonly doubt?: Gap;
  /** The program leaves some of it to the live system, by `ignoreChanges`. */
  readonly leavesToLive?: true;
  /** Its live twin is judged too: what the program leaves to the live system is for that to decide. */
  readonly liveTwin?: true;
}

/** A fact as a subject. Field by field: a million of them pass here, and a spread costs thrice as much. */
export function subjectOf<F, J>(fact: Fact<F>, joined: J): Subject<F, J> {
  const { kind, id, name, origin, scope, facts, texts, urn, location } = fact;
  if (origin === 'live' && urn === undefined && location === undefined) return { kind, id, name, origin, scope, given: facts, joined, texts };
  const { unnamed, place, doubt, leavesToLive } = fact;
  return {
    kind,
    id,
    name,
    origin,
    scope,
    given: facts,
    joined,
    texts,
    ...(unnamed && { unnamed }),
    ...(urn !== undefined && { urn }),
    ...(place && { place }),
    ...(location && { location }),
    ...(doubt && { doubt }),
    ...(leavesToLive && { leavesToLive }),
  };
}
