import { isIP } from 'node:net';
import type { Known } from '../../../../policypack/core/known.js';
import { MalformedAnswer } from '../../deadline.js';
import { attempt, type Question } from '../client/attempt.js';
import type { Call } from '../client/call.js';
import { textOf } from '../../../../policypack/core/untyped.js';

/** The API servers as they register themselves. Source: kubernetes/pkg/controlplane/reconcilers. */
export const ENDPOINTS = {
  operation: 'get endpointslices default/kubernetes',
  path: '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes',
  right: {
    role: 'api-server',
    apiGroup: 'discovery.k8s.io',
    resource: 'endpointslices',
    verbs: ['get'],
    namespace: 'default',
    name: 'kubernetes',
    why: 'How many API servers there are, as they register themselves.',
  },
} as const satisfies Call;

interface EndpointSlice {
  readonly endpoints?: readonly { readonly addresses?: readonly unknown[] }[] | null;
  readonly ports?: readonly { readonly name?: unknown; readonly port?: unknown }[] | null;
}

/** The addresses of the API servers that the cluster counts, as `host:port`, sorted. Never throws for what a server does. */
export const readAddresses = (question: Question): Promise<Known<string[]>> =>
  attempt(question, ENDPOINTS, async (connection) => apiServerEndpoints(await connection.get(ENDPOINTS.path)));

/**
 * The API servers of EndpointSlice `default/kubernetes`, as `host:port`, sorted.
 * @throws MalformedAnswer when it names something that is no address
 */
function apiServerEndpoints(slice: unknown): string[] {
  const { endpoints, ports } = (slice ?? {}) as EndpointSlice;
  const port = (ports?.find(({ name }) => name === 'https') ?? ports?.[0])?.port ?? 443;
  const addresses = (endpoints ?? []).flatMap((endpoint) => endpoint.addresses ?? []);
  return [...new Set(addresses.map((address) => hostAndPort(address, port)))].sort();
}

function hostAndPort(address: unknown, port: unknown): string {
  const family = typeof address === 'string' ? isIP(address) : 0;
  if (family === 0 || !Number.isInteger(port)) throw new MalformedAnswer('the EndpointSlice names something that is no address');
  return `${family === 6 ? `[${textOf(address)}]` : textOf(address)}:${textOf(port)}`;
}
