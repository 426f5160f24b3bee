import type { Known } from '../../known-types/index.js';

/** A type that has to do with AI or audit logs, as a stack declares it. */
export interface DeclaredType extends Known {
  readonly type: string;
  readonly count: number;
}

/** A Pulumi stack and the providers that its resources come from (`aws`, `aws-native`, `kubernetes`, …). */
export interface StackFacts {
  readonly providers: readonly string[];
  /** What it declares of AI, clusters and audit logs, by type. */
  readonly declares: readonly DeclaredType[];
  /** What it reads and does not declare, as far as that shows: a log group of somebody else's, another stack's outputs. */
  readonly reads: readonly ReadResource[];
}

/** A resource that a program reads, by what its URN tells. */
export interface ReadResource {
  readonly type: string;
  /** The name in the program; of a StackReference, the stack's, unless the program says otherwise. */
  readonly name: string;
}
