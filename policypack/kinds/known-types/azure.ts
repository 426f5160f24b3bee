import { providerTypes } from './known-type.js';

/** Azure, by its own and by the older package. */
export const AZURE_TYPES = providerTypes({
  packages: ['azure-native', 'azure', 'azurerm', 'azapi'],
  known: [
    { is: 'ai', types: /^(index\/)?(cognitive(services)?|machinelearning(services|experimentation)?|openai|aifoundry|aiservices|bot(service)?|healthbot|videoindexer)(?=[/:A-Z])/i, what: 'an AI resource of Azure' },
    {
      is: 'cluster',
      types: /^(containerservice:(ManagedCluster|OpenShiftManagedCluster)|containerservice\/kubernetesCluster:\w+|hybridcontainerservice:ProvisionedCluster\w*|kubernetes:ConnectedCluster|arckubernetes\/cluster:\w+|redhatopenshift[/:]\w*(Open[sS]hiftCluster)\w*(:\w+)?|index\/kubernetesCluster:\w+)$/i,
      what: 'a Kubernetes cluster of Azure',
    },
    { is: 'opaque', types: /^(resources:(Deployment|TemplateSpec)\w*|core\/(resourceGroup|subscription)TemplateDeployment:\w+)$/i, what: 'an ARM deployment' },
    {
      is: 'audit',
      types: /^((insights|monitor|aadiam):\w*(DiagnosticSetting|LogProfile)\w*|monitoring\/(aadD|d)iagnosticSetting:\w+|operationalinsights[/:]|securityinsights[/:]|sentinel\/|network:FlowLog|network\/networkWatcherFlowLog:)/i,
      what: 'an audit log of Azure, or what keeps or moves one',
    },
  ],
});
