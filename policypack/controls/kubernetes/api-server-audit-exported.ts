import * as z from 'zod';
import { control, fail, pass } from '../../core/control.js';
import { isKnown, need } from '../../core/known.js';
import { auditBackend, leftToService, UNSEEN_SHIPPER } from '../../kinds/kubernetes/auditing/export.js';
import { effective } from '../../kinds/kubernetes/auditing/flags.js';
import { refusedToStart } from '../../kinds/kubernetes/auditing/start-faults.js';
import { unmountedLog } from '../../kinds/kubernetes/api-server/mounts.js';
import apiServer from '../../kinds/kubernetes/api-server/kind.js';

export default control({
  id: 'api-server-audit-exported',
  title: 'API servers export their audit events',
  subject: apiServer,
  severity: 'critical',
  rationale:
    'Without a policy file no backend runs, whatever other flags say; and a log on the control plane\'s own disk is lost, or changed, together with the host.',
  remediation: 'On EKS set enabledClusterLogTypes: ["audit"], the control-plane log type; switch the audit log on likewise where another service runs the API server. Elsewhere start kube-apiserver with --audit-policy-file and --audit-webhook-config-file, or ship the file of --audit-log-path off the host and say by what (shipper).',
  references: {
    'nist-800-53-r5': ['AU-4(1)', 'AU-9(2)', 'AU-12'],
    'cis-kubernetes': ['1.2.16', '3.2.1'],
    'eu-ai-act': ['12(1)'],
    'pci-dss-4': ['10.3.3'],
    'iso-27001': ['A.8.15'],
  },
  params: z.strictObject({
    shipper: z.string().min(1).optional().describe('What ships the audit log off the host, where something does: the cluster does not show it'),
  }),
  check(server, { shipper }) {
    const other = isKnown(server.otherExport) ? server.otherExport.value : undefined;
    if (other) return pass(`exported by ${other.how}`, { seenIn: other.seenIn });
    if (leftToService(server)) {
      need(server.otherExport);
      return fail(`${need(server.managed)} is not asked to export audit events, its audit log is required`);
    }
    const flags = need(server.flags);
    const log = effective(flags, 'audit-log-path');
    const evidence = {
      policyFile: effective(flags, 'audit-policy-file'),
      webhookConfig: effective(flags, 'audit-webhook-config-file'),
      logPath: log,
      seenIn: need(server.flagsFrom) ?? null,
    };
    const refused = refusedToStart(server);
    const backend = refused ? 'none' : auditBackend(flags);
    // What could not be looked for may be the export: only where nothing was, or could be, the flags alone decide.
    if (backend !== 'webhook') need(server.otherExport);
    if (refused) return refused;
    if (backend === 'no policy') return fail('no audit policy file, so that nothing is logged; one is required', evidence);
    if (backend === 'none') return fail('an audit policy but neither webhook nor log, so that nothing is logged; a webhook is required', evidence);
    if (backend === 'discarded') return fail('the audit log goes to /dev/null, from where nothing can ship it; a webhook is required', evidence);
    if (backend === 'webhook') return pass('exported by the audit webhook', evidence);
    const lost = need(unmountedLog(flags, server));
    if (lost !== undefined) return fail(`the audit log ${lost} is in a folder that the pod does not mount: it is written to the container alone, and lost with it; a volume, or a webhook, is required`, evidence);
    if (shipper === undefined) return need(UNSEEN_SHIPPER);
    return pass(`logged to ${log === '-' ? 'standard output' : log}, shipped by ${shipper} as configured`, { ...evidence, shipper });
  },
});
