import type { AuditSinkFacts } from './kubernetes/audit-sink/facts.js';
import type { ClusterFacts } from './kubernetes/cluster/facts.js';
import type { ApiServerFacts, ControlPlaneFacts } from './kubernetes/api-server/facts.js';
import type { AuditDeliveryFacts } from './kubernetes/audit-delivery/facts.js';
import type { AiWorkloadFacts } from './kubernetes/ai-workload/facts.js';
import type { AuditPolicyFacts, DeclaredApiServerFacts, UnreadConfigMapFacts } from './kubernetes/auditing/files.js';
import type { ServiceFacts } from './kubernetes/service/facts.js';
import type { AccountFacts } from './aws/account/facts.js';
import type { LogGroupFacts } from './aws/log-group/facts.js';
import type { LogStreamFacts } from './aws/log-stream/facts.js';
import type { StackFacts } from './pulumi/stack/facts.js';

/**
 * The kinds of fact, and what is known of each. A new kind is a file and a row here: tables typed by `Kind` make the
 * compiler name every mapper that lacks it.
 */
export interface Facts {
  'kubernetes.audit-sink': AuditSinkFacts;
  'kubernetes.service': ServiceFacts;
  'kubernetes.cluster': ClusterFacts;
  'kubernetes.api-server': ApiServerFacts;
  'kubernetes.declared-api-server': DeclaredApiServerFacts;
  'kubernetes.audit-policy': AuditPolicyFacts;
  'kubernetes.unread-config-map': UnreadConfigMapFacts;
  'kubernetes.control-plane': ControlPlaneFacts;
  'kubernetes.audit-delivery': AuditDeliveryFacts;
  'kubernetes.ai-workload': AiWorkloadFacts;
  'aws.log-group': LogGroupFacts;
  'aws.log-stream': LogStreamFacts;
  'aws.account': AccountFacts;
  'pulumi.stack': StackFacts;
}

/** The name of a kind of fact. */
export type Kind = keyof Facts;

export type { AuditSinkFacts } from './kubernetes/audit-sink/facts.js';
export type { ClusterFacts } from './kubernetes/cluster/facts.js';
export type { ApiServerFacts, ControlPlaneFacts } from './kubernetes/api-server/facts.js';
export type { AuditDeliveryFacts } from './kubernetes/audit-delivery/facts.js';
export type { AiWorkloadFacts } from './kubernetes/ai-workload/facts.js';
export type { AuditPolicyFacts, DeclaredApiServerFacts } from './kubernetes/auditing/files.js';
export type { ServiceFacts } from './kubernetes/service/facts.js';
export type { AccountFacts } from './aws/account/facts.js';
export type { LogGroupFacts } from './aws/log-group/facts.js';
export type { LogStreamFacts } from './aws/log-stream/facts.js';
export type { StackFacts } from './pulumi/stack/facts.js';
