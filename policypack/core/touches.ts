import { subjectKinds } from './control.js';
import type { Plan } from './evaluate.js';
import type { SubjectKind } from './subject.js';
import type { Kind } from '../facts/index.js';

/** The subjects that a kind of fact goes into: what a gap in its reading leaves unjudged. */
const TOUCHES: { readonly [K in Kind]: readonly SubjectKind[] } = {
  'kubernetes.audit-sink': ['kubernetes.audit-sink', 'kubernetes.cluster'],
  'kubernetes.service': ['kubernetes.audit-sink'],
  'kubernetes.cluster': ['kubernetes.audit-sink', 'kubernetes.cluster'],
  'kubernetes.audit-delivery': ['kubernetes.audit-delivery'],
  'kubernetes.api-server': ['kubernetes.api-server', 'kubernetes.control-plane', 'kubernetes.audit-sink', 'kubernetes.ai-workload'],
  'kubernetes.control-plane': ['kubernetes.api-server', 'kubernetes.control-plane', 'kubernetes.audit-sink', 'kubernetes.ai-workload'],
  'kubernetes.ai-workload': ['kubernetes.ai-workload'],
  'kubernetes.declared-api-server': ['kubernetes.api-server'],
  'kubernetes.audit-policy': ['kubernetes.audit-policy', 'kubernetes.api-server'],
  'aws.log-group': ['aws.log-group', 'aws.account'],
  'aws.log-stream': ['aws.log-group'],
  'aws.account': ['aws.log-group', 'aws.account'],
  'pulumi.stack': ['pulumi.stack', 'pulumi.resource', 'kubernetes.audit-sink', 'kubernetes.api-server', 'kubernetes.audit-policy', 'aws.log-group'],
};

/** Ids of the controls of a run that a gap in reading `kind` affects, sorted. */
export function affectedControls(kind: Kind, plan: Plan): string[] {
  const kinds = TOUCHES[kind];
  return plan.all
    .filter(({ control }) => control.subject === 'any' || subjectKinds(control).some((subject) => kinds.includes(subject)))
    .map(({ control }) => control.id)
    .sort();
}
