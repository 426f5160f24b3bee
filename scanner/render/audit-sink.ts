import type { AuditLevel, AuditStage } from '../../policypack/audit-policy/vocabulary.js';

/** Where an AuditSink sends events. */
export type Destination =
  | { readonly kind: 'url'; readonly url: string }
  | {
      readonly kind: 'service';
      readonly namespace: string;
      readonly name: string;
      /** Empty, or with its slash. */
      readonly path: string;
      readonly port: number;
      /** The Service's ClusterIP, or another address that API servers reach it by; absent where it is not known. */
      readonly address?: string;
    };

/** An AuditSink that Kubernetes 1.13 to 1.18 would accept, its defaults in place. */
export interface AuditSink {
  readonly name: string;
  readonly level: AuditLevel;
  /** In the order of a request's life. Empty only with level None. */
  readonly stages: readonly AuditStage[];
  /** Batches a second. */
  readonly qps: number;
  /** Batches at once. */
  readonly burst: number;
  readonly destination: Destination;
  /** PEM certificates; the API server's system roots where absent. */
  readonly caBundle?: string;
}

/** The group and version of AuditSink. Source: kubernetes/api 1.18, auditregistration/v1alpha1. */
export const AUDIT_SINK_API = 'auditregistration.k8s.io/v1alpha1';

/** Kubernetes' defaults, per field. Source: kubernetes/api 1.18, WebhookThrottleConfig. */
export const DEFAULT_THROTTLE = { qps: 10, burst: 15 } as const;

/** How a Service is called inside the cluster: the name that its certificate must be for. */
export const serviceHost = ({ name, namespace }: { readonly name: string; readonly namespace: string }): string => `${name}.${namespace}.svc`;
