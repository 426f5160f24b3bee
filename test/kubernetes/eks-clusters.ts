import type { Fact, Observation } from '../../policypack/core/fact.js';
import { gap, isKnown, known } from '../../policypack/core/known.js';
import type { ApiServerFacts } from '../../policypack/kinds/kubernetes/api-server/facts.js';
import { MANAGED_ANSWERS } from '../../policypack/kinds/kubernetes/auditing/managed.js';
import { clusterFact } from '../../scanner/sources/aws/eks-cluster.js';
import { controlPlaneFacts } from '../../scanner/sources/kubernetes/api-server/facts.js';
import { eksAddress, managedPlatform } from '../../scanner/sources/kubernetes/api-server/platform.js';
import { seenServers } from '../../scanner/sources/kubernetes/api-server/seen-servers.js';
import { joined } from '../../tools/cases/joined.js';
import { CLUSTER } from '../kinds/a-kind.js';

/** The kind of what is read of EKS. */
export const KIND = 'aws.eks-cluster';
const VERSION = known({ major: 1, minor: 33, gitVersion: 'v1.33.1-eks-ae9a62a' });
/** The endpoint of a cluster of a region. */
export const hostIn = (region: string, id = 'A1B2'): string => `https://${id}.gr7.${region}.eks.amazonaws.com`;

/** What a kubeconfig with this server leads to. */
export function server(url: string): Observation[] {
  const context = { login: { cluster: { server: url }, user: {} } };
  const untold = gap('unsupported', MANAGED_ANSWERS.EKS);
  const plane = { accounts: untold, servers: untold, metrics: untold, policy: untold, webhook: untold };
  return controlPlaneFacts({ scope: CLUSTER, name: 'prod' }, { plane, servers: seenServers(untold, [{ answer: untold }]), otherExport: known(undefined), eksAddress: eksAddress(managedPlatform(VERSION, context), context) });
}

/** A cluster of EKS, as DescribeCluster describes it. */
export const cluster = (region: string, endpoint: string, types: readonly ('audit' | 'api')[], account = '123456789012'): Fact =>
  clusterFact('prod', known({ endpoint, logging: { clusterLogging: [{ types: [...types], enabled: true }] } }), { scope: `aws:${account}:${region}`, region, account });
/** All of a region's clusters were read. */
export const readWhole = (region: string, account = '123456789012'): Observation => ({ type: 'read', kind: KIND, scope: `aws:${account}:${region}` });

/** What the cloud says of the API server: the export, `off`, or why it is not known. */
export function told(observed: readonly Observation[]): string {
  const subject = joined(observed).find(({ kind }) => kind === 'kubernetes.api-server');
  const { served } = subject?.joined as { readonly served: { readonly value: ApiServerFacts } };
  const { otherExport, managed, flags } = served.value;
  if (!(isKnown(managed) && managed.value === 'EKS')) return isKnown(flags) ? 'flags' : `${flags.gap}: ${flags.said?.message} ${flags.said?.todo}`;
  return isKnown(otherExport) ? (otherExport.value?.seenIn ?? 'off') : otherExport.gap;
}
