import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../policypack/catalogue.js';
import { plan } from '../../policypack/core/evaluate.js';
import { readShown } from '../../policypack/pulumi/resource.js';
import { stackVerdicts } from '../../policypack/pulumi/verdicts.js';
import { scan } from '../../scanner/scan.js';
import { pulumiSources } from '../../scanner/sources/pulumi-state/index.js';
import { settingsOf } from '../pulumi/in-process.js';
import { aSinkSpec, UNKNOWN } from '../pulumi/resources.js';

// What is not read is never known to be elsewhere, and no name of the program stands for one: once as an encrypted value of a state,
// once as a value that the engine does not know.

interface AResource {
  readonly type: string;
  readonly name: string;
  readonly properties: object;
  readonly dependsOn?: Readonly<Record<string, readonly string[]>>;
  readonly provider?: AResource;
  readonly pendingReplacement?: true;
}

/** Not read, at either door. */
const OPEN = Symbol('not read');
const SECRET = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', ciphertext: 'djE6' };
const TODAY = '2026-06-01';

const filled = (value: unknown, open: unknown): unknown => {
  if (value === OPEN) return open;
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map((one) => filled(one, open)) : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, open)]));
};

const urn = ({ type, name }: Pick<AResource, 'type' | 'name'>): string => `urn:pulumi:dev::ai::${type}::${name}`;
const STACK: AResource = { type: 'pulumi:pulumi:Stack', name: 'ai-dev', properties: {} };

function stateOf(resources: readonly AResource[]): string {
  const providers = [...new Map(resources.flatMap(({ provider }) => (provider ? [[urn(provider), provider] as const] : []))).values()];
  return JSON.stringify({
    version: 3,
    deployment: {
      manifest: {},
      resources: [STACK, ...providers, ...resources].map((one) => {
        const properties = filled(one.properties, SECRET);
        return {
          urn: urn(one), type: one.type, custom: one !== STACK, id: one.name, inputs: properties, outputs: properties, propertyDependencies: one.dependsOn ?? {},
          ...(one.provider && { provider: `${urn(one.provider)}::${one.provider.name}` }),
          ...(one.pendingReplacement && { pendingReplacement: true }),
        };
      }),
    },
  });
}

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'logproof-unread-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** `OUTCOME` of a control on what states declare, each resource in their order, and the exit code. */
async function scanned(states: readonly (readonly AResource[])[], control: string, logproof: string): Promise<{ readonly outcomes: readonly string[]; readonly exitCode: number }> {
  const files = states.map((state, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, stateOf(state));
    return file;
  });
  const result = await scan({
    settings: settingsOf({ logproof }), sources: pulumiSources({ states: files, stacks: [], stdin: Readable.from([]), cwd: folder }), today: TODAY, failOn: 'low', failOnDrift: false, keepAll: true,
    tool: { name: 'logproof', version: '0' }, signal: new AbortController().signal, onProgress: () => undefined, now: () => new Date(`${TODAY}T00:00:00Z`),
  });
  const outcomes: string[] = [];
  for await (const { control: of, outcome } of result.findings()) if (of === control) outcomes.push(outcome);
  await result.dispose();
  return { outcomes: outcomes.sort(), exitCode: result.summary.exitCode };
}

function packed(resources: readonly AResource[], control: string, logproof: string): string[] {
  const settings = settingsOf({ logproof });
  const shown = [STACK, ...resources].map((one) =>
    readShown({
      type: one.type, urn: urn(one), name: one.name, properties: () => filled(one.properties, UNKNOWN), propertyDependencies: one.dependsOn ?? {},
      ...(one.provider && { provider: { type: one.provider.type, urn: urn(one.provider), name: one.provider.name, properties: () => one.provider?.properties ?? {} } }),
    }),
  );
  return stackVerdicts(shown, { plan: plan(CATALOGUE, settings, TODAY), scopes: settings.scope }).flatMap(({ finding }) => (finding.control === control ? [finding.outcome] : [])).sort();
}

const ARN = 'arn:aws:logs:eu-west-1:123456789012:log-group';
const group = (name: string, properties: object, provider?: AResource): AResource => ({ type: 'aws:cloudwatch/logGroup:LogGroup', name, properties, ...(provider && { provider }) });
const stream = (properties: object, dependsOn: readonly AResource[] = [], provider?: AResource): AResource => ({
  type: 'aws:cloudwatch/logStream:LogStream', name: 'events', properties: { name: 'events', ...properties }, dependsOn: { logGroupName: dependsOn.map(urn) }, ...(provider && { provider }),
});
const sink = (form = '', properties: object = {}, provider?: AResource): AResource => ({
  type: `kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink${form}`, name: 'audit',
  properties: { metadata: { name: 'audit' }, spec: aSinkSpec({ clientConfig: { service: { namespace: 'audit', name: 'collector', port: 443 } } }), ...properties }, ...(provider && { provider }),
});
const service = (metadata: object, name = 'collector', provider?: AResource): AResource => ({ type: 'kubernetes:core/v1:Service', name, properties: { metadata, spec: { ports: [{ port: 443 }] } }, ...(provider && { provider }) });
const aws = (region: string): AResource => ({ type: 'pulumi:providers:aws', name: region, properties: { region } });
const cluster = (name: string): AResource => ({ type: 'pulumi:providers:kubernetes', name, properties: { kubeconfig: name } });

const AI = 'scope: { logGroups: { include: ["/ai/**"] } }';
const TAGGED = 'scope: { logGroups: { tags: { workload: ai } } }';
const STREAMS = 'controls: { log-stream-present: { requireDeclared: true } }';
const SINK_ASKED = 'controls: { audit-sink-present: { requireIn: all } }';
const GROUP_ASKED = 'controls: { log-group-present: { requireIn: all } }';
const [EU, US, ONE, OTHER] = [aws('eu-west-1'), aws('us-east-1'), cluster('one'), cluster('other')];
const [A, B] = [group('a', { name: '/ai/a', retentionInDays: 365 }), group('b', { name: '/ai/b', retentionInDays: 365 })];

const POD: AResource = { type: 'kubernetes:core/v1:Pod', name: 'server', properties: { metadata: { namespace: 'kube-system', name: 'server', labels: OPEN }, spec: { containers: [{ name: 'kube-apiserver', image: 'kube-apiserver:v1.36.0', command: ['kube-apiserver'] }] } } };
const MAP: AResource = { type: 'kubernetes:core/v1:ConfigMap', name: 'kube', properties: { metadata: { namespace: 'kube-system', name: 'kube' }, data: { 'policy.yaml': OPEN } } };

/** How the scan ends whose outcome that is. */
const EXIT = { fail: 1, unknown: 3, 'not-applicable': 0 } as const;

describe('what is not read, of one program', () => {
  it.each<[string, string, string, readonly AResource[], readonly string[]]>([
    ['a name leaves its group in scope', 'log-group-retention-minimum', AI, [group('web', { name: OPEN, retentionInDays: 1 })], ['unknown']],
    ['a name that the ARN says is known', 'log-group-retention-minimum', AI, [group('web', { name: OPEN, arn: `${ARN}:/ai/bad`, retentionInDays: 1 })], ['fail']],
    ['all tags leave it in scope, whatever the own ones say', 'log-group-retention-minimum', TAGGED, [group('web', { name: 'web', tags: {}, tagsAll: OPEN, retentionInDays: 1 })], ['unknown']],
    ['a name leaves open whether one is present', 'log-group-present', `${AI}\n${GROUP_ASKED}`, [group('/ai/called', { name: OPEN, retentionInDays: 365 })], ['unknown']],
    ['a stream is in the group that it names, and in none that it comes from besides', 'log-stream-present', STREAMS, [A, B, stream({ logGroupName: '/ai/b' }, [A, B])], ['fail', 'pass']],
    ['a stream is in its region alone', 'log-stream-present', STREAMS, [group('here', { name: '/ai/a' }, EU), group('there', { name: '/ai/a' }, US), stream({ logGroupName: '/ai/a' }, [], EU)], ['fail', 'pass']],
    ['a group that is called as the stream says is not known to be the one', 'log-stream-present', STREAMS, [group('/ai/a', { name: OPEN }), stream({ logGroupName: '/ai/a' })], ['unknown']],
    ['a Service is in its cluster alone: whether there is one beside the sink, a scan tells', 'audit-sink-service-exists', '', [sink('', {}, ONE), service({ namespace: 'audit', name: 'collector' }, 'collector', OTHER)], ['not-applicable']],
    ['a Service that is called as the sink says is not known to be the one', 'audit-sink-service-exists', '', [sink(), service({ namespace: 'audit', name: OPEN })], ['unknown']],
    ['a lone patch is no sink', 'audit-sink-present', SINK_ASKED, [sink('Patch')], ['fail']],
    ['a list may hold no sink', 'audit-sink-present', SINK_ASKED, [sink('List', { items: OPEN })], ['unknown']],
    ['a list says nothing for certain of its sinks', 'audit-sink-level', '', [sink('List', { items: OPEN })], ['unknown']],
    ['labels leave open whether a pod is an API server', 'api-server-audit-exported', '', [POD], ['unknown']],
    ['contents leave open whether a ConfigMap holds a policy', 'api-server-audit-policy-covers', '', [MAP], ['unknown']],
  ])('%s', async (_, control, logproof, resources, outcomes) => {
    const state = await scanned([resources], control, logproof);

    expect(packed(resources, control, logproof)).toEqual(outcomes);
    expect(state.outcomes).toEqual(outcomes);
    expect(state.exitCode).toBe(EXIT[outcomes[0] as keyof typeof EXIT]);
  });

  it('is not there, where it was deleted and not made again', async () => {
    const { outcomes, exitCode } = await scanned([[{ ...A, pendingReplacement: true }]], 'log-group-present', GROUP_ASKED);
    expect({ outcomes, exitCode }).toEqual({ outcomes: ['unknown'], exitCode: 3 });
  });
});

describe('two states of one project and stack', () => {
  const whole = [A, stream({ logGroupName: '/ai/a' }), sink(), service({ namespace: 'audit', name: 'collector' })];

  it('are two stacks: what one has, the other lacks', async () => {
    const { outcomes, exitCode } = await scanned([[service({ namespace: 'web', name: 'web' })], whole], 'audit-sink-present', SINK_ASKED);
    expect(outcomes).toEqual(['fail', 'pass']);
    expect(exitCode).toBe(1);
  });
});
