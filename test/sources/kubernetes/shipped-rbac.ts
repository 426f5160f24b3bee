import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

interface Rule {
  readonly apiGroups?: string[];
  readonly resources?: string[];
  readonly nonResourceURLs?: string[];
  readonly verbs: string[];
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules?: Rule[];
  readonly [field: string]: unknown;
}

/** The text of deploy/kubernetes/rbac.yaml. */
export const shippedRbac = readFileSync(new URL('../../../deploy/kubernetes/rbac.yaml', import.meta.url), 'utf8');

/** The ClusterRole in it. */
export function shippedClusterRole(): Manifest & { readonly rules: Rule[] } {
  const role = parseAllDocuments(shippedRbac)
    .map((document) => document.toJS() as Manifest)
    .find(({ kind }) => kind === 'ClusterRole');
  if (!role?.rules) throw new Error('deploy/kubernetes/rbac.yaml holds no ClusterRole');
  return { ...role, rules: role.rules };
}

/** What a scan of an AuditSink with a Service needs, and the gap that each missing grant leaves. */
export const NEEDED: Readonly<Record<string, string>> = {
  'list auditregistration.k8s.io/auditsinks': 'kubernetes.audit-sink forbidden',
  'get /services': 'kubernetes.service forbidden',
};

/** Rules as single grants: `verb group/resource`. */
export const grants = (rules: readonly Rule[]): string[] =>
  rules.flatMap(({ verbs, apiGroups = [], resources = [] }) =>
    verbs.flatMap((verb) => apiGroups.flatMap((group) => resources.map((resource) => `${verb} ${group}/${resource}`))),
  );

/** The rules without one grant. */
export const without = (rules: readonly Rule[], grant: string): Rule[] =>
  rules.filter((rule) => !grants([rule]).includes(grant));
