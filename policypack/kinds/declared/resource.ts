import type { Location } from '../../core/fact.js';
import type { Tree } from './property-tree.js';

/** A resource of a Pulumi program, as the engine or a state holds it. */
export interface DeclaredResource {
  /** The type token: `aws:cloudwatch/logGroup:LogGroup`. */
  readonly type: string;
  readonly urn: string;
  /** The name in the program. */
  readonly name: string;
  readonly properties: Tree;
  /** URNs that each top-level property's value comes from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly location?: Location;
}

/** The scope of everything that a stack declares: `pulumi:ORGANIZATION/PROJECT/STACK` as far as it is known. */
export const stackScope = (stack: string, project: string): string => `pulumi:${project}/${stack}`;
