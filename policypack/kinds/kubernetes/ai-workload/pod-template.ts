import { record, records, type Untrusted } from '../../../core/untyped.js';

/** Kinds whose objects hold templates of pods, owners before what they own. */
export const TEMPLATE_KINDS: readonly { readonly apiGroup: string; readonly kind: string }[] = [
  { apiGroup: 'jobset.x-k8s.io', kind: 'JobSet' },
  { apiGroup: 'argoproj.io', kind: 'Rollout' },
  { apiGroup: 'apps', kind: 'Deployment' },
  { apiGroup: 'apps', kind: 'StatefulSet' },
  { apiGroup: 'apps', kind: 'DaemonSet' },
  { apiGroup: 'batch', kind: 'CronJob' },
  { apiGroup: 'batch', kind: 'Job' },
];

/**
 * The templates of an object's pods, which have a pod's labels and spec: what runs when it is scaled up, or when its
 * schedule comes.
 */
export function podTemplates(object: unknown): readonly Untrusted[] {
  const spec = record(record(object)['spec']);
  const ofCronJob = record(record(spec['jobTemplate'])['spec'])['template'];
  const ofJobSet = records(spec['replicatedJobs']).map(({ template }) => record(record(template)['spec'])['template']);
  return [spec['template'], ofCronJob, ...ofJobSet].map(record).filter((template) => 'spec' in template);
}
