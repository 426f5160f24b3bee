import type { AuditSinkFacts } from './kubernetes/audit-sink.js';
import type { ClusterFacts } from './kubernetes/cluster.js';
import type { ApiServerFacts, ControlPlaneFacts } from './kubernetes/api-server.js';
import type { AuditDeliveryFacts } from './kubernetes/audit-delivery.js';
import type { AiWorkloadFacts } from './kubernetes/ai-workload.js';
import type { AuditPolicyFacts, DeclaredApiServerFacts, UnreadConfigMapFacts } from './kubernetes/declared-audit.js';
import type { ServiceFacts } from './kubernetes/service.js';
import type { AccountFacts } from './aws/account.js';
import type { LogGroupFacts } from './aws/log-group.js';
import type { LogStreamFacts } from './aws/log-stream.js';
import type { StackFacts } from './pulumi/stack.js';

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

export type { AuditSinkFacts } from './kubernetes/audit-sink.js';
export type { ClusterFacts } from './kubernetes/cluster.js';
export type { ApiServerFacts, ControlPlaneFacts } from './kubernetes/api-server.js';
export type { AuditDeliveryFacts } from './kubernetes/audit-delivery.js';
export type { AiWorkloadFacts } from './kubernetes/ai-workload.js';
export type { AuditPolicyFacts, DeclaredApiServerFacts } from './kubernetes/declared-audit.js';
export type { ServiceFacts } from './kubernetes/service.js';
export type { AccountFacts } from './aws/account.js';
export type { LogGroupFacts } from './aws/log-group.js';
export type { LogStreamFacts } from './aws/log-stream.js';
export type { StackFacts } from './pulumi/stack.js';
