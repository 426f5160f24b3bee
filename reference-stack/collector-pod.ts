import type * as kubernetes from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { BUFFER_FOLDER, CONFIG_FOLDER, LISTEN_PORT, MONITORING_PORT, TLS_FOLDER } from './collector-config';

type PodSpec = kubernetes.types.input.core.v1.PodSpec;
type Container = kubernetes.types.input.core.v1.Container;

// No user of this number exists in the image or on a node: what the process may do is what is written here.
const USER = 10001;

/** What differs between one collector and another. */
export interface PodParts {
  readonly labels: Record<string, string>;
  readonly image: string;
  readonly serviceAccountName: pulumi.Input<string>;
  readonly configMapName: pulumi.Input<string>;
  readonly secretName: pulumi.Input<string>;
}

/** The collector's pod: it meets the `restricted` Pod Security Standard and runs on a read-only root file system. */
export function podSpec(parts: PodParts): PodSpec {
  return {
    serviceAccountName: parts.serviceAccountName,
    // The AWS credentials come as a token of their own; the pod has no business with the Kubernetes API.
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    // Audit must outlive pressure on a node: this class exists in every cluster and is meant for kube-system.
    priorityClassName: 'system-cluster-critical',
    // More than Fluent Bit's grace of 30 seconds, in which it delivers what it has received.
    terminationGracePeriodSeconds: 60,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: parts.labels },
      },
    ],
    containers: [container(parts.image)],
    volumes: [
      { name: 'config', configMap: { name: parts.configMapName } },
      { name: 'tls', secret: { secretName: parts.secretName, defaultMode: 0o440 } },
      { name: 'buffer', emptyDir: { sizeLimit: '1Gi' } },
    ],
  };
}

function container(image: string): Container {
  return {
    name: 'fluent-bit',
    image,
    command: ['/fluent-bit/bin/fluent-bit'],
    args: [`--config=${CONFIG_FOLDER}/fluent-bit.yaml`],
    ports: [
      { name: 'https', containerPort: LISTEN_PORT, protocol: 'TCP' },
      { name: 'monitoring', containerPort: MONITORING_PORT, protocol: 'TCP' },
    ],
    resources: {
      requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '1Gi' },
      limits: { cpu: '1', memory: '512Mi', 'ephemeral-storage': '2Gi' },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    // Ready means "receives", not "delivers" (which is /api/v1/health): while CloudWatch is away, the collector must
    // stay behind its Service and go on buffering.
    readinessProbe: { httpGet: { path: '/', port: MONITORING_PORT }, periodSeconds: 5 },
    livenessProbe: { httpGet: { path: '/', port: MONITORING_PORT }, periodSeconds: 10, failureThreshold: 6 },
    volumeMounts: [
      { name: 'config', mountPath: CONFIG_FOLDER, readOnly: true },
      { name: 'tls', mountPath: TLS_FOLDER, readOnly: true },
      { name: 'buffer', mountPath: BUFFER_FOLDER },
    ],
  };
}
