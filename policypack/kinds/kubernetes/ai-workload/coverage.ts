import { holes, type AuditPolicy, type Hole, type Scope } from '../../../audit-policy/index.js';
import type { Controller, NamedResource } from './facts.js';
import type { AuditLevel, AuditStage } from '../../../audit-policy/vocabulary.js';
import { dialectFor } from '../auditing/witness.js';
import type { ServerVersion } from '../cluster/facts.js';

/** Where a workload's requests go. */
export interface WorkloadTarget extends NamedResource {
  /** Empty at cluster scope. */
  readonly namespace: string;
  /** What it runs by and is run by, in the same namespace or at cluster scope. */
  readonly controllers?: readonly Controller[] | undefined;
}

/** What must be recorded of them. */
export interface RequiredRecord {
  readonly level: AuditLevel;
  readonly stages: readonly AuditStage[];
}

/** Ways to a pod's containers, its output, and what it serves, through the API server. */
const POD_WAYS = ['exec', 'attach', 'portforward', 'ephemeralcontainers', 'log', 'proxy'] as const;

/** Changes of a pod: who swaps the image of one, or removes it, changes what runs. */
const POD_CHANGES = ['create', 'update', 'patch', 'delete', 'deletecollection'] as const;

/**
 * Every request about a workload: its object with all subresources, those that it owns and that own it, changes of its pods, and
 * what leads to these, which share its namespace. A request through `services/proxy` carries a prompt as one through `pods/proxy` does.
 */
export const workloadScope = ({ apiGroup, resource, namespace, controllers = [] }: WorkloadTarget): Scope => [
  { apiGroup, resource, namespace },
  ...controllers.map((other) => ({ apiGroup: other.apiGroup, ...(other.resource !== undefined && { resource: other.resource }), namespace: other.clusterScoped ? '' : namespace })),
  ...(namespace === ''
    ? []
    : [
        ...POD_CHANGES.map((verb) => ({ verb, apiGroup: '', resource: 'pods', subresource: '', namespace })),
        ...POD_WAYS.map((subresource) => ({ apiGroup: '', resource: 'pods', subresource, namespace })),
        { apiGroup: '', resource: 'services', subresource: 'proxy', namespace },
      ]),
];

// By policy, which lives as long as the run: a pure memo. A search of a policy of 200 rules takes some 20 ms.
const found = new WeakMap<AuditPolicy, { readonly named: ReadonlySet<string>; readonly answers: Map<string, readonly Hole[]> }>();

/**
 * The holes of a policy for the requests of one workload. Namespaces that no rule names are all alike to a policy, so
 * that one of them is searched for all.
 */
export function workloadHoles(policy: AuditPolicy, target: WorkloadTarget, required: RequiredRecord, version: ServerVersion): readonly Hole[] {
  const { named, answers } = memoOf(policy);
  const { apiGroup, resource, namespace, controllers = [] } = target;
  const dialect = dialectFor(version);
  const place = namespace === '' || named.has(namespace) ? `namespace ${namespace}` : 'any other';
  const key = JSON.stringify([place, apiGroup, resource, controllers, required.level, required.stages, dialect.wildcardGroup]);
  const earlier = answers.get(key);
  if (earlier) return earlier.map((hole) => inNamespace(hole, namespace));
  const search = holes(policy, { ...required, scope: workloadScope(target) }, { dialect });
  answers.set(key, search);
  return search;
}

function memoOf(policy: AuditPolicy) {
  const known = found.get(policy);
  if (known) return known;
  const memo = { named: new Set(policy.rules.flatMap(({ namespaces }) => namespaces)), answers: new Map<string, readonly Hole[]>() };
  found.set(policy, memo);
  return memo;
}

/** The same hole in a namespace that the policy treats alike. */
const inNamespace = (hole: Hole, namespace: string): Hole =>
  namespace === ''
    ? hole
    : { ...hole, witness: { ...hole.witness, namespace }, class: { ...hole.class, namespace }, requests: { ...hole.requests, namespace: { in: [namespace] } } };
