import { gap, known, type Known } from '../../policypack/core/known.js';
import type { AuditWebhook } from '../../policypack/kinds/kubernetes/auditing/webhook.js';
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

/**
 * Looks whether the collector has ready endpoints, where the webhook calls a Service by its name, or checks its
 * certificate by that name.
 * @returns undefined where no Service is named: a collector outside of the cluster, or one called by an address alone
 */
export async function readCollector(connection: Pick<Connection, 'get'>, { server, tlsServerName }: AuditWebhook): Promise<Known<Collector> | undefined> {
  const [, name, , namespace] = SERVICE_NAME.exec(tlsServerName ?? '') ?? SERVICE_NAME.exec(new URL(server).hostname) ?? [];
  if (name === undefined || namespace === undefined) return undefined;
  const service = `${namespace}/${name}`;
  const operation = `list endpointslices of ${service}`;
  try {
    const selector = encodeURIComponent(`kubernetes.io/service-name=${name}`);
    const { items } = ((await connection.get(`/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices?labelSelector=${selector}`)) ?? {}) as { items?: readonly Slice[] };
    if (!Array.isArray(items)) return gap('unreachable', operation);
    const endpoints = (items as readonly Slice[]).flatMap((slice) => slice.endpoints ?? []);
    // Unknown counts as ready. Source: discovery.k8s.io/v1, EndpointConditions.
    const ready = endpoints.filter(({ conditions }) => conditions?.ready !== false).reduce((sum, { addresses }) => sum + (addresses?.length ?? 0), 0);
    return known({ service, ready });
  } catch (problem) {
    const { reason } = kubernetesFailure(problem, { operation, begun: false });
    return gap(reason, `whether the collector is ready (${operation}${reason === 'forbidden' ? ': grant it, see deploy/kubernetes/rbac-probe.yaml' : ''})`);
  }
}

interface Slice {
  readonly endpoints?: readonly { readonly addresses?: readonly unknown[]; readonly conditions?: { readonly ready?: boolean } }[] | null;
}
