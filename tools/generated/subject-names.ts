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

/** A glob on an id, as the subjects of a kind have it; a control over several kinds shows the first's. */
const WAIVED: { readonly [K in SubjectKind | 'any']: string } = {
  'kubernetes.audit-sink': 'auditregistration.k8s.io/AuditSink//sandbox-*',
  'kubernetes.service': 'name-*',
  'kubernetes.cluster': 'sandbox',
  'kubernetes.api-server': 'kube-apiserver-sandbox-*',
  'kubernetes.audit-policy': 'name-*',
  'kubernetes.control-plane': 'name-*',
  'kubernetes.audit-delivery': 'name-*',
  'kubernetes.ai-workload': 'name-*',
  'aws.log-group': 'arn:aws:logs:*:*:log-group:ai-sandbox-*',
  'aws.log-stream': 'name-*',
  'aws.account': '123456789012',
  'pulumi.stack': 'sandbox',
  'pulumi.resource': 'arn:aws:logs:*:*:log-group:ai-sandbox-*',
  'logproof.waiver': 'name-*',
  any: 'arn:aws:logs:*:*:log-group:ai-sandbox-*',
};

/** The subject of an example waiver of a control's findings. */
export const waivedSubject = (control: AnyControl): string => WAIVED[subjectKinds(control)[0] ?? 'any'];
