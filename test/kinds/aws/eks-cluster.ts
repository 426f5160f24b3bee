import type { Fact } from '../../../policypack/core/fact.js';
import { known } from '../../../policypack/core/known.js';
import type { EksClusterFacts } from '../../../policypack/kinds/aws/eks-cluster/facts.js';
import { inAws, type AKind } from '../a-kind.js';

/** Where its API server answers. */
export const EKS_HOST = 'a1b2.gr7.eu-west-1.eks.amazonaws.com';

/** Its audit log is on. */
const CLUSTER: Fact<EksClusterFacts> = {
  ...inAws,
  kind: 'aws.eks-cluster',
  id: 'arn:aws:eks:eu-west-1:123456789012:cluster/served',
  name: 'served',
  facts: {
    endpoint: known('https://A1B2.gr7.eu-west-1.eks.amazonaws.com'),
    logTypes: known(['api', 'audit']),
    exported: known({ how: 'EKS control-plane logging, type audit', seenIn: 'log group /aws/eks/served/cluster' }),
  },
};

const eksCluster: AKind = {
  live: () => [CLUSTER],
  resources: [{ name: 'served', type: 'aws:eks/cluster:Cluster', inputs: { name: 'served', enabledClusterLogTypes: ['audit', 'api'] } }],
};
export default eksCluster;
