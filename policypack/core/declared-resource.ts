import type { Fact, Location } from './fact.js';
import type { Gap } from './known.js';
import type { Name } from './name.js';
import type { Place } from './place.js';

/** A resource of a Pulumi program, as the engine or a state holds it. */
export interface DeclaredResource {
  /** The type token: `aws:cloudwatch/logGroup:LogGroup`. */
  readonly type: string;
  readonly urn: string;
  /** The name in the program. */
  readonly name: string;
  /** JSON, with marks in the place of what could not be read: a property tree. */
  readonly properties: unknown;
  /** URNs that each top-level property's value comes from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly location?: Location;
  /** The provider resource that makes it, where it is known; its properties as those of any resource. */
  readonly provider?: DeclaredProvider;
  /** Why it is not known whether it is there, or is as it says. */
  readonly doubt?: Gap;
  /** The program reads it and does not declare it. */
  readonly onlyRead?: true;
  /** The program leaves some of it to the live system, by `ignoreChanges`. */
  readonly leavesToLive?: true;
  /** What holds it, where it is no resource of its own: `the Helm release audit`. Little more than its name is known then. */
  readonly heldBy?: string;
}

/** The provider of a resource: it says in which region, account or cluster. */
export interface DeclaredProvider {
  readonly urn: string;
  readonly type: string;
  readonly properties: unknown;
}

/** What a resource says of one thing: its reader's answer. A name that is not known is a gap, and never the resource's. */
export interface Said<F> extends Pick<Fact<F>, 'facts' | 'texts'> {
  /** Provider-native; absent where it is not known yet, such as where the name, that is part of it, is not: the URN stands for it then. */
  readonly id?: string | undefined;
  readonly name: Name;
  /** Tells it from others of the same resource while their names are not known: `items[1]`. */
  readonly within?: string;
}

/** Reads what resources of one type say of a kind; a list carries several things. */
export type DeclaredReader<F> = (resource: DeclaredResource) => readonly Said<F>[];

/** Tells where a declared resource will be. `scope` is its stack: what only its run decides is the same within. */
export type Placing = (resource: DeclaredResource, scope: string) => Place;
