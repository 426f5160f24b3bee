import * as kubernetes from '@pulumi/kubernetes';

/**
 * Creates the CustomResourceDefinition that lets Kubernetes 1.19 and later store an AuditSink. The group belongs to
 * Kubernetes, so the API server wants an approval or the word that there is none.
 */
export function auditSinkDefinition(): kubernetes.apiextensions.v1.CustomResourceDefinition {
  return new kubernetes.apiextensions.v1.CustomResourceDefinition('audit-sink-definition', {
    metadata: {
      name: 'auditsinks.auditregistration.k8s.io',
      annotations: { 'api-approved.kubernetes.io': 'unapproved, keeps a kind that Kubernetes removed in 1.19' },
    },
    spec: {
      group: 'auditregistration.k8s.io',
      scope: 'Cluster',
      names: { kind: 'AuditSink', listKind: 'AuditSinkList', plural: 'auditsinks', singular: 'auditsink' },
      versions: [{ name: 'v1alpha1', served: true, storage: true, schema: { openAPIV3Schema: AUDIT_SINK_SCHEMA } }],
    },
  });
}

// kubernetes/api, tag kubernetes-1.18.0, auditregistration/v1alpha1/types.go and the validation beside it.
const AUDIT_SINK_SCHEMA = {
  type: 'object',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      required: ['policy', 'webhook'],
      properties: {
        policy: {
          type: 'object',
          required: ['level'],
          properties: {
            level: { type: 'string', enum: ['None', 'Metadata', 'Request', 'RequestResponse'] },
            stages: {
              type: 'array',
              items: { type: 'string', enum: ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'] },
            },
          },
        },
        webhook: {
          type: 'object',
          required: ['clientConfig'],
          properties: {
            throttle: {
              type: 'object',
              properties: {
                qps: { type: 'integer', format: 'int64', minimum: 1 },
                burst: { type: 'integer', format: 'int64', minimum: 1 },
              },
            },
            clientConfig: {
              type: 'object',
              properties: {
                url: { type: 'string' },
                caBundle: { type: 'string', format: 'byte' },
                service: {
                  type: 'object',
                  required: ['name', 'namespace'],
                  properties: {
                    name: { type: 'string' },
                    namespace: { type: 'string' },
                    path: { type: 'string' },
                    port: { type: 'integer', format: 'int32', minimum: 1, maximum: 65535 },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};
