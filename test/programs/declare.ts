import * as pulumi from '@pulumi/pulumi';
import { RigResource } from '../rig/pulumi/resource.js';

/** What the programs ask of resources beside the inputs. */
const OUTPUTS = [
  'activationCode', 'agentId', 'arn', 'bucket', 'bucketRegionalDomainName', 'certificateAuthority', 'cloudfrontAccessIdentityPath', 'dnsName',
  'domainName', 'endpoint', 'engineArn', 'executionArn', 'iamArn', 'identities', 'invokeArn', 'invokeUrl', 'ip', 'keyId', 'masterVersion', 'metadata',
  'name', 'registryId', 'repoDigest', 'repositoryUrl', 'rootResourceId', 'spec', 'status',
];

/** Declares resources of one package, by the rest of their type token. */
export type Declare = (type: string, name: string, inputs?: pulumi.Inputs, options?: pulumi.CustomResourceOptions) => RigResource;

/** What declares resources of a package. */
export const packaged = (name: string): Declare => (type, resource, inputs = {}, options = {}) =>
  new RigResource(`${name}:${type}`, resource, inputs, options, OUTPUTS);

export const aws = packaged('aws');
export const kubernetes = packaged('kubernetes');

/** A provider with a configuration of its own. */
export class Provider extends pulumi.ProviderResource {}

/** A role that a service of AWS may take, with managed policies. */
export function role(name: string, service: string, managed: readonly string[] = [], options: pulumi.CustomResourceOptions = {}): RigResource {
  const assumeRolePolicy = JSON.stringify({
    Version: '2012-10-17', Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` } }],
  });
  const made = aws('iam/role:Role', name, { assumeRolePolicy }, options);
  for (const policy of managed) {
    aws('iam/rolePolicyAttachment:RolePolicyAttachment', `${name}-${policy.split('/').at(-1)}`, { role: made.output('name'), policyArn: `arn:aws:iam::aws:policy/${policy}` }, options);
  }
  return made;
}

/** A policy document that allows some actions on a resource. */
export const allowing = (actions: readonly string[], resource: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: resource }] });

/** The pods of a workload: one container, and what its spec has beside it. */
export const podsOf = (app: string, container: object, beside: object = {}) => ({
  selector: { matchLabels: { app } },
  template: { metadata: { labels: { app } }, spec: { containers: [{ name: app, ...container }], ...beside } },
});

/** A Deployment and the Service in front of it. */
export function deployed(app: string, image: string, port: number, options: pulumi.CustomResourceOptions = {}, type = 'ClusterIP'): { deployment: RigResource; service: RigResource } {
  const deployment = kubernetes('apps/v1:Deployment', app, {
    metadata: { labels: { app } }, spec: { replicas: 1, ...podsOf(app, { image, ports: [{ containerPort: port }], resources: { requests: { cpu: '100m', memory: '100Mi' } } }) },
  }, options);
  const service = kubernetes('core/v1:Service', app, {
    metadata: { name: app, labels: { app } }, spec: { type, ports: [{ port, targetPort: port }], selector: { app } },
  }, options);
  return { deployment, service };
}
