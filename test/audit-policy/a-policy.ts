import { readPolicy, type AuditPolicy, type Dialect } from '../../policypack/audit-policy/index.js';

/** A policy with these rules, written as in YAML; a rule without a level logs at Metadata. */
export function aPolicy(rules: readonly object[], more: object = {}, dialect?: Dialect): AuditPolicy {
  const document = {
    apiVersion: 'audit.k8s.io/v1',
    kind: 'Policy',
    ...more,
    rules: rules.map((rule) => ({ level: 'Metadata', ...rule })),
  };
  const reading = readPolicy(document, dialect);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.policy;
}

/** Resources of a rule: patterns of one API group. */
export const resources = (group: string, ...patterns: string[]) => ({ resources: [{ group, resources: patterns }] });
