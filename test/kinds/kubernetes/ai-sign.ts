import type { CaseResource } from '../../../tools/cases/case.js';
import type { AKind } from '../a-kind.js';

const TEMPLATE = { metadata: { labels: { app: 'chat' } }, spec: { containers: [{ name: 'server', image: 'vllm/vllm-openai:v0.10.0' }] } };

const workload = (type: string, spec: object): CaseResource => ({ name: 'chat', type: `kubernetes:${type}`, inputs: { metadata: { namespace: 'models', name: 'chat' }, spec } });

const aiSign: AKind = {
  resources: [workload('apps/v1:Deployment', { template: TEMPLATE })],
  otherForms: [
    ...['apps/v1:StatefulSet', 'apps/v1:DaemonSet', 'apps/v1:ReplicaSet', 'batch/v1:Job', 'argoproj.io/v1alpha1:Rollout', 'serving.knative.dev/v1:Service'].map((type) => workload(type, { template: TEMPLATE })),
    workload('batch/v1:CronJob', { jobTemplate: { spec: { template: TEMPLATE } } }),
    workload('jobset.x-k8s.io/v1alpha2:JobSet', { replicatedJobs: [{ name: 'workers', template: { spec: { template: TEMPLATE } } }] }),
  ],
  neverUnread: 'a workload is declared with its pods, or not known, which its stack tells',
};
export default aiSign;
