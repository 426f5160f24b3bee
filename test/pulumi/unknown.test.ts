import { describe, expect, it } from 'vitest';
import { anEksCluster, aKubeadmControlPlane, GOOD_FLAGS, GOOD_POLICY, WEBHOOK } from '../declared/resources.js';
import { urn, type Declared, type Engine, type Stage } from './engine.js';
import { withPack, type Written } from './in-process.js';
import { aLogGroup, aLogStream, anAuditSink, aService, aSoundStack, UNKNOWN } from './resources.js';

const OPEN = {
  kubernetes: { type: 'pulumi:providers:kubernetes', name: 'in-cluster', properties: { kubeconfig: UNKNOWN } },
  aws: { type: 'pulumi:providers:aws', name: 'in-account', properties: { assumeRoles: [{ roleArn: UNKNOWN }] } },
};

/** The same through a provider that a preview cannot configure: the engine then has no outputs of it. */
const through = (provider: keyof typeof OPEN, one: Declared): Declared => ({ ...one, provider: OPEN[provider] });
const configured = ({ provider: _, ...one }: Declared): Declared => one;
const withoutOutputs = (one: Declared): Declared => ({ ...one, properties: {} });

const aBucket = (arn: string = UNKNOWN): Declared => ({ type: 'aws:s3/bucket:Bucket', name: 'bucket', properties: { arn } });

const told = (...stages: readonly Stage[]): string[] =>
  stages.flatMap(({ violations }) => violations.map(({ policy, level, urn: of }) => `${policy} ${level} ${of.split('::').at(-1) ?? ''}`.trim())).sort();
const refused = (...stages: readonly Stage[]): string[] => told(...stages).filter((one) => one.includes(' mandatory'));
const messages = (...stages: readonly Stage[]): string => stages.flatMap(({ violations }) => violations.map(({ message }) => message)).join('\n');

/** A run of the engine: each resource before it is made, then the stack. */
async function run(engine: Engine, dryRun: boolean, before: readonly Declared[], after: readonly Declared[]): Promise<Stage[]> {
  await engine.configureStack(dryRun);
  const stages: Stage[] = [];
  for (const one of before) stages.push(await engine.analyze(one));
  return [...stages, await engine.analyzeStack(after)];
}

/** What a preview says where these have no outputs yet. */
const unplanned = (engine: Engine, resources: readonly Declared[], beside: readonly Declared[] = []): Promise<Stage[]> =>
  run(engine, true, [...resources, ...beside], [...resources.map(withoutOutputs), ...beside]);

const controlPlane = aKubeadmControlPlane(
  GOOD_FLAGS,
  [
    { path: '/etc/kubernetes/audit/policy.yaml', content: JSON.stringify(GOOD_POLICY) },
    { path: '/etc/kubernetes/audit/webhook.kubeconfig', content: WEBHOOK },
  ],
);

const aMaker = (type: string): Declared => ({ type, name: 'addons', properties: {} });
const group = aMaker('kubernetes:yaml:ConfigGroup');

/** Right programs, of which a preview knows the inputs of a part alone, and how they are configured. */
const RIGHT: readonly (readonly [title: string, unplanned: readonly Declared[], beside: readonly Declared[], written: Written])[] = [
  ['a sink in the cluster that the same program makes', [through('kubernetes', anAuditSink()), through('kubernetes', aService())], [aLogGroup(), aLogStream(), anEksCluster({ enabledClusterLogTypes: ['audit'] })], {}],
  [
    'a cluster and a log group in the account whose role the same program makes',
    [through('aws', anEksCluster({ enabledClusterLogTypes: ['audit'] })), through('aws', aLogGroup()), through('aws', aLogStream())],
    [anAuditSink(), aService()],
    {},
  ],
  [
    'a log group that the scope selects by its name',
    [through('aws', aLogGroup({ name: '/ai/audit' })), through('aws', aLogStream({ logGroupName: '/ai/audit' }))],
    [anAuditSink(), aService()],
    { logproof: 'scope: { logGroups: { include: ["/ai/**"] } }' },
  ],
  ['a control plane of Cluster API', [through('kubernetes', controlPlane)], aSoundStack(), {}],
  ['the sink of a ConfigGroup', [through('kubernetes', { ...anAuditSink(), parent: urn(group) })], [group, aService(), aLogGroup(), aLogStream()], {}],
];

describe('a provider that a preview cannot configure yet', () => {
  it.each(RIGHT)('leaves right what the inputs say: %s', (_, resources, beside, written) =>
    withPack(written, async (engine) => {
      const preview = await unplanned(engine, resources, beside);
      const made = [...resources.map(configured), ...beside];
      const up = await run(engine, false, made, made);

      expect(told(...preview), messages(...preview)).toEqual([]);
      expect(told(...up), messages(...up)).toEqual([]);
    }));

  it('leaves wrong what the inputs say', () =>
    withPack({}, async (engine) => {
      const preview = await unplanned(engine, [through('kubernetes', anAuditSink({ level: 'None' })), through('aws', aLogGroup({ retentionInDays: 30 }))]);

      expect(refused(...preview)).toEqual(['audit-sink-level mandatory sink', 'log-group-retention-minimum mandatory logs']);
    }));

  it('leaves right a cluster that exists and does not change, while the role of its provider is replaced', () =>
    withPack({}, async (engine) => {
      const cluster = through('aws', anEksCluster({ enabledClusterLogTypes: ['audit'] }));

      expect(told(...(await unplanned(engine, [cluster], aSoundStack())))).toEqual([]);
    }));

  it('does not hold a name that the provider would give to be the name in the program', () =>
    withPack({}, async (engine) => {
      const unnamed = { ...aService([80]), properties: { metadata: { name: 'log-collector-svc' }, spec: { ports: [{ port: 80 }] } } };
      const preview = await unplanned(engine, [through('kubernetes', anAuditSink()), through('kubernetes', unnamed)], [aLogGroup(), aLogStream()]);

      expect(told(...preview)).toEqual(['audit-sink-service-exists advisory sink']);
      expect(messages(...preview)).toContain('metadata.namespace of collector, whose provider is not configured yet');
    }));

  it('judges a secret by its input, and shows it nowhere', () =>
    withPack({}, async (engine) => {
      const secretUrl = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', value: 'https://user:hunter2@collector' };
      const preview = await unplanned(engine, [through('kubernetes', anAuditSink({ clientConfig: { url: secretUrl } }))], [aLogGroup(), aLogStream()]);

      expect(refused(...preview)).toEqual(['audit-sink-destination mandatory sink']);
      expect(messages(...preview)).not.toContain('hunter2');
    }));
});

/** Programs whose sink is not there in a preview, and what the preview names. */
const TO_COME: readonly (readonly [string, Declared, string])[] = [
  ['a ConfigGroup', through('kubernetes', aMaker('kubernetes:yaml/v2:ConfigGroup')), 'what the ConfigGroup addons holds'],
  ['a ConfigFile', through('kubernetes', aMaker('kubernetes:yaml/v2:ConfigFile')), 'what the ConfigFile addons holds'],
  ['a chart', through('kubernetes', aMaker('kubernetes:helm.sh/v4:Chart')), 'what the Helm chart addons holds'],
  ['a kustomization', through('kubernetes', aMaker('kubernetes:kustomize/v2:Directory')), 'what the kustomization addons holds'],
  ['a resource of that provider', { type: 'kubernetes:apps/v1:Deployment', name: 'web', properties: {}, provider: OPEN.kubernetes }, 'what is made through the provider in-cluster, whose configuration is not known yet'],
  ['a value that is not known yet', aBucket(), 'what the program makes once all its values are known'],
];

describe('what a preview does not show yet', () => {
  it.each(TO_COME)('may come of %s: its absence refuses the update that lacks it, and no preview', (_, maker, named) =>
    withPack({}, async (engine) => {
      const beside = [aLogGroup(), aLogStream(), maker];
      const child = { ...anAuditSink(), parent: urn(maker) };
      const preview = await run(engine, true, beside, beside);
      const right = await run(engine, false, [...beside, child, aService()], [...beside, child, aService()]);
      const lacking = await run(engine, false, beside, beside);

      expect(told(...preview)).toEqual(['audit-sink-present advisory']);
      expect(messages(...preview)).toContain(`not judged yet, not known: ${named}`);
      expect(messages(...preview)).toContain('The same pulumi up judges it');
      expect(told(...right), messages(...right)).toEqual([]);
      expect(refused(...lacking)).toEqual(['audit-sink-present mandatory']);
    }));

  it.each([
    ['knows all that there is', [aLogGroup(), aLogStream(), aBucket('arn:aws:s3:::bucket')]],
    ['knows what a chart holds', [aLogGroup(), aLogStream(), aMaker('kubernetes:helm.sh/v4:Chart'), { ...aService([80], 'web'), parent: urn(aMaker('kubernetes:helm.sh/v4:Chart')) }]],
  ])('is nothing where it %s: it refuses', (_, resources) =>
    withPack({}, async (engine) => {
      expect(refused(...(await run(engine, true, resources, resources)))).toEqual(['audit-sink-present mandatory']);
    }));

  it('says nothing against what is there', () =>
    withPack({}, async (engine) => {
      expect(told(...(await run(engine, true, [...aSoundStack(), aBucket()], [...aSoundStack(), aBucket()])))).toEqual([]);
    }));

  it('may be the stream of a group, and what else is joined by being one of all', () =>
    withPack({}, async (engine) => {
      const resources = [anAuditSink(), aService(), aLogGroup(), aBucket()];

      expect(told(...(await run(engine, true, resources, resources)))).toEqual(['log-stream-present advisory logs']);
      expect(told(...(await run(engine, false, resources, resources)))).toEqual(['log-stream-present mandatory logs']);
    }));
});

describe('a run that is limited to some resources', () => {
  const cluster = anEksCluster({ enabledClusterLogTypes: ['audit'] });
  // The engine does not have their inputs checked, and hands over none.
  const skipped = [anAuditSink(), aLogGroup(), aLogStream(), cluster].map(withoutOutputs);

  it.each([['preview', true], ['up', false]])('is not refused for what it leaves out, and says so: %s', (_, dryRun) =>
    withPack({}, async (engine) => {
      const stages = await run(engine, dryRun, [aBucket('arn:aws:s3:::bucket'), ...skipped], [aBucket('arn:aws:s3:::bucket'), ...skipped]);

      expect(refused(...stages)).toEqual([]);
      expect(told(...stages)).toEqual(expect.arrayContaining(['api-server-audit-exported advisory prod', 'audit-sink-present advisory', 'log-group-present advisory']));
      expect(messages(...stages)).toContain('which this run does not make (--target, --exclude)');
      expect(messages(...stages)).toContain(dryRun ? 'The same pulumi up judges it' : 'The pulumi up that makes it judges it.');
    }));

  it('is refused for what it makes', () =>
    withPack({}, async (engine) => {
      const targeted = aLogGroup({ name: 'short', retentionInDays: 30 }, 'short');
      const stages = await run(engine, false, [targeted, ...skipped], [targeted, ...skipped]);

      expect(refused(...stages)).toEqual(['log-group-retention-minimum mandatory short']);
    }));

  it('is refused as any other once everything exists', () =>
    withPack({}, async (engine) => {
      const all = [...aSoundStack(), anEksCluster()];

      expect(refused(...(await run(engine, false, all, all)))).toEqual(['api-server-audit-exported mandatory prod']);
    }));
});
