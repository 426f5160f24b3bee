import { aLiveAuditSink, aManifest } from '../../core/facts.js';
import type { AKind } from '../a-kind.js';

const auditSink: AKind = {
  live: () => [aLiveAuditSink()],
  resources: [{ name: 'sink', type: 'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink', inputs: aManifest() }],
  // Whether the server reads it, only the server says.
  doors: { oneSided: ['audit-sink-effective'] },
};
export default auditSink;
