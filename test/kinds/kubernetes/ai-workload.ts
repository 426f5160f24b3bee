import type { Fact } from '../../../policypack/core/fact.js';
import { known } from '../../../policypack/core/known.js';
import type { AiWorkloadFacts } from '../../../policypack/kinds/kubernetes/ai-workload/facts.js';
import { inCluster, type AKind } from '../a-kind.js';

const WORKLOAD: Fact<AiWorkloadFacts> = {
  ...inCluster,
  kind: 'kubernetes.ai-workload',
  id: 'apps/Deployment/models/llm',
  facts: { confidence: 'certain', reason: 'kind', signs: ['kind'], apiGroup: 'apps', objectKind: 'Deployment', resource: known('deployments'), namespace: 'models', images: [], accelerators: [], pods: 1, ownersRead: known(true), excluded: null, failFrom: 'medium' },
};

const aiWorkload: AKind = { live: () => [WORKLOAD] };
export default aiWorkload;
