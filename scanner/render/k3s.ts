import type { AuditSink } from './audit-sink.js';
import { flags } from './flags.js';

/** The part of k3s's or RKE2's config.yaml that starts the API server with a sink's flags. */
export const rancherConfig = (sink: AuditSink): object => ({
  'kube-apiserver-arg': flags(sink).map(([name, value]) => `${name}=${value}`),
});
