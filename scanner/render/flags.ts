import type { AuditSink } from './audit-sink.js';
import { FOLDER, POLICY_FILE, WEBHOOK_FILE } from './placement.js';

/** A flag of kube-apiserver without its dashes, and its value. */
export type Flag = readonly [name: string, value: string];

/**
 * The flags that export as a sink did: in batches, throttled, never holding up a request. Batches of 400 within 30 s are
 * the webhook's defaults; of the buffer, today's default of 10,000 events holds twice a sink's, and so loses no event
 * that it kept. Source: k8s.io/apiserver v0.18.0, plugin/pkg/audit/dynamic/defaults.go; release-1.36, options/audit.go.
 */
export const flags = ({ qps, burst }: AuditSink, folder = FOLDER): Flag[] => [
  ['audit-policy-file', `${folder}/${POLICY_FILE}`],
  ...exportFlags({ qps, burst }, folder),
];

/** The flags without the policy's, for installers that place the policy themselves. */
export const exportFlags = ({ qps, burst }: Pick<AuditSink, 'qps' | 'burst'>, folder = FOLDER): Flag[] => [
  ['audit-webhook-config-file', `${folder}/${WEBHOOK_FILE}`],
  ['audit-webhook-mode', 'batch'],
  ['audit-webhook-batch-throttle-enable', 'true'],
  ['audit-webhook-batch-throttle-qps', String(qps)],
  ['audit-webhook-batch-throttle-burst', String(burst)],
];
