import * as pulumi from '@pulumi/pulumi';
import type { RigResource } from '../../rig/pulumi/resource.js';
import { aws, Provider, role } from '../declare.js';

/** A component of the shape of pulumi-eks': the cluster, its role, its nodes and a provider for what runs in it. */

/** What a program says of a cluster. */
export interface ClusterArgs {
  readonly name?: string;
  readonly version?: string;
  readonly subnetIds?: readonly pulumi.Input<string>[];
  readonly enabledClusterLogTypes?: readonly string[];
  readonly skipDefaultNodeGroup?: boolean;
}

/** A cluster of EKS. */
export class Cluster extends pulumi.ComponentResource {
  readonly cluster: RigResource;
  readonly kubeconfig: pulumi.Output<string>;
  /** Configured by the cluster's endpoint: in the first preview nobody knows it. */
  readonly provider: pulumi.ProviderResource;

  constructor(name: string, { subnetIds, skipDefaultNodeGroup = false, ...args }: ClusterArgs = {}, options: pulumi.ComponentResourceOptions = {}) {
    super('eks:index:Cluster', name, {}, options);
    const parent = { parent: this };
    const owner = role(`${name}-eksRole`, 'eks', ['AmazonEKSClusterPolicy'], parent);
    this.cluster = aws('eks/cluster:Cluster', `${name}-eksCluster`, {
      ...args, roleArn: owner.output('arn'), vpcConfig: { subnetIds: subnetIds ?? defaultSubnets(parent), endpointPublicAccess: true },
    }, parent);
    this.kubeconfig = pulumi.all([this.cluster.output('name'), this.cluster.output('endpoint'), this.cluster.output('certificateAuthority')])
      .apply(([cluster, server, authority]) => kubeconfig(cluster, server, authority as unknown as { data: string }));
    if (!skipDefaultNodeGroup) new NodeGroup(name, this, 't3.medium', parent);
    this.provider = new Provider('kubernetes', `${name}-provider`, { kubeconfig: this.kubeconfig }, parent);
    this.registerOutputs({ kubeconfig: this.kubeconfig });
  }
}

/** Nodes of a cluster. */
export class NodeGroup extends pulumi.ComponentResource {
  constructor(name: string, { cluster }: Pick<Cluster, 'cluster'>, instanceType: string, options: pulumi.ComponentResourceOptions = {}) {
    super('eks:index:ManagedNodeGroup', name, {}, options);
    const parent = { parent: this };
    const nodes = role(`${name}-nodes`, 'ec2', ['AmazonEKSWorkerNodePolicy', 'AmazonEKS_CNI_Policy'], parent);
    aws('eks/nodeGroup:NodeGroup', `${name}-nodes`, {
      clusterName: cluster.output('name'), nodeRoleArn: nodes.output('arn'), instanceTypes: [instanceType], scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 4 },
    }, parent);
    this.registerOutputs({});
  }
}

function defaultSubnets(options: pulumi.InvokeOptions): pulumi.Output<string[]> {
  const vpc = pulumi.output(pulumi.runtime.invoke('aws:ec2/getVpc:getVpc', { default: true }, options)) as pulumi.Output<{ id: string }>;
  return vpc.apply(async ({ id }) => ((await pulumi.runtime.invoke('aws:ec2/getSubnets:getSubnets', { filters: [{ name: 'vpc-id', values: [id] }] }, options)) as { ids: string[] }).ids);
}

const kubeconfig = (name: string, server: string, authority: { readonly data: string }): string => JSON.stringify({
  apiVersion: 'v1', kind: 'Config', 'current-context': name,
  clusters: [{ name, cluster: { server, 'certificate-authority-data': authority.data } }],
  contexts: [{ name, context: { cluster: name, user: name } }],
  users: [{ name, user: { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: 'aws', args: ['eks', 'get-token', '--cluster-name', name] } } }],
});
