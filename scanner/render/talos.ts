import { Document, Scalar, stringify } from 'yaml';
import type { AuditSink } from './audit-sink.js';
import { auditPolicy } from './audit-policy.js';
import { exportFlags } from './flags.js';
import { WEBHOOK_FILE } from './placement.js';
import { webhookKubeconfig } from './webhook-kubeconfig.js';

/** Talos lets a machine configuration write files below /var only. Source: Talos v1alpha1 reference, MachineFile. */
const FOLDER = '/var/etc/kubernetes-audit';

/** Talos runs the API server as a user of its own: the file must be readable by all. It holds no secret. */
const READABLE = 0o644;

/**
 * A patch of a Talos control plane's machine configuration; nothing else is needed. Talos writes the policy's file itself
 * and sets that flag.
 */
export function talosPatch(sink: AuditSink): object {
  const permissions = new Scalar(READABLE);
  permissions.format = 'OCT';
  return new Document({
    machine: {
      files: [{ content: stringify(webhookKubeconfig(sink), { lineWidth: 0 }), permissions, path: `${FOLDER}/${WEBHOOK_FILE}`, op: 'create' }],
    },
    cluster: {
      apiServer: {
        auditPolicy: auditPolicy(sink),
        extraArgs: Object.fromEntries(exportFlags(sink, FOLDER)),
        extraVolumes: [{ hostPath: FOLDER, mountPath: FOLDER, readonly: true }],
      },
    },
  });
}
