import { hostOfUrl } from '../../policypack/kinds/kubernetes/audit-sink/destination.js';
import { hostname } from '../../policypack/kinds/kubernetes/go-url.js';
import { gap, known, type Known } from '../../policypack/core/known.js';
import type { AuditWebhook } from '../../policypack/kinds/kubernetes/auditing/webhook.js';
import { failedCall, grantOf, type Call, type ResourceRight } from '../sources/kubernetes/client/call.js';
import type { Connection } from '../sources/kubernetes/client/connection.js';
import { kubernetesFailure } from '../sources/kubernetes/client/errors.js';

/** The Service that the webhook's kubeconfig names, and how many of its addresses take requests. */
export interface Collector {
  /** `namespace/name`. */
  readonly service: string;
  readonly ready: number;
}

/** `NAME.NAMESPACE.svc`, with the cluster's domain or without. Source: Kubernetes, "DNS for Services and Pods". */
const SERVICE_NAME = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?)\.([a-z0-9]([-a-z0-9]*[a-z0-9])?)\.svc(\.[-a-z0-9.]+)?$/;

/** The right to see where a collector's Service leads. @param namespace the collector's */
export const collectorRight = (namespace: string): ResourceRight => ({
  role: 'probe',
  apiGroup: 'discovery.k8s.io',
  resource: 'endpointslices',
  verbs: ['list'],
  namespace,
  why: "The addresses of the collector's Service, and which are ready. RBAC knows no labels.",
});

const collectorCall = (namespace: string, name: string): Call => ({
  operation: `list endpointslices of ${namespace}/${name}`,
  path: `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices?labelSelector=${encodeURIComponent(`kubernetes.io/service-name=${name}`)}`,
  right: collectorRight(namespace),
});

/** The Service that a webhook's kubeconfig names; undefined where it names none. */
export function collectorService({ server, tlsServerName }: AuditWebhook): { readonly name: string; readonly namespace: string } | undefined {
  const [, name, , namespace] = SERVICE_NAME.exec(tlsServerName ?? '') ?? SERVICE_NAME.exec(hostname(hostOfUrl(server))) ?? [];
  return name === undefined || namespace === undefined ? undefined : { name, namespace };
}

/**
 * Looks whether the collector has ready endpoints, where the webhook calls a Service by its name, or checks its
 * certificate by that name.
 * @returns undefined where no Service is named: a collector outside of the cluster, or one called by an address alone
 */
export async function readCollector(connection: Pick<Connection, 'get'>, webhook: AuditWebhook): Promise<Known<Collector> | undefined> {
  const called = collectorService(webhook);
  if (called === undefined) return undefined;
  const service = `${called.namespace}/${called.name}`;
  const call = collectorCall(called.namespace, called.name);
  try {
    const { items } = ((await connection.get(call.path)) ?? {}) as { items?: readonly Slice[] };
    if (!Array.isArray(items)) return gap('unreachable', call.operation);
    const endpoints = (items as readonly Slice[]).flatMap((slice) => slice.endpoints ?? []);
    // Unknown counts as ready. Source: discovery.k8s.io/v1, EndpointConditions.
    const ready = endpoints.filter(({ conditions }) => conditions?.ready !== false).reduce((sum, { addresses }) => sum + (addresses?.length ?? 0), 0);
    return known({ service, ready });
  } catch (problem) {
    const { reason } = kubernetesFailure(problem, failedCall(call));
    return gap(reason, `whether the collector is ready (${call.operation}${reason === 'forbidden' ? `: grant it, see ${grantOf(call)}` : ''})`);
  }
}

interface Slice {
  readonly endpoints?: readonly { readonly addresses?: readonly unknown[]; readonly conditions?: { readonly ready?: boolean } }[] | null;
}
