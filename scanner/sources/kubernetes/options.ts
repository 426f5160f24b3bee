import type { Confidence } from '../../../policypack/core/inventory-entry.js';
import type { AuditPolicy } from '../../../policypack/audit-policy/index.js';
import type { NamedKind } from '../../../policypack/kinds/kubernetes/ai-workload/signals.js';
import type { LabelSelector } from '../../../policypack/kinds/kubernetes/label-selector.js';
import type { AuditWebhook } from '../../../policypack/kinds/kubernetes/auditing/webhook.js';

/** A text that a ConfigMap of the cluster holds. */
export interface ConfigMapKey {
  /** namespace/name */
  readonly configMap: string;
  readonly key: string;
}

/** Files on the API server's host, which no API shows: known only where they, or ConfigMaps that hold them, are given. */
export interface HostFiles {
  readonly policy?: AuditPolicy | ConfigMapKey;
  readonly webhook?: AuditWebhook | ConfigMapKey;
}

/** How AI workloads are looked for: by what they are, and by what the user says. Each of these is enough. */
export interface AiWorkloadOrder {
  /** Labels of pods, or of the objects that hold their templates. */
  readonly selector?: LabelSelector;
  readonly namespaces: readonly string[];
  /** Labels of namespaces. */
  readonly namespaceSelector?: LabelSelector;
  /** Globs of images. */
  readonly images?: readonly string[];
  /** Kinds whose objects are AI workloads. */
  readonly kinds?: readonly NamedKind[];
  /** Names of environment variables, `*` standing for a part of one. */
  readonly env?: readonly string[];
  /** namespace/name of service accounts. */
  readonly serviceAccounts?: readonly string[];
  /** What is none, whatever it shows: listed, and not judged. */
  readonly not?: { readonly selector?: LabelSelector; readonly namespaces: readonly string[]; readonly kinds: readonly NamedKind[] };
  /** How sure what the user names is. Default `certain`. */
  readonly as?: Confidence;
  /** The tier from which a failure fails a run. Default `medium`. */
  readonly failFrom?: Confidence;
}

/** How Kubernetes clusters are read. */
export interface KubernetesOptions {
  /** The kubeconfig file. Default: KUBECONFIG, `~/.kube/config`, or the service account of the pod that this runs in. */
  readonly kubeconfig?: string | undefined;
  /** Each becomes a source of its own, side by side. None: the current context. */
  readonly contexts?: readonly string[] | undefined;
  /** Read how the API servers audit, with the files of their hosts that are given. Absent: they are not read. */
  readonly apiServers?: ((context: string) => HostFiles) | undefined;
  /** Look for AI workloads. Without `apiServers` nothing is known of how they are audited. Absent: none is looked for. */
  readonly aiWorkloads?: AiWorkloadOrder | undefined;
  /** The kinds of fact that the run's controls need, and what these are joined to. Absent: all that are asked for. */
  readonly wanted?: ReadonlySet<string> | undefined;
  /** Seconds after which one attempt counts as unanswered. Default 30. */
  readonly requestTimeoutSeconds?: number;
  /** Attempts of one request, the first included. Default 5. */
  readonly maxAttempts?: number;
  /** Milliseconds before the first retry; doubles with each. Default 200. */
  readonly retryDelayMs?: number;
}

/** How requests are made, every default in place. */
export type RequestSettings = Required<Pick<KubernetesOptions, 'requestTimeoutSeconds' | 'maxAttempts' | 'retryDelayMs'>>;

/** Applies the defaults. */
export const requestSettings = ({ requestTimeoutSeconds = 30, maxAttempts = 5, retryDelayMs = 200 }: Partial<RequestSettings>): RequestSettings => ({
  requestTimeoutSeconds,
  maxAttempts,
  retryDelayMs,
});
