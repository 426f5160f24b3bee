import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { createHash } from 'node:crypto';
import { collectorConfig, LISTEN_PORT, SPLIT_EVENTS } from './collector-config';
import { podSpec } from './collector-pod';
import { COLLECTOR_NAME, collectorRole } from './collector-role';
import type { LogStore } from './log-group';
import { COLLECTOR_NAMESPACE, COLLECTOR_SERVICE, type CollectorDestination, type Settings } from './settings';

const LABELS = { 'app.kubernetes.io/name': COLLECTOR_NAME, 'app.kubernetes.io/part-of': 'ai-audit-log-stack' };

// Two, on two nodes where there are two: one may be drained, updated or lost without losing an event.
const REPLICAS = 2;

/** The collector, as far as the rest of the stack needs to know it. */
export interface Collector {
  readonly service: kubernetes.core.v1.Service;
  /** What must stand before the API server may send events. */
  readonly ready: pulumi.Resource[];
}

/** Creates the collector: Fluent Bit behind `log-collector-svc`, with the right to write to one log stream. */
export function collector(settings: Settings, destination: CollectorDestination, store: LogStore): Collector {
  const { role, ready } = collectorRole(settings, destination.identity, store);
  const account = new kubernetes.core.v1.ServiceAccount('log-collector-account', {
    metadata: {
      ...named(COLLECTOR_NAME),
      ...(destination.identity.kind === 'irsa' ? { annotations: { 'eks.amazonaws.com/role-arn': role.arn } } : {}),
    },
    automountServiceAccountToken: false,
  });
  const configMap = configuration(settings, store);
  const secret = certificate(destination);
  const deployment = new kubernetes.apps.v1.Deployment('log-collector', {
    metadata: named(COLLECTOR_NAME),
    spec: {
      replicas: REPLICAS,
      selector: { matchLabels: LABELS },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: {
        metadata: { labels: LABELS },
        spec: podSpec({
          labels: LABELS,
          image: destination.image,
          serviceAccountName: account.metadata.name,
          configMapName: configMap.metadata.name,
          secretName: secret.metadata.name,
        }),
      },
    },
  }, { dependsOn: ready });
  disruptionBudget();
  if (destination.allowedCidrs.length > 0) networkPolicy(destination.allowedCidrs);
  const service = new kubernetes.core.v1.Service('log-collector-service', {
    metadata: named(COLLECTOR_SERVICE),
    spec: {
      type: 'ClusterIP',
      selector: LABELS,
      ports: [{ name: 'https', port: destination.port, targetPort: LISTEN_PORT, protocol: 'TCP' }],
    },
  });
  return { service, ready: [deployment, service] };
}

// The name carries a digest of the content: a change makes a new object and with it a rolling update of the pods.
function configuration({ logGroupName, logStreamName }: Settings, store: LogStore): kubernetes.core.v1.ConfigMap {
  const data = pulumi.output(store.place.region).apply((region) => ({
    'fluent-bit.yaml': collectorConfig({ region, logGroupName, logStreamName }),
    'split-events.lua': SPLIT_EVENTS,
  }));
  const name = data.apply((files) => `${COLLECTOR_NAME}-config-${digest(JSON.stringify(files))}`);
  return new kubernetes.core.v1.ConfigMap('log-collector-config', { metadata: named(name), immutable: true, data });
}

function certificate({ certificate, privateKey }: CollectorDestination): kubernetes.core.v1.Secret {
  return new kubernetes.core.v1.Secret('log-collector-certificate', {
    metadata: named(`${COLLECTOR_NAME}-tls-${digest(certificate)}`),
    type: 'kubernetes.io/tls',
    immutable: true,
    stringData: { 'tls.crt': certificate, 'tls.key': pulumi.secret(privateKey) },
  });
}

function disruptionBudget(): void {
  new kubernetes.policy.v1.PodDisruptionBudget('log-collector-budget', {
    metadata: named(COLLECTOR_NAME),
    spec: { minAvailable: 1, selector: { matchLabels: LABELS } },
  });
}

// Whoever reaches the collector can write events: where the API servers' addresses are known, let only them.
function networkPolicy(cidrs: readonly string[]): void {
  new kubernetes.networking.v1.NetworkPolicy('log-collector-callers', {
    metadata: named(COLLECTOR_NAME),
    spec: {
      podSelector: { matchLabels: LABELS },
      policyTypes: ['Ingress'],
      ingress: [{
        from: cidrs.map((cidr) => ({ ipBlock: { cidr } })),
        ports: [{ port: LISTEN_PORT, protocol: 'TCP' }],
      }],
    },
  });
}

function named(name: pulumi.Input<string>): { name: pulumi.Input<string>; namespace: string; labels: typeof LABELS } {
  return { name, namespace: COLLECTOR_NAMESPACE, labels: LABELS };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}
