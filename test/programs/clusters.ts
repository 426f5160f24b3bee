import * as pulumi from '@pulumi/pulumi';
import { Vpc } from './components/awsx.js';
import { Cluster, NodeGroup } from './components/eks.js';
import { aws, deployed, kubernetes, packaged, podsOf, Provider, role } from './declare.js';

/** Programs of the shape of pulumi/examples' and pulumi-eks' that make clusters of EKS, and run things in them. */

/** aws-ts-eks: a cluster in a network of its own, and an application in it. */
export function eks(): void {
  const vpc = new Vpc('net');
  const cluster = new Cluster('cluster', { subnetIds: vpc.subnetIds });
  deployed('nginx', 'nginx:1.27', 80, { provider: cluster.provider }, 'LoadBalancer');
}

/** aws-ts-eks-migrate-nodegroups: two generations of nodes; the audit log is on. */
export function migrateNodegroups(): void {
  const vpc = new Vpc('migrate', { private: true });
  const cluster = new Cluster('migrate', { subnetIds: vpc.subnetIds, skipDefaultNodeGroup: true, version: '1.33', enabledClusterLogTypes: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'] });
  new NodeGroup('standard', cluster, 't3.medium');
  new NodeGroup('large', cluster, 'c5.4xlarge');
  const inside = { provider: cluster.provider };
  const namespace = kubernetes('core/v1:Namespace', 'apps', {}, inside);
  const within = (namespace.output('metadata') as unknown as pulumi.Output<{ name: string }>).apply(({ name }) => name);
  kubernetes('core/v1:ServiceAccount', 'ingress', { metadata: { namespace: within } }, inside);
  kubernetes('rbac.authorization.k8s.io/v1:ClusterRole', 'ingress', { rules: [{ apiGroups: [''], resources: ['services', 'endpoints'], verbs: ['get', 'list', 'watch'] }] }, inside);
  kubernetes('apps/v1:Deployment', 'ingress', { metadata: { namespace: within }, spec: { replicas: 3, ...podsOf('ingress', { image: 'registry.k8s.io/ingress-nginx/controller:v1.11.2' }) } }, inside);
  kubernetes('core/v1:Service', 'ingress', { metadata: { namespace: within }, spec: { type: 'LoadBalancer', ports: [{ port: 80, targetPort: 'http' }], selector: { app: 'ingress' } } }, inside);
  kubernetes('apps/v1:Deployment', 'echo', { metadata: { namespace: within }, spec: { replicas: 3, ...podsOf('echo', { image: 'registry.k8s.io/echoserver:1.10' }) } }, inside);
}

/** aws-ts-eks-gpu-dra: slices of GPUs for inference, by charts and resource claims. */
export function gpuDra(): void {
  const vpc = new Vpc('gpu', { private: true });
  const cluster = new Cluster('gpu', { name: 'gpu-dra', subnetIds: vpc.subnetIds, skipDefaultNodeGroup: true, version: '1.34' });
  new NodeGroup('system', cluster, 'm6i.large');
  new NodeGroup('slices', cluster, 'p4d.24xlarge');
  const identity = aws('eks/addon:Addon', 'identity', { clusterName: cluster.cluster.output('name'), addonName: 'eks-pod-identity-agent' });
  const driver = role('driver', 'pods.eks', ['service-role/AmazonEBSCSIDriverPolicy']);
  aws('eks/podIdentityAssociation:PodIdentityAssociation', 'driver', { clusterName: cluster.cluster.output('name'), namespace: 'kube-system', serviceAccount: 'ebs-csi-controller-sa', roleArn: driver.output('arn') }, { dependsOn: [identity] });
  const inside = { provider: cluster.provider };
  kubernetes('storage.k8s.io/v1:StorageClass', 'gp3', { metadata: { name: 'gp3' }, provisioner: 'ebs.csi.aws.com', volumeBindingMode: 'WaitForFirstConsumer', parameters: { type: 'gp3' } }, inside);
  for (const [chart, version] of [['gpu-operator', 'v25.10.1'], ['nvidia-dra-driver-gpu', 'v25.8.1'], ['kube-prometheus-stack', '81.2.1']] as const) {
    const namespace = kubernetes('core/v1:Namespace', chart, { metadata: { name: chart } }, inside);
    kubernetes('helm.sh/v3:Release', chart, { chart, version, namespace: chart, repositoryOpts: { repo: 'https://helm.ngc.nvidia.com/nvidia' }, skipAwait: true, values: { nvidiaDriverRoot: '/' } }, { ...inside, dependsOn: [namespace] });
  }
  const requests = [{ name: 'slice', exactly: { deviceClassName: 'mig.nvidia.com', count: 1 } }];
  kubernetes('resource.k8s.io/v1:ResourceClaimTemplate', 'slice', { metadata: { name: 'slice', namespace: 'default' }, spec: { spec: { devices: { requests } } } }, inside);
  kubernetes('apps/v1:Deployment', 'inference', {
    metadata: { name: 'inference' },
    spec: {
      replicas: 2,
      ...podsOf('inference', { image: 'nvidia/cuda:13.1.1-base-ubuntu24.04', command: ['sleep', 'infinity'], resources: { claims: [{ name: 'slice' }] } },
        { tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }], resourceClaims: [{ name: 'slice', resourceClaimTemplateName: 'slice' }] }),
    },
  }, inside);
}

/** cluster of pulumi-eks: four clusters, of which one has its audit log on. */
export function fourClusters(): void {
  const vpc = new Vpc('shared');
  new Cluster('first');
  new Cluster('second', { subnetIds: vpc.subnetIds, enabledClusterLogTypes: ['api', 'audit', 'authenticator'] });
  new Cluster('third', { subnetIds: vpc.subnetIds });
  new Cluster('fourth', { subnetIds: vpc.subnetIds, enabledClusterLogTypes: ['api'] });
}

/** aws-ts-k8s-voting-app: three tiers in a cluster with its audit log on, and a database behind a provider that is configured by one of them. */
export function votingApp(): void {
  const cluster = new Cluster('voting', { name: 'voting', enabledClusterLogTypes: ['api', 'audit', 'authenticator'] });
  const inside = { provider: cluster.provider };
  aws('ebs/volume:Volume', 'storage', { size: 10, type: 'gp3', availabilityZone: 'us-east-1a', encrypted: true });
  const repository = aws('ecr/repository:Repository', 'voting');
  const database = deployed('database', 'postgres:17', 5432, inside, 'LoadBalancer');
  const host = (database.service.output('status') as unknown as pulumi.Output<{ loadBalancer: { ingress: { hostname: string }[] } }>).apply(({ loadBalancer }) => loadBalancer.ingress[0]?.hostname);
  const postgres = new Provider('postgresql', 'postgres', { host, port: 5432, username: 'admin', password: pulumi.secret('not a password') });
  const votes = packaged('postgresql')('index/database:Database', 'votes', { name: 'votes' }, { provider: postgres });
  packaged('postgresql')('index/role:Role', 'voter', { name: 'voter', login: true, password: pulumi.secret('not a password') }, { provider: postgres, dependsOn: [votes] });
  for (const [tier, port] of [['server', 5000], ['client', 3000]] as const) {
    kubernetes('apps/v1:Deployment', tier, { spec: { replicas: 2, ...podsOf(tier, { image: repository.output('repositoryUrl').apply((url) => `${url}:${tier}`), env: [{ name: 'POSTGRES_ADDRESS', value: host }] }) } }, inside);
    kubernetes('core/v1:Service', tier, { spec: { type: 'LoadBalancer', ports: [{ port, targetPort: port }], selector: { app: tier } } }, inside);
  }
}
