import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, logproof, scanned, type SavedResult } from '../cli/command-line.js';

/** A resource of a state: what the program wrote is its inputs. */
interface Resource {
  readonly type: string;
  readonly name: string;
  readonly inputs?: object;
  readonly outputs?: object;
  readonly external?: true;
  readonly propertyDependencies?: object;
}

let folder: ReturnType<typeof folderWith>;
beforeAll(() => (folder = folderWith()));
afterAll(() => folder.remove());

const urnOf = (stack: string, { type, name }: Pick<Resource, 'type' | 'name'>): string => `urn:pulumi:${stack}::ai::${type}::${name}`;

/** Writes the state of a stack, and says where. */
function state(stack: string, resources: readonly Resource[]): string {
  const all = [{ type: 'pulumi:pulumi:Stack', name: `ai-${stack}`, custom: false }, ...resources.map((one) => ({ ...one, custom: true }))];
  const file = `${stack}.json`;
  writeFileSync(join(folder.path, file), JSON.stringify({ version: 3, deployment: { manifest: {}, resources: all.map((one) => ({ urn: urnOf(stack, one), id: one.name, inputs: {}, outputs: {}, ...one })) } }));
  return file;
}

/** Scans states; the verdicts of the two presence controls on the first stack, and the result. */
async function scanOf(states: readonly string[], yaml = '', ...flags: string[]) {
  writeFileSync(join(folder.path, 'logproof.yaml'), yaml);
  const { code, result } = await scanned(['--source', 'pulumi', ...states.flatMap((file) => ['--pulumi-state', file]), ...flags], { cwd: folder.path });
  return { code, result, sink: verdict(result, 'audit-sink-present'), group: verdict(result, 'log-group-present') };
}

function verdict(result: SavedResult, control: string): string {
  const tally = result.controls[control]?.tally;
  return Object.entries(tally ?? {})
    .filter(([, count]) => count > 0)
    .map(([outcome]) => outcome)
    .join(' ');
}

const group = (name: string, more: object = {}, inProgram = name): Resource => ({ type: 'aws:cloudwatch/logGroup:LogGroup', name: inProgram, inputs: { name, retentionInDays: 365, ...more }, outputs: { arn: `arn:aws:logs:eu-west-1:123456789012:log-group:${name}`, region: 'eu-west-1' } });
const eks = (types: readonly string[], name = 'prod'): Resource => ({ type: 'aws:eks/cluster:Cluster', name: 'eks', inputs: { name, enabledClusterLogTypes: types } });
const workload = (image: string): Resource => ({ type: 'kubernetes:apps/v1:Deployment', name: 'app', inputs: { metadata: { name: 'app' }, spec: { template: { spec: { containers: [{ name: 'c', image }] } } } } });
const VPC: Resource = { type: 'aws:ec2/vpc:Vpc', name: 'vpc' };
const LAMBDA: Resource = { type: 'aws:lambda/function:Function', name: 'f' };
const AGENT: Resource = { type: 'aws:bedrock/agentAgent:AgentAgent', name: 'agent' };
const AKS: Resource = { type: 'azure-native:containerservice:ManagedCluster', name: 'aks', inputs: { resourceName: 'prod' } };
const GKE: Resource = { type: 'gcp:container/cluster:Cluster', name: 'gke', inputs: { name: 'prod' } };
const SINK: Resource = {
  type: 'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink',
  name: 'sink',
  inputs: { metadata: { name: 'sink' }, spec: { policy: { level: 'Metadata', stages: ['ResponseComplete'] }, webhook: { throttle: { qps: 10, burst: 15 }, clientConfig: { url: 'https://collector.acme.io/audit' } } } },
};

describe('the defaults of presence, on stacks as they are', () => {
  it.each<[string, readonly Resource[], string, string, number]>([
    ['nothing, so that no stack is there to judge', [], '', '', 3],
    ['one VPC', [VPC], 'notApplicable', 'notApplicable', 3],
    ['a function with its log group', [LAMBDA, group('/aws/lambda/f')], 'notApplicable', 'notApplicable', 0],
    ['EKS with its audit log and its group', [eks(['audit']), group('/aws/eks/prod/cluster')], 'pass', 'notApplicable', 0],
    ['EKS with its audit log, whose group nobody declares', [eks(['audit'])], 'pass', 'notApplicable', 3],
    ['EKS without its audit log', [eks(['api'])], 'fail', 'notApplicable', 1],
    ['AKS', [AKS], 'unknown', 'notApplicable', 3],
    ['GKE', [GKE], 'unknown', 'notApplicable', 3],
    ['a Bedrock agent without a log group', [AGENT], 'notApplicable', 'fail', 1],
    ['a Bedrock agent with a log group', [AGENT, group('/ai/audit')], 'notApplicable', 'pass', 0],
    ['a guestbook', [workload('redis:7'), workload('gcr.io/google-samples/gb-frontend:v5')].map((one, index) => ({ ...one, name: `w${index}` })), 'notApplicable', 'notApplicable', 3],
    ['an AI workload, whose cluster is elsewhere', [workload('vllm/vllm-openai:v0.10.0')], 'unknown', 'notApplicable', 3],
    ['an AuditSink alone', [SINK], 'pass', 'notApplicable', 0],
  ])('%s', async (_, resources, sink, logGroup, code) => {
    expect(await scanOf([state('prod', resources)])).toMatchObject({ sink, group: logGroup, code });
  });

  it.each([
    ['one VPC, where all are asked', [VPC], { 'audit-sink-present': { requireIn: 'all' } }, 'fail', 'notApplicable'],
    ['one VPC, where AWS is asked', [VPC], { 'log-group-present': { requireIn: 'aws' } }, 'notApplicable', 'fail'],
    ['a guestbook, where Kubernetes is asked', [workload('redis:7')], { 'audit-sink-present': { requireIn: 'kubernetes' } }, 'unknown', 'notApplicable'],
    ['AKS, exported as the user says', [AKS], { 'audit-sink-present': { shipper: 'a diagnostic setting' } }, 'pass', 'notApplicable'],
  ])('%s', async (_, resources, controls, sink, logGroup) => {
    expect(await scanOf([state('prod', resources)], JSON.stringify({ controls }))).toMatchObject({ sink, group: logGroup });
  });

  it('refuse a value that is none, with its path', async () => {
    const { code, stderr } = await scanOfBad('controls: { audit-sink-present: { requireIn: everywhere } }');
    expect(code).toBe(2);
    expect(stderr).toContain('controls.audit-sink-present.requireIn: expected one of ai, kubernetes, all');
  });
});

const scanOfBad = (yaml: string) => {
  writeFileSync(join(folder.path, 'logproof.yaml'), yaml);
  return logproof(['scan', '--pulumi-state', state('prod', [VPC])], { cwd: folder.path });
};

describe('what counts as a log group', () => {
  const reads = (urn: string): Resource => ({ ...LAMBDA, propertyDependencies: { loggingConfig: [urn] } });

  it.each<[string, readonly Resource[], string]>([
    ['one that is read by .get', [AGENT, { ...group('/central/audit'), inputs: {}, outputs: { name: '/central/audit', retentionInDays: 30 }, external: true }], 'pass'],
    ['one that the engine does not show, which another resource depends on', [AGENT, reads(urnOf('prod', group('/central/audit')))], 'pass'],
    ['perhaps one of a stack that is referred to', [AGENT, { type: 'pulumi:pulumi:StackReference', name: 'acme/platform/prod', external: true }], 'unknown'],
    ['perhaps one of a CloudFormation stack', [AGENT, { type: 'aws:cloudformation/stack:Stack', name: 'rest' }], 'unknown'],
    ['perhaps one of a bridged package', [AGENT, { type: 'awscc:index/logsLogGroup:LogsLogGroup', name: 'g' }], 'unknown'],
    ['no other resource of that package', [AGENT, { type: 'awscc:index/s3Bucket:S3Bucket', name: 'b' }], 'fail'],
  ])('%s', async (_, resources, expected) => {
    expect((await scanOf([state('prod', resources)])).group).toBe(expected);
  });

  it('is one of a stack that is referred to, where its state is read together; of no other', async () => {
    const reference = (name: string): Resource => ({ type: 'pulumi:pulumi:StackReference', name, external: true });
    const platform = state('platform', [group('/ai/audit')]);
    const tallyOf = async (resources: readonly Resource[]) => (await scanOf([state('prod', resources), platform])).result.controls['log-group-present']?.tally;

    expect(await tallyOf([AGENT, reference('acme/ai/platform')])).toMatchObject({ pass: 1, unknown: 0, fail: 0 });
    expect(await tallyOf([AGENT, reference('acme/network/prod')])).toMatchObject({ pass: 0, unknown: 1, fail: 0 });
    expect(await tallyOf([AGENT])).toMatchObject({ pass: 0, unknown: 0, fail: 1 });
  });

  it('is in scope where the user selects, and only then counted', async () => {
    const scope = 'scope: { logGroups: { include: ["/ai/**"] } }';
    expect((await scanOf([state('prod', [AGENT, group('/web/out')])], scope)).group).toBe('fail');
    expect((await scanOf([state('prod', [LAMBDA, group('/ai/audit')])], scope)).group).toBe('pass');
    expect((await scanOf([state('prod', [LAMBDA, group('/web/out')])], scope)).group).toBe('notApplicable');
  });
});

describe('cases from the field', () => {
  const stream = (logGroupName: string): Resource => ({ type: 'aws:cloudwatch/logStream:LogStream', name: 'st', inputs: { logGroupName, name: 'st' }, outputs: { arn: `arn:aws:logs:eu-west-1:123456789012:log-group:${logGroupName}:log-stream:st`, region: 'eu-west-1' } });
  const NO_SINK = 'controls: { audit-sink-present: { level: disabled } }';

  it('10: the group that EKS logs to, which nobody declares, is named and is no pass', async () => {
    const { code, result } = await scanOf([state('prod', [eks(['api', 'audit']), group('example'), stream('example')])], NO_SINK);

    expect(code).toBe(3);
    expect(result.findings.filter(({ outcome }) => outcome === 'unknown').map(({ control, message }) => [control, message])).toEqual([
      ['log-group-retention-minimum', 'how long log group /aws/eks/prod/cluster, which nobody declares or reads, keeps its events is not known'],
    ]);
    expect(result.notJudged).toEqual([{ type: 'aws.log-group', count: 1, why: 'log group /aws/eks/prod/cluster, which EKS cluster prod writes to, and which nobody declares or reads', scope: 'pulumi:ai/prod' }]);
  });

  it('20: the stream that a service makes is not asked of the stack', async () => {
    expect(await scanOf([state('prod', [eks(['audit']), group('/aws/eks/prod/cluster')])], NO_SINK)).toMatchObject({ code: 0 });
  });

  it('21: the audit log of EKS is an export', async () => {
    const service: Resource = { type: 'kubernetes:core/v1:Service', name: 'redis', inputs: { metadata: { name: 'redis' }, spec: { ports: [{ port: 6379 }] } } };
    const asked = 'controls: { audit-sink-present: { level: mandatory, requireIn: kubernetes } }';
    expect(await scanOf([state('prod', [eks(['audit']), service, group('/aws/eks/prod/cluster'), stream('/aws/eks/prod/cluster')])], asked)).toMatchObject({ code: 0, sink: 'pass' });
  });

  it('22: a stream may stand in another stack', async () => {
    expect(await scanOf([state('platform', [group('/ai/audit')]), state('app', [stream('/ai/audit')])], NO_SINK)).toMatchObject({ code: 0 });
  });

  it('23: what is only read is not judged as declared', async () => {
    const theirs: Resource = { ...group('/central/audit', {}, 'theirs'), inputs: {}, outputs: { name: '/central/audit', retentionInDays: 30 }, external: true };
    const { code, result } = await scanOf([state('prod', [group('/ai/audit'), stream('/ai/audit'), theirs])], NO_SINK);
    expect(code).toBe(0);
    expect(JSON.stringify(result.findings)).not.toContain('/central/audit');
  });
});

describe('what is declared and not judged', () => {
  const DECLARED: readonly Resource[] = [AGENT, { ...AGENT, name: 'second' }, { type: 'azure-native:cognitiveservices/v20240401preview:Account', name: 'openai' }, { type: 'gcp:vertex/aiEndpoint:AiEndpoint', name: 'e' }, { type: 'aws:cloudtrail/trail:Trail', name: 't' }, VPC, group('/ai/audit')];

  it('is in the result, by type, and nothing else is', async () => {
    const { result } = await scanOf([state('prod', DECLARED)]);
    expect(result.notJudged?.map(({ type, count }) => [type, count])).toEqual([
      ['aws:bedrock/agentAgent:AgentAgent', 2],
      ['aws:cloudtrail/trail:Trail', 1],
      ['azure-native:cognitiveservices/v20240401preview:Account', 1],
      ['gcp:vertex/aiEndpoint:AiEndpoint', 1],
    ]);
  });

  it.each(['table', 'json', 'ndjson', 'markdown', 'html', 'sarif', 'junit', 'policy-report'])('is said in %s', async (format) => {
    writeFileSync(join(folder.path, 'logproof.yaml'), '');
    await logproof(['scan', '--source', 'pulumi', '--pulumi-state', state('prod', DECLARED), '--report', `${format}=report`], { cwd: folder.path });
    const text = readFileSync(join(folder.path, 'report'), 'utf8');
    expect(text.replace(/\s+/g, ' ')).toMatch(/not judged|"notJudged"/);
    expect(text).toMatch(/aws:bedrock\/agentAgent:AgentAgent/);
  });

  it('is kept by a report that is rendered again', async () => {
    writeFileSync(join(folder.path, 'logproof.yaml'), '');
    const { stdout } = await logproof(['scan', '--source', 'pulumi', '--pulumi-state', state('prod', DECLARED), '--report', 'json'], { cwd: folder.path });
    writeFileSync(join(folder.path, 'result.json'), stdout);
    const again = await logproof(['report', 'result.json', '--report', 'json'], { cwd: folder.path });
    expect(again.stdout).toBe(stdout);
  });
});
