import { providerTypes } from './known-type.js';

/** Google Cloud, by its own and by the older package. */
export const GOOGLE_TYPES = providerTypes({
  packages: ['gcp', 'google-native', 'google'],
  known: [
    {
      is: 'ai',
      types: /^(index\/)?(vertex|aiplatform|ml(?=[/:])|dialogflow|discoveryengine|notebooks|workbench|colab|tpu|gemini|documentai|automl|contactcenterai(platform|insights)?|conversationalanalytics|speech|translate)/i,
      what: 'an AI resource of Google Cloud',
    },
    { is: 'cluster', types: /^(container\/((aws|azure|attached)?cluster):\w+|container:Cluster|gkeonprem\/\w*cluster:\w+|index\/containerCluster:\w+)$/i, what: 'a Kubernetes cluster of Google Cloud' },
    {
      is: 'audit',
      types: /^(projects|organizations|folder|cloudresourcemanager|logging)[/:](iamauditconfig|\w*sink|\w*bucketconfig|logview|\w*(AuditConfig|Sink|BucketConfig|Exclusion)):?/i,
      what: 'an audit log of Google Cloud, or what keeps or moves one',
    },
  ],
});
