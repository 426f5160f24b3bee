import type { AuditSink } from './audit-sink.js';
import { FOLDER, POLICY_FILE, WEBHOOK_FILE } from './placement.js';

/** A flag of kube-apiserver without its dashes, and its value. */
export type Flag = readonly [name: string, value: string];

/** What a sink's backend did, which no field of the object said. Source: k8s.io/apiserver v0.18.0, plugin/pkg/audit/dynamic/defaults.go. */
const BATCHING: readonly Flag[] = [
  ['audit-webhook-batch-buffer-size', '5000'],
  ['audit-webhook-batch-max-size', '400'],
  ['audit-webhook-batch-max-wait', '30s'],
];

/** The flags that export as a sink did: in batches, throttled, never holding up a request. */
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
  ...BATCHING,
];
