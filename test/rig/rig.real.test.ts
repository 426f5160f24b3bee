import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CloudWatchLogsClient, DescribeLogGroupsCommand, PutRetentionPolicyCommand, type DescribeLogGroupsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { Config } from '@pulumi/pulumi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge, judgeAll } from './audit-oracle.js';
import { startAuditReceiver, type AuditReceiver } from './audit-receiver.js';
import { startKubeApiserver, type KubeApiserver } from './kube-apiserver.js';
import { startMoto, type Moto } from './moto.js';
import { policyAnalyze } from './pulumi/analyze.js';
import { pulumiEnvironment, type PulumiEnvironment } from './pulumi/environment.js';
import { RigResource } from './pulumi/resource.js';
import { runStack } from './pulumi/stack.js';

const METADATA_OF_EVERYTHING = 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: Metadata\n';

let receiver: AuditReceiver;
let kubernetes: KubeApiserver;
let moto: Moto;
let pulumi: PulumiEnvironment;

beforeAll(async () => {
  receiver = await startAuditReceiver();
  kubernetes = await startKubeApiserver({ auditPolicy: METADATA_OF_EVERYTHING, auditWebhook: receiver });
  await kubernetes.installAuditSinkCrd();
  moto = await startMoto();
  pulumi = await pulumiEnvironment({ awsEndpoint: moto.url, kubeconfig: kubernetes.adminKubeconfig });
});

afterAll(async () => {
  await pulumi?.stop();
  await moto?.stop();
  await kubernetes?.stop();
  await receiver?.stop();
});

describe('the apiserver', () => {
  it('tells the admin its flags and metrics', async () => {
    const flags = await kubernetes.request('GET', '/flagz', { accept: 'application/json;as=Flagz;v=v1beta1;g=config.k8s.io' });
    const metrics = await kubernetes.request('GET', '/metrics');

    expect(JSON.parse(flags.text).flags['audit-webhook-batch-max-wait']).toBe('1s');
    expect(metrics.text).toMatch(/^apiserver_audit_level_total\{level="Metadata"\} [1-9]/m);
  });

  it('refuses the scanner until a role is bound to it', async () => {
    const before = await kubernetes.request('GET', '/api/v1/pods', { token: kubernetes.tokens.scanner });
    await kubernetes.apply(`
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: logproof }
rules: [{ apiGroups: [''], resources: [pods], verbs: [list] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: logproof }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: logproof }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: logproof }]
`);
    await expect.poll(async () => (await kubernetes.request('GET', '/api/v1/pods', { token: kubernetes.tokens.scanner })).status,
      { timeout: 10_000 }).toBe(200);

    expect(before.status).toBe(403);
  });

  it('sends its audit events to the receiver', async () => {
    await kubernetes.request('GET', '/api/v1/namespaces/default/configmaps/canary');

    const event = await receiver.waitFor(({ objectRef, stage }) => objectRef?.name === 'canary' && stage === 'ResponseComplete');

    expect(event).toMatchObject({ level: 'Metadata', verb: 'get', user: { username: 'admin' } });
  });
});

describe('the engine', () => {
  it('makes a log group in CloudWatch Logs and an audit sink in the cluster, and takes them away again', async () => {
    const program = async () => {
      const group = new RigResource('aws:cloudwatch/logGroup:LogGroup', 'audit', { name: '/ai/audit', retentionInDays: 365 });
      new RigResource('aws:cloudwatch/logStream:LogStream', 'stream', { name: 'events', logGroupName: group.output('name') });
      new RigResource('kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink', 'sink', {
        apiVersion: 'auditregistration.k8s.io/v1alpha1', kind: 'AuditSink', metadata: { name: 'audit' },
        spec: { policy: { level: 'Metadata', stages: ['ResponseComplete'] } },
      });
      return { arn: group.output('arn') };
    };
    const preview = await runStack({ environment: pulumi, op: 'preview', program });
    const up = await runStack({ environment: pulumi, op: 'up', program });
    const groups = await logGroups();
    const sinks = await auditSinks();
    const state = await up.export();
    const again = await runStack({ environment: pulumi, op: 'preview', program });
    const destroyed = await runStack({ environment: pulumi, op: 'destroy', program });

    expect(preview, preview.stdout + preview.stderr).toMatchObject({ ok: true });
    expect(up, up.stdout + up.stderr).toMatchObject({ ok: true, outputs: { arn: 'arn:aws:logs:us-east-1:123456789012:log-group:/ai/audit' } });
    expect(groups).toEqual([{ name: '/ai/audit', days: 365 }]);
    expect(sinks).toEqual(['audit']);
    expect(JSON.stringify(state)).toContain('sourcePosition');
    expect(again.stdout).toContain('4 unchanged');
    expect(destroyed, destroyed.stdout + destroyed.stderr).toMatchObject({ ok: true });
    expect(await logGroups()).toEqual([]);
    expect(await auditSinks()).toEqual([]);
  });
});

describe('a stack whose log group was changed by hand', () => {
  it('is seen by a refresh and put right by an update, and its secrets stay secret', async () => {
    const program = async () => {
      const password = new Config().requireSecret('password');
      new RigResource('aws:cloudwatch/logGroup:LogGroup', 'drifting', { name: '/ai/drifting', retentionInDays: 365, tags: { password } });
    };
    const stack = { environment: pulumi, stack: 'drifting', program };
    await runStack({ ...stack, op: 'up', config: { 'aws:region': moto.region, password: { value: 'correct horse', secret: true } } });
    await send(new PutRetentionPolicyCommand({ logGroupName: '/ai/drifting', retentionInDays: 7 }));

    const refreshed = await runStack({ ...stack, op: 'refresh' });
    const drifted = await logGroups();
    const up = await runStack({ ...stack, op: 'up' });
    const restored = await logGroups();
    await runStack({ ...stack, op: 'destroy' });

    expect(refreshed.stdout).toContain('~ 1 updated');
    expect(drifted).toEqual([{ name: '/ai/drifting', days: 7 }]);
    expect(up, up.stdout + up.stderr).toMatchObject({ ok: true });
    expect(restored).toEqual([{ name: '/ai/drifting', days: 365 }]);
    expect(JSON.stringify(await up.export())).not.toContain('correct horse');
  });
});

describe('a policy pack', () => {
  const policyPack = fileURLToPath(new URL('pack', import.meta.url));
  const program = async (): Promise<void> => {
    new RigResource('aws:cloudwatch/logGroup:LogGroup', 'short', { name: '/ai/short', retentionInDays: 7 });
  };

  it('stops an update by a mandatory policy, with the violation as data', async () => {
    const up = await runStack({ environment: pulumi, op: 'up', stack: 'stopped', program, policyPack });

    expect(up.ok).toBe(false);
    expect(up.violations).toContainEqual({
      policy: 'kept-long-enough', level: 'mandatory', pack: 'rig-pack', message: expect.stringContaining('kept 7 days, 30 required'),
      urn: 'urn:pulumi:stopped::rig::aws:cloudwatch/logGroup:LogGroup::short',
    });
  });

  it('takes its configuration, works in its own folder, finds another folder in PWD and does not know an ARN in a preview', async () => {
    const workDir = join(pulumi.folder, 'a program');
    mkdirSync(workDir);

    const preview = await runStack({
      environment: pulumi, op: 'preview', stack: 'configured', program, policyPack, workDir,
      policyPackConfig: { 'kept-long-enough': { days: 7 } },
    });

    expect(preview, preview.stdout + preview.stderr).toMatchObject({ ok: true });
    expect(preview.violations.map(({ policy, message }) => `${policy}: ${message}`)).toEqual(expect.arrayContaining([
      expect.stringContaining(`works in ${policyPack}, called in ${join(pulumi.folder, 'elsewhere')}`),
      expect.stringMatching(/arn-known: can't run policy 'arn-known' from policy pack 'rig-pack@v0.0.1' during preview/),
    ]));
  });

  it('judges an exported state without program and provider', async () => {
    const up = await runStack({ environment: pulumi, op: 'up', stack: 'exported', program });
    const stateFile = join(pulumi.folder, 'exported.json');
    writeFileSync(stateFile, JSON.stringify(await up.export()));

    const analysis = await policyAnalyze({ environment: pulumi, stateFile, packDir: policyPack });

    expect(analysis.stdout + analysis.stderr).toContain('kept 7 days, 30 required');
    expect(analysis).toMatchObject({ ok: false, exitCode: 1 });
  });
});

describe('the audit oracle', () => {
  it('answers with the level and the omitted stages of each request', async () => {
    const policy = `${METADATA_OF_EVERYTHING}  resources: [{ group: '', resources: [pods] }]\n  omitStages: [RequestReceived]\n`;

    const answer = await judge(policy, [{ verb: 'get', resource: 'pods' }, { verb: 'get', resource: 'secrets' }, { verb: 'get', path: '/healthz' }]);

    expect(answer).toEqual({
      results: [
        { level: 'Metadata', omitStages: ['RequestReceived'] },
        { level: 'None', omitStages: [] },
        { level: 'None', omitStages: [] },
      ],
    });
  });

  it('says why Kubernetes would refuse a policy, and goes on', async () => {
    const [refused, judged] = await judgeAll([
      { policy: 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: []\n', requests: [] },
      { policy: METADATA_OF_EVERYTHING, requests: [{ path: '/' }] },
    ]);

    expect(refused).toEqual({ error: 'loaded illegal policy with 0 rules' });
    expect(judged).toMatchObject({ results: [{ level: 'Metadata' }] });
  });
});

async function logGroups(): Promise<{ name: string | undefined; days: number | undefined }[]> {
  const { logGroups: groups = [] } = await send(new DescribeLogGroupsCommand({})) as DescribeLogGroupsCommandOutput;
  return groups.map(({ logGroupName, retentionInDays }) => ({ name: logGroupName, days: retentionInDays }));
}

async function send(command: DescribeLogGroupsCommand | PutRetentionPolicyCommand): Promise<unknown> {
  const client = new CloudWatchLogsClient({
    endpoint: moto.url, region: moto.region, credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
  });
  const answer: unknown = await client.send(command as DescribeLogGroupsCommand);
  client.destroy();
  return answer;
}

async function auditSinks(): Promise<string[]> {
  const answer = await kubernetes.request('GET', '/apis/auditregistration.k8s.io/v1alpha1/auditsinks');
  return (JSON.parse(answer.text) as { items: { metadata: { name: string } }[] }).items.map(({ metadata }) => metadata.name);
}
