import type { Fact, Location } from './fact.js';

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
  /** What holds it, where it is no resource of its own: `the Helm release audit`. Little more than its name is known then. */
  readonly heldBy?: string;
}

/** What a resource says of one thing: its reader's answer. */
export type Said<F> = Pick<Fact<F>, 'id' | 'name' | 'facts' | 'texts'>;

/** Reads what resources of one type say of a kind; a list carries several things. */
export type DeclaredReader<F> = (resource: DeclaredResource) => readonly Said<F>[];
