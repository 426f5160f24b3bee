import type * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { AUDIT_LEVEL, AUDIT_STAGES, AUDIT_THROTTLE, encodedBundle } from './audit-sink';
import { COLLECTOR_HOST, type Settings } from './settings';

/** What a kube-apiserver of 1.19 or later is started with to do what the AuditSink asks for. */
export interface ApiServerAudit {
  /** Content of the file behind `--audit-policy-file`. */
  readonly policy: string;
  /** Content of the file behind `--audit-webhook-config-file`. */
  readonly webhookKubeconfig: pulumi.Output<string>;
  /** The flags, one each, with file names under /etc/kubernetes/audit. */
  readonly flags: readonly string[];
}

const FOLDER = '/etc/kubernetes/audit';
const ALL_STAGES = ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'];

/**
 * The AuditSink in the form that today's API servers read: an AuditSink was one rule for all requests that omits
 * every stage it does not name, delivered in batches under its own throttle.
 *
 * @param settings where events go
 * @param service the collector's Service, when this stack deploys one
 */
export function apiServerAudit(settings: Settings, service: kubernetes.core.v1.Service | undefined): ApiServerAudit {
  return {
    policy: `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: ${JSON.stringify(ALL_STAGES.filter((stage) => !AUDIT_STAGES.includes(stage)))}
rules:
  - level: ${AUDIT_LEVEL}
`,
    webhookKubeconfig: pulumi.output(service?.spec).apply((spec) => kubeconfig(settings, spec?.clusterIP)),
    flags: [
      `--audit-policy-file=${FOLDER}/policy.yaml`,
      `--audit-webhook-config-file=${FOLDER}/webhook.kubeconfig`,
      '--audit-webhook-mode=batch',
      '--audit-webhook-batch-throttle-enable=true',
      `--audit-webhook-batch-throttle-qps=${AUDIT_THROTTLE.qps}`,
      `--audit-webhook-batch-throttle-burst=${AUDIT_THROTTLE.burst}`,
    ],
  };
}

// The API server runs on the host's network, where cluster names do not resolve: it is given the Service's address,
// and the name that the certificate is for beside it.
function kubeconfig({ destination }: Settings, clusterIP: string | undefined): string {
  const bundle = destination.caBundle === undefined ? undefined : encodedBundle(destination.caBundle);
  return `apiVersion: v1
kind: Config
clusters:
  - name: collector
    cluster:
      server: ${JSON.stringify(server(destination, clusterIP))}
${bundle === undefined ? '' : `      certificate-authority-data: ${bundle}\n`}${
    destination.kind === 'external' ? '' : `      tls-server-name: ${COLLECTOR_HOST}\n`
  }users:
  - name: kube-apiserver
    user: {}
contexts:
  - name: collector
    context: { cluster: collector, user: kube-apiserver }
current-context: collector
`;
}

function server(destination: Settings['destination'], clusterIP: string | undefined): string {
  if (destination.kind === 'external') return destination.url;
  const host = clusterIP === undefined ? COLLECTOR_HOST : clusterIP.includes(':') ? `[${clusterIP}]` : clusterIP;
  return `https://${host}:${destination.port}${destination.path}`;
}
