/** Kinds of Kubernetes itself, and of the groups tests use, that live in no namespace. */
const CLUSTER_SCOPED = new Set([
  'APIService', 'AuditSink', 'CertificateSigningRequest', 'ClusterRole', 'ClusterRoleBinding', 'ClusterServingRuntime',
  'CSIDriver', 'CSINode', 'CustomResourceDefinition', 'FlowSchema', 'IngressClass', 'MutatingWebhookConfiguration',
  'Namespace', 'Node', 'PersistentVolume', 'PriorityClass', 'PriorityLevelConfiguration', 'RuntimeClass', 'StorageClass',
  'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration', 'VolumeAttachment',
]);

export const clusterScoped = (kind) => CLUSTER_SCOPED.has(kind);

/** The object that a resource stands for: apiVersion and kind come from its inputs, else from its type token. */
export function objectOf(type, inputs) {
  const [, group = '', kind = ''] = /^kubernetes:([^:]+):(.+)$/.exec(type) ?? [];
  return {
    ...inputs,
    apiVersion: inputs.apiVersion ?? group.replace(/^core\//, ''),
    // A patch resource changes an object of the kind it is named for.
    kind: inputs.kind ?? kind.replace(/Patch$/, ''),
  };
}

/** An object as a server would give it back: what it decides itself is there. */
export function addedTo(object) {
  if (object.kind !== 'Service' || object.spec === undefined) return object;
  const { name, namespace } = object.metadata;
  const ingress = object.spec.type === 'LoadBalancer' ? [{ hostname: `${name}.${namespace}.elb.amazonaws.com`, ip: '203.0.113.10' }] : [];
  return { ...object, spec: { clusterIP: '10.0.0.10', ...object.spec }, status: { loadBalancer: ingress.length > 0 ? { ingress } : {} } };
}
