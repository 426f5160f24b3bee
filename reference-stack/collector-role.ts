import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { LogStore, Place } from './log-group';
import { COLLECTOR_NAMESPACE, type CollectorIdentity, type Settings } from './settings';

/** Name of the collector's ServiceAccount, Deployment and so on. */
export const COLLECTOR_NAME = 'log-collector';

/**
 * Creates the role of the collector's pods. It can write to one log stream, and nothing else.
 *
 * @returns the role, and what must exist before pods can take it
 */
export function collectorRole(
  settings: Settings,
  identity: CollectorIdentity,
  store: LogStore,
): { role: aws.iam.Role; ready: pulumi.Resource[] } {
  const role = new aws.iam.Role('log-collector-role', {
    description: `Writes audit events to ${settings.logGroupName}`,
    assumeRolePolicy: trustPolicy(identity, store.place),
    tags: settings.tags,
  });
  const policy = new aws.iam.RolePolicy('log-collector-writes', { role: role.id, policy: writePolicy(store) });
  if (identity.kind === 'irsa') return { role, ready: [policy] };
  const association = new aws.eks.PodIdentityAssociation('log-collector-identity', {
    clusterName: identity.clusterName,
    namespace: COLLECTOR_NAMESPACE,
    serviceAccount: COLLECTOR_NAME,
    roleArn: role.arn,
    tags: settings.tags,
  });
  return { role, ready: [policy, association] };
}

// Fluent Bit asks for the stream to be created before its first write, and takes "already exists" as success.
// It may create no group, and shorten, delete or read nothing.
function writePolicy({ group, stream }: LogStore): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'OpenTheStream',
        Effect: 'Allow',
        Action: 'logs:CreateLogStream',
        Resource: pulumi.interpolate`${group.arn}:*`,
      },
      {
        Sid: 'WriteAuditEvents',
        Effect: 'Allow',
        Action: 'logs:PutLogEvents',
        Resource: pulumi.interpolate`${group.arn}:log-stream:${stream.name}`,
      },
    ],
  });
}

function trustPolicy(identity: CollectorIdentity, place: Place): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [identity.kind === 'irsa' ? webIdentity(identity.oidcProviderArn) : podIdentity(identity.clusterName, place)],
  });
}

// Both conditions matter: without `sub` every pod of the cluster could take the role.
function webIdentity(oidcProviderArn: string): pulumi.Input<object> {
  const issuer = oidcProviderArn.slice(oidcProviderArn.indexOf('/') + 1);
  return {
    Effect: 'Allow',
    Principal: { Federated: oidcProviderArn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        [`${issuer}:aud`]: 'sts.amazonaws.com',
        [`${issuer}:sub`]: `system:serviceaccount:${COLLECTOR_NAMESPACE}:${COLLECTOR_NAME}`,
      },
    },
  };
}

// EKS Pod Identity says in session tags which pod asks: only this cluster's collector may take the role.
// AWS, "Create IAM role with trust policy required by EKS Pod Identity", Setting Conditions.
function podIdentity(clusterName: string, { partition, region, accountId }: Place): pulumi.Input<object> {
  return {
    Effect: 'Allow',
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Condition: {
      StringEquals: {
        'aws:RequestTag/eks-cluster-arn': pulumi.interpolate`arn:${partition}:eks:${region}:${accountId}:cluster/${clusterName}`,
        'aws:RequestTag/kubernetes-namespace': COLLECTOR_NAMESPACE,
        'aws:RequestTag/kubernetes-service-account': COLLECTOR_NAME,
      },
    },
  };
}
