import { AUDIT_STAGES } from '../../policypack/audit-policy/vocabulary.js';
import type { AuditSink } from './audit-sink.js';

/**
 * The audit policy that does what a sink's policy did: one rule for every request, which omits each stage that the sink
 * does not name. Source: k8s.io/apiserver v0.18.0, pkg/audit/policy/dynamic.go (ConvertDynamicPolicyToInternal).
 */
export const auditPolicy = ({ level, stages }: AuditSink): object => ({
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: AUDIT_STAGES.filter((stage) => !stages.includes(stage)),
  rules: [{ level }],
});
