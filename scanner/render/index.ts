import { auditPolicy } from './audit-policy.js';
import type { AuditSink } from './audit-sink.js';
import { flags } from './flags.js';
import { FORMS, isManaged, type Form } from './forms.js';
import { rancherConfig } from './k3s.js';
import { kindCluster } from './kind.js';
import { clusterConfiguration } from './kubeadm.js';
import { SWITCHES } from './managed.js';
import { notKept } from './not-kept.js';
import { FOLDER, POLICY_FILE, WEBHOOK_FILE } from './placement.js';
import { talosPatch } from './talos.js';
import { webhookKubeconfig } from './webhook-kubeconfig.js';
import { commented, yamlText } from './yaml-text.js';

export type { AuditSink, Destination } from './audit-sink.js';
export { AUDIT_SINK_API } from './audit-sink.js';
export type { SinkProblem } from './fields.js';
export { FORMS, isManaged, type Form } from './forms.js';
export { notKept } from './not-kept.js';
export { readAuditSink, type SinkReading } from './read-audit-sink.js';

/** A rendered form. */
export interface Rendered {
  readonly form: Form;
  /** Name of the file that it is written to. */
  readonly file: string;
  readonly text: string;
}

const NEEDS_FILES = `On every control-plane node, first place the policy and the webhook's kubeconfig (--to policy, --to webhook) in ${FOLDER} as ${POLICY_FILE} and ${WEBHOOK_FILE}.`;

interface Writing {
  readonly file: string;
  /** What it is, and what to do with it. */
  readonly use: string;
  readonly value?: (sink: AuditSink) => object;
}

const WRITINGS: Readonly<Record<Form, Writing>> = {
  policy: { file: POLICY_FILE, use: `Audit policy for kube-apiserver --audit-policy-file=${FOLDER}/${POLICY_FILE}.`, value: auditPolicy },
  webhook: { file: WEBHOOK_FILE, use: `Kubeconfig for kube-apiserver --audit-webhook-config-file=${FOLDER}/${WEBHOOK_FILE}.`, value: webhookKubeconfig },
  flags: { file: 'flags.txt', use: `Flags of kube-apiserver, one a line. ${NEEDS_FILES}` },
  kubeadm: {
    file: 'kubeadm.yaml',
    use: `Merge into the ClusterConfiguration of kubeadm (v1beta4, Kubernetes 1.31 and later); on a running cluster follow "Reconfiguring a kubeadm cluster". ${NEEDS_FILES}`,
    value: (sink) => clusterConfiguration(sink, 'v1beta4'),
  },
  'kubeadm-v1beta3': {
    file: 'kubeadm-v1beta3.yaml',
    use: `Merge into the ClusterConfiguration of kubeadm (v1beta3, Kubernetes 1.22 to 1.30). ${NEEDS_FILES}`,
    value: (sink) => clusterConfiguration(sink, 'v1beta3'),
  },
  kind: { file: 'kind.yaml', use: `kind create cluster --config kind.yaml, in the folder that holds ${POLICY_FILE} and ${WEBHOOK_FILE} (--to policy, --to webhook).`, value: kindCluster },
  k3s: {
    file: 'k3s.yaml',
    use: `Merge into /etc/rancher/k3s/config.yaml (RKE2: /etc/rancher/rke2/config.yaml) of every server node and restart it. RKE2 runs the API server in a pod and needs besides: kube-apiserver-extra-mount: ["${FOLDER}:${FOLDER}:ro"], and audit-policy-file: ${FOLDER}/${POLICY_FILE} in place of that argument, since its CIS profile sets a policy of level None. ${NEEDS_FILES}`,
    value: rancherConfig,
  },
  talos: { file: 'talos.yaml', use: 'talosctl patch machineconfig --nodes CONTROL_PLANE_NODES --patch @talos.yaml. It holds the policy and the kubeconfig: nothing else is needed.', value: talosPatch },
  eks: { file: 'eks.sh', use: 'What to switch on at EKS, with the AWS CLI. Put your own names in place of the capitals.' },
  aks: { file: 'aks.sh', use: 'What to switch on at AKS, with the Azure CLI. Put your own names in place of the capitals.' },
  gke: { file: 'gke.sh', use: 'What to switch on at GKE, with the gcloud CLI. Put your own names in place of the capitals.' },
};

/** What every rendered file begins with. */
export const RENDERED_MARK = '# From the AuditSink';

/** Renders a sink to one form. What the form cannot keep stands above it as comments. */
export function render(sink: AuditSink, form: Form): Rendered {
  const { file, use, value } = WRITINGS[form];
  const comments = [`${RENDERED_MARK.slice(2)} ${sink.name}. ${use} What the AuditSink promised and this cannot keep:`, ...notKept(sink, form)];
  const text = value ? yamlText(comments, value(sink)) : `${commented(comments)}${plainText(sink, form)}`;
  return { form, file, text };
}

const plainText = (sink: AuditSink, form: Form): string =>
  isManaged(form) ? SWITCHES[form] : flags(sink).map(([name, value]) => `--${name}=${value}\n`).join('');

/** The forms that one form needs beside it, itself first: files that it refers to. */
export const withNeeded = (form: Form): readonly Form[] =>
  form === 'policy' || form === 'webhook' || form === 'talos' || isManaged(form) ? [form] : [form, 'policy', 'webhook'];

/** Renders several forms, each once, in the order of {@link FORMS}. */
export const renderAll = (sink: AuditSink, forms: Iterable<Form>): Rendered[] => {
  const wanted = new Set(forms);
  return FORMS.filter((form) => wanted.has(form)).map((form) => render(sink, form));
};
