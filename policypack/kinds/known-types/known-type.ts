/**
 * What a type of resource has to do with AI or with audit logs. `ai`: it is an AI system, or makes one. `cluster`: a Kubernetes
 * cluster of its own. `log group`: it may be the log group that holds audit logs, and no kind reads it. `audit`: it makes, keeps or
 * moves audit logs. `opaque`: it makes resources that a program does not show.
 */
export type Meaning = 'ai' | 'cluster' | 'log group' | 'audit' | 'opaque';

/** Types of one meaning. */
export interface KnownTypes {
  readonly is: Meaning;
  /** What follows the package in a type token, without a version: `bedrock/agentAgent:AgentAgent`, `logs:LogGroup`. */
  readonly types: RegExp;
  /** What one is called: `Amazon Bedrock or SageMaker`. */
  readonly what: string;
}

/** Everything known of the types of one provider's packages. */
export interface ProviderTypes {
  /** Pulumi packages, as type tokens begin; bridged ones too. */
  readonly packages: readonly string[];
  readonly known: readonly KnownTypes[];
}

/** A table of a provider's types; exists to check it. */
export const providerTypes = (table: ProviderTypes): ProviderTypes => table;
