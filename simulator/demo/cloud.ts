import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { resourceOf, type RecordedStack } from './recorded-stack.js';
import { startAws, startKubernetes, type Fault } from '../index.js';

const LOG_GROUP = 'aws:cloudwatch/logGroup:LogGroup';
const LOG_STREAM = 'aws:cloudwatch/logStream:LogStream';
const AUDIT_SINK = 'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink';
const SERVICE = 'kubernetes:core/v1:Service';

/** The log group that somebody adds behind the program's back. */
export const UNMANAGED_GROUP = '/ai-system/prompt-debug';

/** The demo's cloud: an AWS account and a cluster, on sockets of this machine. */
export interface DemoCloud {
  readonly region: string;
  readonly awsUrl: string;
  /** Text of a kubeconfig file. */
  readonly kubeconfig: string;
  /** Creates what the stack declares, as `pulumi up` would, by the clouds' own clients. */
  deploy(stack: RecordedStack): Promise<void>;
  /** Does what nobody should: shortens retention, lowers the sink, adds a group. */
  tamper(stack: RecordedStack): Promise<void>;
  stop(): Promise<void>;
}

const REGION = 'eu-west-1';

/** The key of the recorded stack's log group. */
const KEY_ID = '6f0d2c1e-7a54-4d0b-9f5e-2b8c4a7d1e90';

/** As a region without Bedrock answers: the demo calls no model, and has nothing to log of one. */
const WITHOUT_BEDROCK: Fault = { operation: 'GetModelInvocationLoggingConfiguration', kind: 'status', status: 400, body: '{"__type":"UnknownOperationException"}' };

/** Starts it. The cluster is a Kubernetes 1.18, the last one that reads AuditSink. */
export async function startDemoCloud(): Promise<DemoCloud> {
  const aws = await startAws({ regions: { [REGION]: { keys: [{ keyId: KEY_ID }] } }, faults: [WITHOUT_BEDROCK] });
  const kubernetes = await startKubernetes({ version: '1.18' });
  const { CloudWatchLogsClient } = await import('@aws-sdk/client-cloudwatch-logs');
  const logs = new CloudWatchLogsClient({ endpoint: aws.url, region: REGION, credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' } });
  return {
    region: REGION,
    awsUrl: aws.url,
    kubeconfig: kubernetes.kubeconfig,
    async deploy(stack) {
      await deployLogs(logs, stack);
      await deployObjects(kubernetes.kubeconfig, stack);
    },
    async tamper(stack) {
      await tamperWithLogs(logs, stack);
      await lowerSink(kubernetes.kubeconfig, stack);
    },
    async stop() {
      logs.destroy();
      await Promise.all([aws.stop(), kubernetes.stop()]);
    },
  };
}

async function deployLogs(logs: CloudWatchLogsClient, stack: RecordedStack): Promise<void> {
  const { CreateLogGroupCommand, CreateLogStreamCommand, PutLogGroupDeletionProtectionCommand, PutRetentionPolicyCommand } = await import(
    '@aws-sdk/client-cloudwatch-logs'
  );
  const group = resourceOf(stack, LOG_GROUP).inputs as { name: string; kmsKeyId: string; retentionInDays: number; tags: Record<string, string> };
  const stream = resourceOf(stack, LOG_STREAM).inputs as { name: string };
  const logGroupName = group.name;
  await logs.send(new CreateLogGroupCommand({ logGroupName, kmsKeyId: group.kmsKeyId, tags: group.tags }));
  await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: group.retentionInDays }));
  await logs.send(new PutLogGroupDeletionProtectionCommand({ logGroupIdentifier: logGroupName, deletionProtectionEnabled: true }));
  await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: stream.name }));
}

async function tamperWithLogs(logs: CloudWatchLogsClient, stack: RecordedStack): Promise<void> {
  const { CreateLogGroupCommand, PutRetentionPolicyCommand } = await import('@aws-sdk/client-cloudwatch-logs');
  const { name } = resourceOf(stack, LOG_GROUP).inputs as { name: string };
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays: 30 }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: UNMANAGED_GROUP }));
}

/** Kubernetes objects by the client's generic API: it takes whole manifests, of any group. */
async function objectsOf(kubeconfig: string) {
  const { KubeConfig, KubernetesObjectApi } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  config.loadFromString(kubeconfig);
  return KubernetesObjectApi.makeApiClient(config);
}

type Manifest = { apiVersion: string; kind: string; metadata: { name: string; namespace?: string } };

async function deployObjects(kubeconfig: string, stack: RecordedStack): Promise<void> {
  const objects = await objectsOf(kubeconfig);
  for (const type of [SERVICE, AUDIT_SINK]) await objects.create(resourceOf(stack, type).inputs as unknown as Manifest);
}

async function lowerSink(kubeconfig: string, stack: RecordedStack): Promise<void> {
  const objects = await objectsOf(kubeconfig);
  const { apiVersion, kind, metadata } = resourceOf(stack, AUDIT_SINK).inputs as unknown as Manifest;
  const sink = await objects.read({ apiVersion, kind, metadata: { name: metadata.name } });
  const spec = (sink as unknown as { spec: { policy: object } }).spec;
  await objects.replace({ ...sink, spec: { ...spec, policy: { ...spec.policy, level: 'None' } } } as unknown as Manifest);
}
