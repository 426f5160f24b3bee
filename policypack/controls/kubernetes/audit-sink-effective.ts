import { control, fail, noParams, notApplicable, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import { readsAuditSink } from '../../kinds/kubernetes/cluster/facts.js';
import auditSink from '../../kinds/kubernetes/audit-sink/kind.js';

export default control({
  id: 'audit-sink-effective',
  title: 'Audit sinks are read by the server that holds them',
  subject: auditSink,
  needs: ['kubernetes.cluster', 'kubernetes.control-plane', 'kubernetes.api-server'],
  severity: 'critical',
  rationale: 'AuditSink was alpha in Kubernetes 1.13 to 1.18: any other server keeps the object and does nothing with it.',
  remediation: "Configure the API server's own audit policy and webhook flags with the sink's intent, or run a server that reads AuditSink.",
  references: { 'nist-800-53-r5': ['AU-2', 'AU-3', 'AU-12'], 'eu-ai-act': ['12(1)'], 'pci-dss-4': ['10.2.1'], 'iso-27001': ['A.8.15'], 'iso-42001': ['A.6.2.8'] },
  params: noParams,
  check(_sink, _params, { origin, joined }) {
    if (origin === 'declared') return notApplicable("the server's version decides; a scan of the cluster reads it");
    const server = need(joined.server);
    const { gitVersion } = server;
    const blind = readsAuditSink(server) ? need(joined.blindServers) : [];
    if (readsAuditSink(server) && blind.length === 0) return pass(`Kubernetes ${gitVersion} reads AuditSink`, { version: gitVersion });
    const other = need(joined.equivalentExport);
    if (other) return pass(`not read by Kubernetes ${gitVersion}, but exported by ${other.how}`, { version: gitVersion, seenIn: other.seenIn });
    if (blind.length > 0) return fail(`${blind.join(', ')}: --audit-dynamic-configuration is not set, without which Kubernetes ${gitVersion} does not look at AuditSinks; it, its feature gate DynamicAuditing, or an export required`, { version: gitVersion });
    return fail(`Kubernetes ${gitVersion} does not read AuditSink and no equivalent export is seen, 1.13 to 1.18 or an export required`, { version: gitVersion });
  },
});
