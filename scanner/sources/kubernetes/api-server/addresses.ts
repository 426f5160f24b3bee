import { isIP } from 'node:net';
import * as z from 'zod';
import type { Known } from '../../../../policypack/core/known.js';
import { attempt, type Question } from '../client/attempt.js';
import type { Call } from '../client/call.js';
import { objectNamed } from '../client/objects.js';

/** One that answers has registered itself, by its address. Source: discovery.k8s.io/v1, EndpointSlice. */
const SLICE = objectNamed('kubernetes').extend({
  endpoints: z.array(z.looseObject({ addresses: z.array(z.string().refine((address) => isIP(address) !== 0)).min(1) })).min(1),
  ports: z.array(z.looseObject({ name: z.string().optional(), port: z.int().min(1).max(65_535) })).optional(),
});

/** The API servers as they register themselves. Source: kubernetes/pkg/controlplane/reconcilers. */
export const ENDPOINTS = {
  operation: 'get endpointslices default/kubernetes',
  path: '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes',
  answer: SLICE,
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

/** The addresses of the API servers that the cluster counts, as `host:port`, sorted. Never throws for what a server does. */
export const readAddresses = (question: Question): Promise<Known<string[]>> =>
  attempt(question, ENDPOINTS, async (connection) => apiServerEndpoints(await connection.get(ENDPOINTS)));

/** The API servers of EndpointSlice `default/kubernetes`, as `host:port`, sorted. */
function apiServerEndpoints({ endpoints, ports = [] }: z.infer<typeof SLICE>): string[] {
  const { port } = ports.find(({ name }) => name === 'https') ?? ports[0] ?? { port: 443 };
  const addresses = endpoints.flatMap((endpoint) => endpoint.addresses);
  return [...new Set(addresses.map((address) => `${isIP(address) === 6 ? `[${address}]` : address}:${port}`))].sort();
}
