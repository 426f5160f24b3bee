/** The ConfigMap of the flags that OpenShift's operator writes. */
export const operatorConfig = (flags: Readonly<Record<string, readonly string[]>> = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'config', namespace: 'openshift-kube-apiserver' },
  data: {
    'config.yaml': JSON.stringify({
      apiServerArguments: {
        'audit-log-path': ['/var/log/kube-apiserver/audit.log'],
        'audit-policy-file': ['/etc/kubernetes/static-pod-resources/configmaps/kube-apiserver-audit-policies/policy.yaml'],
        ...flags,
      },
    }),
  },
});

/** The ConfigMap of the policy that the operator writes. */
export const operatorPolicy = (policy: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'kube-apiserver-audit-policies', namespace: 'openshift-kube-apiserver' },
  data: { 'policy.yaml': policy },
});

/** APIServer `cluster`. */
export const apiServer = (audit: object) => ({ apiVersion: 'config.openshift.io/v1', kind: 'APIServer', metadata: { name: 'cluster' }, spec: { audit } });

/** A forwarder of audit events, as the operator that deployed it says. */
export const logForwarder = () => ({
  apiVersion: 'observability.openshift.io/v1',
  kind: 'ClusterLogForwarder',
  metadata: { name: 'main', namespace: 'openshift-logging' },
  spec: { outputs: [{ name: 'siem', type: 'splunk' }], pipelines: [{ name: 'audit', inputRefs: ['audit'], outputRefs: ['siem'] }] },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
});
