import * as pulumi from '@pulumi/pulumi';
import { Vpc, loggedContainer } from './components/awsx.js';
import { Cluster } from './components/eks.js';
import { allowing, aws, kubernetes, packaged, role } from './declare.js';
import { lambda } from './aws-services.js';

/** Small stacks as people begin with. */

/** Nothing at all. */
export const empty = (): void => undefined;

/** One network. */
export const vpcOnly = (): void => void new Vpc('net');

/** A key and the log group that it encrypts. */
function keptGroup(resource: string, name: string) {
  const key = aws('kms/key:Key', resource, { description: `logs of ${resource}`, enableKeyRotation: true });
  return aws('cloudwatch/logGroup:LogGroup', resource, { name, retentionInDays: 365, kmsKeyId: key.output('arn'), deletionProtectionEnabled: true });
}

/** A function and the group that Lambda writes to, declared so that it is not made without a limit. */
export function lambdaWithGroup(): void {
  const handler = lambda('handler', { name: 'handler' });
  aws('cloudwatch/logGroup:LogGroup', 'handler', { name: pulumi.interpolate`/aws/lambda/${handler.output('name')}`, retentionInDays: 400 });
}

/** A task of ECS with its log group. */
export function ecs(): void {
  const cluster = aws('ecs/cluster:Cluster', 'web', { settings: [{ name: 'containerInsights', value: 'enabled' }] });
  const logs = aws('cloudwatch/logGroup:LogGroup', 'web', { name: '/ecs/web', retentionInDays: 30 });
  const execution = role('web', 'ecs-tasks', ['service-role/AmazonECSTaskExecutionRolePolicy']);
  const task = aws('ecs/taskDefinition:TaskDefinition', 'web', { family: 'web', cpu: '256', memory: '512', networkMode: 'awsvpc', executionRoleArn: execution.output('arn'), containerDefinitions: loggedContainer('web', 'nginx:1.27', logs) });
  aws('ecs/service:Service', 'web', { cluster: cluster.output('arn'), taskDefinition: task.output('arn'), desiredCount: 1, launchType: 'FARGATE' });
}

/** As AWS advises it: the log group first, so that it is kept as long as it should be; then the cluster that writes to it. */
export function eksWithAudit(): void {
  const group = keptGroup('control-plane', '/aws/eks/prod/cluster');
  const owner = role('prod', 'eks', ['AmazonEKSClusterPolicy']);
  aws('eks/cluster:Cluster', 'prod', {
    name: 'prod', version: '1.33', roleArn: owner.output('arn'), vpcConfig: { subnetIds: ['subnet-0a', 'subnet-0b'] }, enabledClusterLogTypes: ['audit'],
  }, { dependsOn: [group] });
}

/** An AuditSink in a cluster that the same program makes: nobody knows its provider's configuration in the first preview. */
export function sinkInNewCluster(): void {
  const cluster = new Cluster('ml', { enabledClusterLogTypes: ['audit'], version: '1.33' });
  kubernetes('auditregistration.k8s.io/v1alpha1:AuditSink', 'sink', auditSink(), { provider: cluster.provider });
}

/** The log group of another team, read and written to. */
export function groupOfAnotherStack(): void {
  const group = aws('cloudwatch/logGroup:LogGroup', 'theirs', {}, { id: '/shared/audit' });
  const handler = lambda('handler', { environment: { variables: { GROUP: group.output('name') } } });
  aws('iam/rolePolicy:RolePolicy', 'handler', { role: handler.output('name'), policy: group.output('arn').apply((arn) => allowing(['logs:PutLogEvents'], `${arn}:*`)) });
}

/** EKS, AKS and GKE beside each other, each with its audit log on. */
export function threeClouds(): void {
  new Cluster('here', { version: '1.33', enabledClusterLogTypes: ['audit'] });
  const azure = packaged('azure-native');
  const group = azure('resources:ResourceGroup', 'there', { resourceGroupName: 'there', location: 'westeurope' });
  const aks = azure('containerservice:ManagedCluster', 'there', {
    resourceGroupName: 'there', resourceName: 'there', kubernetesVersion: '1.33', dnsPrefix: 'there', identity: { type: 'SystemAssigned' },
    agentPoolProfiles: [{ name: 'system', count: 3, mode: 'System', vmSize: 'Standard_D4s_v5' }],
  }, { dependsOn: [group] });
  const workspace = azure('operationalinsights:Workspace', 'logs', { resourceGroupName: 'there', workspaceName: 'logs', retentionInDays: 365 }, { dependsOn: [group] });
  azure('insights:DiagnosticSetting', 'audit', { name: 'audit', resourceUri: aks.id, workspaceId: workspace.id, logs: [{ category: 'kube-audit', enabled: true }] });
  packaged('gcp')('container/cluster:Cluster', 'elsewhere', { name: 'elsewhere', location: 'europe-west1', initialNodeCount: 1, loggingConfig: { enableComponents: ['SYSTEM_COMPONENTS', 'APISERVER'] } });
}

/** An agent of Bedrock with the role that it takes. */
export function bedrockAgent(): void {
  const runsAs = role('agent', 'bedrock');
  aws('iam/rolePolicy:RolePolicy', 'agent', { role: runsAs.id, policy: allowing(['bedrock:InvokeModel'], '*') });
  const agent = aws('bedrock/agentAgent:AgentAgent', 'support', { agentName: 'support', agentResourceRoleArn: runsAs.output('arn'), foundationModel: 'anthropic.claude-sonnet-4-v1:0', instruction: 'Answer questions about orders, politely and briefly.' });
  aws('bedrock/agentAgentAlias:AgentAgentAlias', 'support', { agentAliasName: 'live', agentId: agent.output('agentId') });
}

/** The same agent in a stack that logs what its models are asked. */
export function loggedBedrockAgent(): void {
  bedrockAgent();
  const group = keptGroup('invocations', '/ai/invocations');
  const writer = role('writer', 'bedrock');
  aws('bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration', 'invocations', {
    loggingConfig: {
      textDataDeliveryEnabled: true, imageDataDeliveryEnabled: true, embeddingDataDeliveryEnabled: true, videoDataDeliveryEnabled: true,
      cloudwatchConfig: { logGroupName: group.output('name'), roleArn: writer.output('arn') },
    },
  });
}

/** What an audit needs, as the smallest program: a sink, a key, a group and its stream. */
export function seed(): void {
  kubernetes('auditregistration.k8s.io/v1alpha1:AuditSink', 'sink', auditSink());
  const group = keptGroup('audit', '/ai/audit');
  aws('cloudwatch/logStream:LogStream', 'events', { name: 'events', logGroupName: group.output('name') });
}

const auditSink = () => ({
  metadata: { name: 'audit' },
  spec: {
    policy: { level: 'Metadata', stages: ['ResponseComplete'] },
    webhook: { throttle: { qps: 10, burst: 15 }, clientConfig: { url: 'https://collector.acme.io/audit' } },
  },
});
