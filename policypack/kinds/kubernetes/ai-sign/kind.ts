import { kind, of } from '../../../core/kind.js';
import { aiSigns } from './declared.js';
import type { AiSignFacts } from './facts.js';

/** Types whose objects hold templates of pods. */
const WORKLOADS = ['apps/v1:Deployment', 'apps/v1:StatefulSet', 'apps/v1:DaemonSet', 'apps/v1:ReplicaSet', 'batch/v1:Job', 'batch/v1:CronJob'];

/** The same of operators, whose objects a program writes one by one. */
const OF_OPERATORS = ['jobset.x-k8s.io/v1alpha2:JobSet', 'argoproj.io/v1alpha1:Rollout', 'serving.knative.dev/v1:Service'];

const readers = (types: readonly string[], pods: 'templates' | 'pod') =>
  Object.fromEntries(
    types.flatMap((type) => [
      [`kubernetes:${type}`, aiSigns('whole', pods)],
      [`kubernetes:${type}List`, aiSigns('list', pods)],
      [`kubernetes:${type}Patch`, aiSigns('patch', pods)],
    ]),
  );

export default kind({
  id: 'kubernetes.ai-sign',
  noun: 'declared workload',
  facts: of<AiSignFacts>(),
  keep: 'all',
  judged: 'never',
  declared: { ...readers([...WORKLOADS, ...OF_OPERATORS], 'templates'), ...readers(['core/v1:Pod'], 'pod') },
  docs: { judged: 'each workload that a program declares, for whether it is of AI', waive: 'name-*' },
});
