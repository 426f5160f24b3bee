import { providerTypes } from './known-type.js';

/**
 * Kubernetes objects, by their API group and kind: `cluster.x-k8s.io:Cluster`. Kinds of AI operators are the inventory's: one list
 * for what is declared and what runs.
 */
export const KUBERNETES_TYPES = providerTypes({
  packages: ['kubernetes'],
  known: [
    {
      is: 'cluster',
      types: /^(cluster\.x-k8s\.io:Cluster|controlplane\.cluster\.x-k8s\.io:\w*ControlPlane(Template)?|infrastructure\.cluster\.x-k8s\.io:\w*Managed(ControlPlane|Cluster)(Template)?|(hypershift\.openshift\.io):HostedCluster|provisioning\.cattle\.io:Cluster|anywhere\.eks\.amazonaws\.com:Cluster|k0smotron\.io:Cluster|kamaji\.clastix\.io:TenantControlPlane|container\.gcp\.upbound\.io:Cluster|eks\.aws\.upbound\.io:Cluster|eks\.services\.k8s\.aws:Cluster|containerservice\.azure\.upbound\.io:KubernetesCluster|containerservice\.azure\.com:ManagedCluster|container\.cnrm\.cloud\.google\.com:ContainerCluster)$/i,
      what: 'a Kubernetes cluster that a cluster makes',
    },
    { is: 'opaque', types: /^(helm\.sh:Release|helm\.cattle\.io:HelmChart|helm\.toolkit\.fluxcd\.io:HelmRelease|kustomize\.toolkit\.fluxcd\.io:Kustomization|argoproj\.io:Application(Set)?)$/i, what: 'a release or an application, whose objects a program does not show' },
    { is: 'ai', types: /^((bedrock\w*|sagemaker)\.services\.k8s\.aws|(bedrock\w*|sagemaker)\.aws\.upbound\.io|(vertexai|aiplatform)\.(cnrm\.cloud\.google\.com|gcp\.upbound\.io)|(cognitiveservices|machinelearningservices)\.azure\.(com|upbound\.io)):/i, what: 'an AI resource of a cloud' },
    { is: 'audit', types: /^((logging|observability)\.openshift\.io:ClusterLogForwarder|logging\.banzaicloud\.io:|fluentbit\.fluent\.io:|cloudwatchlogs\.services\.k8s\.aws:)/i, what: 'what moves logs off a cluster' },
  ],
});
