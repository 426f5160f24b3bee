import { selfSignedCertificate } from '../../simulator/certificate.js';

/** A certificate to trust, PEM. */
export const AUTHORITY = selfSignedCertificate({ commonName: 'collector' }).certificate;

/** PEM as Kubernetes' bytes fields carry it. */
export const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** The Service that sinks of these tests send to. */
export const SERVICE = { namespace: 'kube-system', name: 'log-collector-svc', path: '/audit', port: 443 };

/** What a test changes of a sink. */
export interface Changed {
  readonly policy?: unknown;
  readonly throttle?: unknown;
  readonly clientConfig?: unknown;
  readonly name?: string;
}

/** A manifest of an AuditSink, well-formed unless a test changes it. */
export const aSink = ({
  policy = { level: 'Metadata', stages: ['ResponseComplete'] },
  throttle = { qps: 10, burst: 15 },
  clientConfig = { service: SERVICE, caBundle: base64(AUTHORITY) },
  name = 'ai-system-audit-sink',
}: Changed = {}): object => ({
  apiVersion: 'auditregistration.k8s.io/v1alpha1',
  kind: 'AuditSink',
  metadata: { name },
  spec: { policy, webhook: { throttle, clientConfig } },
});
