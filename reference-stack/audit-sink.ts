import * as kubernetes from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { COLLECTOR_NAMESPACE, COLLECTOR_SERVICE, type Settings } from './settings';

/** Name of the AuditSink. */
export const AUDIT_SINK_NAME = 'ai-system-audit-sink';

/** What is recorded of each request: who, what, when and the outcome, never a body, which may hold a secret. */
export const AUDIT_LEVEL = 'Metadata';

/** When a request is recorded: once, when its response is complete. */
export const AUDIT_STAGES = ['ResponseComplete'];

/** Batches of events a second, and in a burst: Kubernetes' own defaults, said aloud. */
export const AUDIT_THROTTLE = { qps: 10, burst: 15 };

/**
 * Creates the AuditSink.
 *
 * Kubernetes 1.13 to 1.18 act on it. Later servers store it at most (see {@link auditSinkDefinition}), where it
 * declares the intent that `logproof render` turns into what they act on.
 *
 * @param settings where events go
 * @param dependsOn what must stand before events arrive
 */
export function auditSink(settings: Settings, dependsOn: pulumi.Resource[]): kubernetes.auditregistration.v1alpha1.AuditSink {
  return new kubernetes.auditregistration.v1alpha1.AuditSink(AUDIT_SINK_NAME, {
    metadata: { name: AUDIT_SINK_NAME },
    spec: {
      policy: { level: AUDIT_LEVEL, stages: AUDIT_STAGES },
      webhook: { throttle: AUDIT_THROTTLE, clientConfig: clientConfig(settings) },
    },
  }, { dependsOn });
}

/** The caBundle as the Kubernetes API carries it: base64 of the PEM text. */
export function encodedBundle(pem: string): string {
  return Buffer.from(pem, 'utf8').toString('base64');
}

function clientConfig({ destination }: Settings): kubernetes.types.input.auditregistration.v1alpha1.WebhookClientConfig {
  if (destination.kind === 'external') {
    const bundle = destination.caBundle;
    return { url: destination.url, ...(bundle === undefined ? {} : { caBundle: encodedBundle(bundle) }) };
  }
  return {
    service: { name: COLLECTOR_SERVICE, namespace: COLLECTOR_NAMESPACE, path: destination.path, port: destination.port },
    caBundle: encodedBundle(destination.caBundle),
  };
}
