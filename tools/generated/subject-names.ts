import { subjectKinds, type AnyControl } from '../../policypack/core/control.js';
import type { SubjectKind } from '../../policypack/core/subject.js';

/** The kinds of subject in words. A new kind without a name here does not compile. */
export const SUBJECT_NAMES: { readonly [K in SubjectKind]: string } = {
  'kubernetes.audit-sink': 'each AuditSink, declared and live',
  'kubernetes.service': 'each Service, declared and live',
  'kubernetes.cluster': 'each live cluster',
  'kubernetes.api-server': 'each kube-apiserver, live where API servers are read (`--api-server`), and as a Pulumi program declares it',
  'kubernetes.audit-policy': 'an audit policy that a Pulumi program declares in a ConfigMap',
  'kubernetes.control-plane': 'the API servers of a cluster together, where they are read (`--api-server`)',
  'kubernetes.audit-delivery': 'each cluster whose delivery is probed (`--probe`)',
  'kubernetes.ai-workload': 'each AI workload, where they are looked for (`--ai-workloads`)',
  'aws.log-group': 'each log group in scope, declared and live',
  'aws.log-stream': 'each log stream',
  'aws.account': 'each live AWS account, all its scanned regions together',
  'pulumi.stack': 'each Pulumi stack',
  'pulumi.resource': 'each declared resource, against the live system (scanner only)',
  'logproof.waiver': 'each waiver',
};

/** What a control judges, in words. */
export function judges(control: AnyControl): string {
  if (control.subject === 'any') return 'every text of every resource in scope';
  const kinds = subjectKinds(control);
  return kinds.map((kind) => SUBJECT_NAMES[kind] ?? kind).join('; ');
}
