import { control, fail, noParams, notApplicable, pass, type Evidence, type Verdict } from '../../core/control.js';
import { isKnown, need, type Known } from '../../core/known.js';
import { SWITCHES } from '../../kinds/kubernetes/auditing/sink-reading.js';
import { readsAuditSink, type EquivalentExport } from '../../kinds/kubernetes/cluster/facts.js';
import auditSink from '../../kinds/kubernetes/audit-sink/kind.js';

export default control({
  id: 'audit-sink-effective',
  title: 'Audit sinks are read by the server that holds them',
  subject: auditSink,
  needs: ['kubernetes.cluster', 'kubernetes.control-plane', 'kubernetes.api-server', 'aws.eks-cluster'],
  severity: 'critical',
  rationale: 'AuditSink was alpha in Kubernetes 1.13 to 1.18: any other server keeps the object and does nothing with it, and so does one of those on which dynamic auditing is not switched on.',
  remediation: "Configure the API server's own audit policy and webhook flags with the sink's intent, or run a server that reads AuditSink, with dynamic auditing switched on.",
  references: { 'nist-800-53-r5': ['AU-2', 'AU-3', 'AU-12'], 'eu-ai-act': ['12(1)'], 'pci-dss-4': ['10.2.1'], 'iso-27001': ['A.8.15'], 'iso-42001': ['A.6.2.8'] },
  params: noParams,
  check(_sink, _params, { origin, joined }) {
    if (origin === 'declared') return declaredVerdict(need(joined.blindServers), joined.equivalentExport);
    const server = need(joined.server);
    const evidence = { version: server.gitVersion };
    const reads = readsAuditSink(server);
    const blind = joined.blindServers;
    if (reads && isKnown(blind) && blind.value?.length === 0) return pass(`Kubernetes ${server.gitVersion} reads AuditSink, and its API servers look at them`, evidence);
    const { equivalentExport } = joined;
    const other = isKnown(equivalentExport) ? equivalentExport.value : undefined;
    if (other) return pass(`not read by Kubernetes ${server.gitVersion}, but exported by ${other.how}`, { ...evidence, seenIn: other.seenIn });
    const said = reads ? (need(blind) ?? []) : [];
    need(equivalentExport);
    if (reads) return notLookedAt(said, evidence);
    return fail(`Kubernetes ${server.gitVersion} does not read AuditSink and no equivalent export is seen, 1.13 to 1.18 or an export required`, evidence);
  },
});

/** What the API servers say that the program declares of the same cluster. */
function declaredVerdict(blind: readonly string[] | undefined, exported: Known<EquivalentExport | undefined>): Verdict {
  if (blind === undefined) return notApplicable("the server's version and flags decide; a scan of the cluster reads them");
  if (blind.length === 0) return pass('the API servers that the program declares look at AuditSinks');
  const other = need(exported);
  return other ? pass(`not looked at by the API servers that the program declares, but exported by ${other.how}`, { seenIn: other.seenIn }) : notLookedAt(blind);
}

const notLookedAt = (blind: readonly string[], evidence?: Evidence): Verdict =>
  fail(`${blind.join('; ')}: AuditSinks are not looked at; Kubernetes 1.13 to 1.18 with ${SWITCHES.join(', ')}, or an export, required`, evidence);
