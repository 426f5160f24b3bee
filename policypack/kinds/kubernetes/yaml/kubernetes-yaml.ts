import type { DocumentOptions, ParseOptions, SchemaOptions } from 'yaml';

/**
 * YAML's syntax alone: what a scalar is, and what merges and aliases make, `valueOf` says as Kubernetes does. Version 1.1
 * is the one that yaml.v2 reads.
 */
export const KUBERNETES_YAML: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  schema: 'failsafe',
  merge: false,
  prettyErrors: false,
  logLevel: 'silent',
};
