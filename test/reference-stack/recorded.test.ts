import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FOLDER, load } from './modules.js';

interface Recorded {
  type: string;
  name: string;
  inputs: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any
  propertyDependencies: Record<string, string[]>;
  dependencies: string[];
  urn: string;
  protect: boolean;
  sourcePosition: string;
}

const file = new URL('../../simulator/demo/reference-stack.json', import.meta.url);
const text = readFileSync(file, 'utf8');
const { resources, outputs } = JSON.parse(text) as { resources: Recorded[]; outputs: Record<string, unknown> };

function the(type: string): Recorded {
  const found = resources.filter((resource) => resource.type === type);
  expect(found.map(({ name }) => name)).toHaveLength(1);
  return found[0] as Recorded;
}

describe('the reference stack, as recorded for the demo', () => {
  it('declares the audit sink of the contract', () => {
    const sink = the('kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink');

    expect(sink.name).toBe('ai-system-audit-sink');
    expect(sink.inputs['metadata']).toEqual({ name: 'ai-system-audit-sink' });
    expect(sink.inputs['spec'].policy).toEqual({ level: 'Metadata', stages: ['ResponseComplete'] });
    expect(sink.inputs['spec'].webhook.throttle).toEqual({ qps: 10, burst: 15 });
    expect(sink.inputs['spec'].webhook.clientConfig.service).toEqual({
      name: 'log-collector-svc', namespace: 'kube-system', path: '/audit', port: 443,
    });
  });

  it('gives the API server an authority that is valid for years', () => {
    const bundle: string = the('kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink').inputs['spec'].webhook.clientConfig.caBundle;
    const authority = new X509Certificate(Buffer.from(bundle, 'base64').toString('utf8'));

    expect(authority.ca).toBe(true);
    expect(new Date(authority.validTo).getFullYear()).toBeGreaterThan(2100);
  });

  it('sends no event before stream, collector and service stand', () => {
    const awaited = the('kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink').dependencies.map((urn) => urn.split('::').at(-1));

    expect(awaited).toEqual(expect.arrayContaining(['ai-system-audit-events', 'log-collector', 'log-collector-service']));
  });

  it('keeps the log group for 365 days, encrypted by its own key and protected from deletion', () => {
    const group = the('aws:cloudwatch/logGroup:LogGroup');

    expect(group.inputs).toMatchObject({ retentionInDays: 365, deletionProtectionEnabled: true });
    expect(group.inputs['kmsKeyId']).toMatch(/^arn:aws:kms:/);
    expect(group.propertyDependencies['kmsKeyId']).toEqual([the('aws:kms/key:Key').urn]);
    expect(group.protect).toBe(true);
  });

  it('turns the key over, and lets the logs service use it for this group only', () => {
    const key = the('aws:kms/key:Key');
    const service = JSON.parse(key.inputs['policy']).Statement[1];

    expect(key.inputs['enableKeyRotation']).toBe(true);
    expect(service.Principal).toEqual({ Service: 'logs.eu-west-1.amazonaws.com' });
    expect(service.Condition.ArnEquals['kms:EncryptionContext:aws:logs:arn']).toBe(
      'arn:aws:logs:eu-west-1:123456789012:log-group:/ai-system/kubernetes-audit',
    );
  });

  it('has a stream in the group, by reference', () => {
    const stream = the('aws:cloudwatch/logStream:LogStream');

    expect(stream.inputs['logGroupName']).toBe('/ai-system/kubernetes-audit');
    expect(stream.propertyDependencies['logGroupName']).toEqual([the('aws:cloudwatch/logGroup:LogGroup').urn]);
  });

  it('puts the names of sink, group and stream out', () => {
    expect(outputs).toMatchObject({
      audit_sink_name: 'ai-system-audit-sink',
      log_group_name: '/ai-system/kubernetes-audit',
      log_stream_name: 'audit-events',
    });
  });

  it('puts out what an API server of 1.19 or later is started with', () => {
    expect(outputs['api_server_audit_webhook']).toContain('tls-server-name: log-collector-svc.kube-system.svc');
    expect(outputs['api_server_audit_flags']).toContain('--audit-webhook-batch-throttle-qps=10');
  });

  it('leaves no placeholder in any text', async () => {
    const { placeholderIn } = await load<{ placeholderIn(text: string): string | undefined }>('config-reader.ts');

    expect(resources.flatMap(({ inputs }) => texts(inputs)).filter((value) => placeholderIn(value) !== undefined)).toEqual([]);
  });

  it('holds no private key', () => {
    expect(text).not.toContain('PRIVATE KEY');
    expect(the('kubernetes:core/v1:Secret').inputs['stringData']).toBe('[secret]');
  });

  it('points at the line that declares each resource', () => {
    for (const { type, sourcePosition } of resources) {
      const [, source = '', line = ''] = /^project:\/\/\/([\w-]+\.ts)#(\d+),\d+$/.exec(sourcePosition) ?? [];
      const declared = readFileSync(`${FOLDER}${source}`, 'utf8').split('\n')[Number(line) - 1];
      expect(declared, sourcePosition).toContain(`${type.split(':').at(-1)}(`);
    }
  });
});

describe("the collector's pods", () => {
  const pod = (): any => the('kubernetes:apps/v1:Deployment').inputs['spec'].template.spec; // eslint-disable-line @typescript-eslint/no-explicit-any

  it('are two, of which one survives a drain', () => {
    expect(the('kubernetes:apps/v1:Deployment').inputs['spec'].replicas).toBe(2);
    expect(the('kubernetes:policy/v1:PodDisruptionBudget').inputs['spec'].minAvailable).toBe(1);
  });

  it('run without privilege on a read-only root file system', () => {
    expect(pod().securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(pod().containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] },
    });
    expect(pod().automountServiceAccountToken).toBe(false);
  });

  it('have requests and limits', () => {
    expect(Object.keys(pod().containers[0].resources.limits)).toEqual(['cpu', 'ephemeral-storage', 'memory']);
    expect(Object.keys(pod().containers[0].resources.requests)).toEqual(['cpu', 'ephemeral-storage', 'memory']);
  });

  it('stand behind the service that the sink names', () => {
    const service = the('kubernetes:core/v1:Service').inputs;

    expect(service['metadata']).toMatchObject({ name: 'log-collector-svc', namespace: 'kube-system' });
    expect(service['spec'].ports[0]).toMatchObject({ port: 443, targetPort: pod().containers[0].ports[0].containerPort });
    expect(the('kubernetes:apps/v1:Deployment').inputs['spec'].template.metadata.labels).toEqual(service['spec'].selector);
  });

  it('may open and write to the one stream, and nothing else', () => {
    const { Statement } = JSON.parse(the('aws:iam/rolePolicy:RolePolicy').inputs['policy']);

    expect(Statement.map(({ Action, Resource }: { Action: string; Resource: string }) => [Action, Resource])).toEqual([
      ['logs:CreateLogStream', 'arn:aws:logs:eu-west-1:123456789012:log-group:/ai-system/kubernetes-audit:*'],
      ['logs:PutLogEvents', 'arn:aws:logs:eu-west-1:123456789012:log-group:/ai-system/kubernetes-audit:log-stream:audit-events'],
    ]);
  });

  it('are the only ones that can take their role', () => {
    const { Statement } = JSON.parse(the('aws:iam/role:Role').inputs['assumeRolePolicy']);

    expect(Statement[0].Condition.StringEquals).toEqual({
      'aws:RequestTag/eks-cluster-arn': 'arn:aws:eks:eu-west-1:123456789012:cluster/ai-platform',
      'aws:RequestTag/kubernetes-namespace': 'kube-system',
      'aws:RequestTag/kubernetes-service-account': 'log-collector',
    });
  });
});

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}
