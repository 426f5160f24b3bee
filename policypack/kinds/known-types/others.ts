import { providerTypes, type ProviderTypes } from './known-type.js';

/** Clouds whose resources no kind reads. */
export const OTHER_TYPES: readonly ProviderTypes[] = [
  providerTypes({
    packages: ['digitalocean', 'linode', 'civo', 'scaleway', 'ovh', 'vultr', 'exoscale', 'ibm', 'rancher2', 'openstack', 'upcloud', 'ionoscloud', 'stackit', 'kind', 'k3d', 'rke', 'nebius', 'yandex', 'tencentcloud'],
    known: [
      { is: 'cluster', types: /[/:](\w*kubernetes(Cluster)?|lkeCluster|kube|sksCluster|containerVpcCluster|containerCluster|\w*mkscluster|skeCluster|clusterV2|cluster):\w+$/i, what: 'a Kubernetes cluster' },
      { is: 'ai', types: /[/:](gen_?ai|watson|ai_?platform|\w*inference)\w*:\w+$/i, what: 'an AI resource' },
    ],
  }),
  providerTypes({
    packages: ['oci'],
    known: [
      { is: 'ai', types: /^(GenerativeAi|DataScience|Ai(Anomaly|Document|Language|Vision)|Datalabellingservice|Oda)\w*\//i, what: 'an AI resource of Oracle Cloud' },
      { is: 'cluster', types: /^ContainerEngine\/cluster:/i, what: 'a Kubernetes cluster of Oracle Cloud' },
      { is: 'audit', types: /^(Logging\/|Audit\/|Sch\/serviceConnector:)/i, what: 'an audit log of Oracle Cloud, or what moves one' },
    ],
  }),
  providerTypes({
    packages: ['alicloud'],
    known: [
      { is: 'ai', types: /^(pai|chatbot|imm|opensearch)\//i, what: 'an AI resource of Alibaba Cloud' },
      { is: 'cluster', types: /^cs\/(\w*kubernetes|edgeKubernetes):/i, what: 'a Kubernetes cluster of Alibaba Cloud' },
      { is: 'audit', types: /^(log|actiontrail)\//i, what: 'an audit log of Alibaba Cloud, or what moves one' },
    ],
  }),
  providerTypes({
    packages: ['databricks', 'snowflake', 'pinecone', 'openai', 'huggingface', 'mongodbatlas', 'datadog'],
    known: [
      { is: 'ai', types: /[/:](modelServing\w*|mlflow\w*|vectorSearch\w*|registeredModel|qualityMonitor|cortex\w*|pinecone\w*|project\w*serviceaccount|llm\w*):\w+$/i, what: 'an AI resource' },
      { is: 'audit', types: /[/:](mwsLogDelivery|auditing|\w*auditLog\w*):\w+$/i, what: 'an audit log, or what moves one' },
    ],
  }),
];
