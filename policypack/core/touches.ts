import { subjectKinds } from './control.js';
import { isResource, type Plan } from './evaluate.js';
import type { SubjectKind } from './subject.js';
import type { Kind } from '../kinds/facts.js';

/** What a gap in the reading of a kind of fact leaves unjudged. */
interface Touch {
  /** Subjects of which some may not have been seen at all: all their controls. */
  readonly lost: readonly SubjectKind[];
  /** Controls of other subjects that the fact is joined to; those of them that ask for it. */
  readonly joined?: readonly string[];
}

const CONTROL_PLANE: Touch = { lost: ['kubernetes.api-server', 'kubernetes.control-plane'], joined: ['ai-workload-audited', 'audit-sink-effective'] };

const TOUCHES: { readonly [K in Kind]: Touch } = {
  'kubernetes.audit-sink': { lost: ['kubernetes.audit-sink'], joined: ['ai-workload-audited', 'audit-sink-present', 'declared-resource-present'] },
  'kubernetes.service': { lost: [], joined: ['audit-sink-service-exists'] },
  // The cluster is known to be there: what its version decides is not.
  'kubernetes.cluster': {
    lost: [],
    joined: [
      'ai-workload-audited',
      'api-server-audit-log-rotation',
      'api-server-audit-policy-covers',
      'api-server-audit-policy-not-verbose',
      'api-server-audit-replicas-agree',
      'audit-sink-effective',
    ],
  },
  'kubernetes.audit-delivery': { lost: ['kubernetes.audit-delivery'] },
  'kubernetes.api-server': CONTROL_PLANE,
  'kubernetes.control-plane': CONTROL_PLANE,
  'kubernetes.ai-workload': { lost: ['kubernetes.ai-workload'] },
  'kubernetes.declared-api-server': { lost: ['kubernetes.api-server'] },
  'kubernetes.audit-policy': { lost: ['kubernetes.audit-policy'], joined: ['api-server-audit-policy-covers', 'api-server-audit-policy-not-verbose'] },
  // It takes a policy away, and is no subject: a state that is not read at all is a gap of the stack.
  'kubernetes.unread-config-map': { lost: [] },
  'aws.log-group': { lost: ['aws.log-group'], joined: ['declared-resource-present', 'log-group-present'] },
  'aws.log-stream': { lost: [], joined: ['log-stream-present'] },
  'aws.account': { lost: ['aws.account'], joined: ['declared-resource-present'] },
  'pulumi.stack': {
    lost: ['pulumi.stack', 'pulumi.resource', 'kubernetes.audit-sink', 'kubernetes.api-server', 'kubernetes.audit-policy', 'aws.log-group'],
  },
};

/** A waiver that matched nothing may be for what any gap hides. */
const BY_ANY_GAP = 'waiver-unmatched';

/** Ids of the controls of a run that a gap in reading `kind` affects, sorted. */
export function affectedControls(kind: Kind, plan: Plan): string[] {
  const { lost, joined = [] } = TOUCHES[kind];
  const losesResources = lost.some((subject) => isResource({ kind: subject }));
  return plan.all
    .filter(({ control }) => (control.subject === 'any' ? losesResources : subjectKinds(control).some((subject) => lost.includes(subject))) || [...joined, BY_ANY_GAP].includes(control.id))
    .map(({ control }) => control.id)
    .sort();
}
