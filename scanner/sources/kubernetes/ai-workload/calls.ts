import { AI_KINDS } from '../../../../policypack/kinds/kubernetes/ai-workload/kinds.js';
import { isTemplateKind, TEMPLATE_KINDS } from '../../../../policypack/kinds/kubernetes/ai-workload/pod-template.js';
import type { NamedKind } from '../../../../policypack/kinds/kubernetes/ai-workload/signals.js';
import type { Call, ResourceRight } from '../client/call.js';
import type { ServedKind } from '../client/discovery.js';

/** Lists of all namespaces. */
const listed = (apiGroup: string, resource: string, why: string): ResourceRight => ({ role: 'ai-workloads', apiGroup, resource, verbs: ['list'], why });

/** Every pod. */
export const PODS: Call & { readonly right: ResourceRight } = {
  operation: 'list pods',
  path: '/api/v1/pods',
  right: listed('', 'pods', 'Pods of all namespaces: labels, owners, images, resources.'),
};

/** Every namespace. */
export const NAMESPACES: Call & { readonly right: ResourceRight } = {
  operation: 'list namespaces',
  path: '/api/v1/namespaces',
  right: listed('', 'namespaces', 'Labels of namespaces: only for sources.kubernetes.aiWorkloads.namespaceSelector.'),
};

const TEMPLATES = 'Templates of pods, owners, labels: what is scaled to zero or not due yet has no pods.';
const OPERATORS = 'The objects of AI operators.';
const NAMED = 'Kinds that sources.kubernetes.aiWorkloads.kinds names.';

/**
 * The plural of a kind, by the rule that CustomResourceDefinitions follow; which version serves it, and that it does, is
 * asked of each server. Source: k8s.io/apimachinery, UnsafeGuessKindToResource; controller-tools, which names the plurals.
 */
const plural = (kind: string): string => {
  const one = kind.toLowerCase();
  if (one.endsWith('y')) return `${one.slice(0, -1)}ies`;
  // A kind that is many already, such as NemoGuardrails, stays what it is.
  if (/[^su]s$/.test(one)) return one;
  return `${one}${/(s|x|ch|sh)$/.test(one) ? 'es' : 's'}`;
};

/** The right to list each kind that is looked for, whichever of them a cluster serves. */
export const KIND_RIGHTS: readonly ResourceRight[] = [
  ...TEMPLATE_KINDS.map(({ apiGroup, kind }) => listed(apiGroup, plural(kind), TEMPLATES)),
  ...Object.entries(AI_KINDS).flatMap(([apiGroup, kinds]) => kinds.filter((kind) => !isTemplateKind(apiGroup, kind)).map((kind) => listed(apiGroup, plural(kind), OPERATORS))),
];

const SHIPPED = new Set(KIND_RIGHTS.map(({ apiGroup, resource }) => `${resource}.${apiGroup}`));

/** The rights to list the kinds that the user names, where no shipped role has them. */
export const rightsToNamed = (kinds: readonly NamedKind[]): readonly ResourceRight[] =>
  kinds.map(({ apiGroup, kind }) => ({ ...listed(apiGroup, plural(kind), NAMED), role: 'ai-workloads-named' as const })).filter(({ apiGroup, resource }) => !SHIPPED.has(`${resource}.${apiGroup}`));

/** A list of the objects of a kind, as the server serves it. */
export const listCall = ({ apiGroup, version, resource }: ServedKind): Call => ({
  operation: `list ${resource}.${apiGroup}`,
  path: `/apis/${apiGroup}/${version}/${resource}`,
  right: SHIPPED.has(`${resource}.${apiGroup}`) ? listed(apiGroup, resource, OPERATORS) : { ...listed(apiGroup, resource, NAMED), role: 'ai-workloads-named' },
});

/** Which groups are served. */
export const DISCOVERY: Call = { operation: 'get /apis', path: '/apis', toldBy: 'ai-workloads' };

/** Which kinds a group serves, likewise. */
export const groupCall = (apiGroup: string): Call => ({ ...DISCOVERY, operation: `get /apis/${apiGroup}`, path: `/apis/${apiGroup}` });
