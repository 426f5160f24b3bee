import { record, records, type Untrusted } from '../../../core/untyped.js';
import type { NamedKind } from './signals.js';

/** Kinds whose objects hold templates of pods, owners before what they own. */
export const TEMPLATE_KINDS: readonly NamedKind[] = [
  { apiGroup: 'leaderworkerset.x-k8s.io', kind: 'LeaderWorkerSet' },
  { apiGroup: 'kubeflow.org', kind: 'MPIJob' },
  { apiGroup: 'batch.volcano.sh', kind: 'Job' },
  { apiGroup: 'jobset.x-k8s.io', kind: 'JobSet' },
  { apiGroup: 'argoproj.io', kind: 'Rollout' },
  { apiGroup: 'apps.openshift.io', kind: 'DeploymentConfig' },
  { apiGroup: 'apps', kind: 'Deployment' },
  { apiGroup: 'apps', kind: 'StatefulSet' },
  { apiGroup: 'apps', kind: 'DaemonSet' },
  { apiGroup: 'batch', kind: 'CronJob' },
  { apiGroup: 'batch', kind: 'Job' },
];

/** Whether objects of this kind hold templates of pods. */
export const isTemplateKind = (apiGroup: string, kind: string): boolean => TEMPLATE_KINDS.some((one) => one.apiGroup === apiGroup && one.kind === kind);

/**
 * The templates of an object's pods, which have a pod's labels and spec: what runs when it is scaled up, when its turn in
 * a queue or its schedule comes.
 */
export function podTemplates(object: unknown): readonly Untrusted[] {
  const spec = record(record(object)['spec']);
  const ofCronJob = record(record(spec['jobTemplate'])['spec'])['template'];
  const ofJobSet = records(spec['replicatedJobs']).map(({ template }) => record(record(template)['spec'])['template']);
  const { leaderTemplate, workerTemplate } = record(spec['leaderWorkerTemplate']);
  const ofReplicas = Object.values(record(spec['mpiReplicaSpecs'])).map((replica) => record(replica)['template']);
  const ofTasks = records(spec['tasks']).map(({ template }) => template);
  return [spec['template'], ofCronJob, ...ofJobSet, leaderTemplate, workerTemplate, ...ofReplicas, ...ofTasks].map(record).filter((template) => 'spec' in template);
}
