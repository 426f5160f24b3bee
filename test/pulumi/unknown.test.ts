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

/** Everything that can be asked for is: these tests are about what there is, and not about who asks. */
const ASKED: Written = { logproof: 'controls: { audit-sink-present: { requireIn: all }, log-group-present: { requireIn: all }, log-stream-present: { requireDeclared: true } }' };

/** A cluster that exports its audit events, and the group that it writes them to. */
const EXPORTING = anEksCluster({ enabledClusterLogTypes: ['audit'] });
const itsGroup = aLogGroup({ name: '/aws/eks/prod/cluster' }, 'of-cluster');

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
  ['a sink in the cluster that the same program makes', [through('kubernetes', anAuditSink()), through('kubernetes', aService())], [aLogGroup(), aLogStream(), EXPORTING, itsGroup], {}],
  [
    'a cluster and a log group in the account whose role the same program makes',
    [through('aws', EXPORTING), through('aws', itsGroup), through('aws', aLogGroup()), through('aws', aLogStream())],
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
  ['the sink of a ConfigGroup', [through('kubernetes', { ...anAuditSink(), parent: urn(group) }), through('kubernetes', aService())], [group, aLogGroup(), aLogStream()], {}],
];

describe('a provider that a preview cannot configure yet', () => {
  it.each(RIGHT)('leaves right what the inputs say: %s', (_, resources, beside, written) =>
    withPack(written, async (engine, remarks) => {
      const preview = await unplanned(engine, resources, beside);
      const made = [...resources.map(configured), ...beside];
      const up = await run(engine, false, made, made);

      expect(told(...preview), messages(...preview)).toEqual([]);
      expect(remarks).toEqual([]);
      expect(told(...up), messages(...up)).toEqual([]);
    }));

  it('leaves wrong what the inputs say', () =>
    withPack({}, async (engine) => {
      const preview = await unplanned(engine, [through('kubernetes', anAuditSink({ level: 'None' })), through('aws', aLogGroup({ retentionInDays: 30 }))]);

      expect(refused(...preview)).toEqual(['audit-sink-level mandatory sink', 'log-group-retention-minimum mandatory logs']);
    }));

  it('leaves right a cluster that exists and does not change, while the role of its provider is replaced', () =>
    withPack({}, async (engine) => {
      const all = [through('aws', EXPORTING), through('aws', itsGroup)];

      expect(told(...(await unplanned(engine, all, aSoundStack())))).toEqual([]);
    }));

  it('does not hold a name that the provider would give to be the name in the program', () =>
    withPack({}, async (engine, remarks) => {
      const unnamed = { ...aService([80]), properties: { metadata: { name: 'log-collector-svc' }, spec: { ports: [{ port: 80 }] } } };
      const preview = await unplanned(engine, [through('kubernetes', anAuditSink()), through('kubernetes', unnamed)], [aLogGroup(), aLogStream()]);

      expect(told(...preview)).toEqual([]);
      expect(remarks.join()).toContain('audit-sink-service-exists (metadata.namespace of collector, which may be meant, of sink)');
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
  ['a ConfigGroup', aMaker('kubernetes:yaml/v2:ConfigGroup'), 'what the ConfigGroup addons holds'],
  ['a ConfigFile', aMaker('kubernetes:yaml/v2:ConfigFile'), 'what the ConfigFile addons holds'],
  ['a chart', aMaker('kubernetes:helm.sh/v4:Chart'), 'what the Helm chart addons holds'],
  ['a kustomization', aMaker('kubernetes:kustomize/v2:Directory'), 'what the kustomization addons holds'],
  ['a resource of that provider', through('kubernetes', { type: 'kubernetes:apps/v1:Deployment', name: 'web', properties: { metadata: { name: 'web' } } }), 'what is made through the provider in-cluster, whose configuration is not known yet,'],
  ['a value that is not known yet', aBucket(), 'what the program makes once all its values are known'],
];

describe('what a preview does not show yet', () => {
  it.each(TO_COME)('may come of %s: its absence refuses the update that lacks it, and no preview', (_, maker, named) =>
    withPack(ASKED, async (engine, remarks) => {
      const beside = [aLogGroup(), aLogStream(), maker];
      const made = beside.map(configured);
      const child = { ...anAuditSink(), parent: urn(maker) };
      const preview = await run(engine, true, beside, beside);
      const waiting = [...remarks];
      const right = await run(engine, false, [...made, child, aService()], [...made, child, aService()]);
      const lacking = await run(engine, false, made, made);

      expect(told(...preview)).toEqual([]);
      expect(waiting).toEqual([expect.stringContaining('the same pulumi up does as soon as it is known')]);
      expect(waiting[0]).toContain(`audit-sink-present (${named} of the stack)`);
      expect(told(...right), messages(...right)).toEqual([]);
      expect(refused(...lacking)).toEqual(['audit-sink-present mandatory']);
    }));

  it.each([
    ['knows all that there is', [aLogGroup(), aLogStream(), aBucket('arn:aws:s3:::bucket')]],
    ['knows what a chart holds', [aLogGroup(), aLogStream(), aMaker('kubernetes:helm.sh/v4:Chart'), { ...aService([80], 'web'), parent: urn(aMaker('kubernetes:helm.sh/v4:Chart')) }]],
  ])('is nothing where it %s: it refuses', (_, resources) =>
    withPack(ASKED, async (engine) => {
      expect(refused(...(await run(engine, true, resources, resources)))).toEqual(['audit-sink-present mandatory']);
    }));

  it('says nothing against what is there', () =>
    withPack({}, async (engine) => {
      expect(told(...(await run(engine, true, [...aSoundStack(), aBucket()], [...aSoundStack(), aBucket()])))).toEqual([]);
    }));

  it('may be the stream of a group, and what else is joined by being one of all', () =>
    withPack(ASKED, async (engine, remarks) => {
      const resources = [anAuditSink(), aService(), aLogGroup(), aBucket()];

      expect(told(...(await run(engine, true, resources, resources)))).toEqual([]);
      expect(remarks.join()).toContain('log-stream-present (what the program makes once all its values are known of logs)');
      expect(told(...(await run(engine, false, resources, resources)))).toEqual(['log-stream-present mandatory logs']);
    }));
});

describe('a run that is limited to some resources', () => {
  const cluster = EXPORTING;
  // The engine does not have their inputs checked, and hands over none.
  const skipped = [anAuditSink(), aLogGroup(), aLogStream(), cluster].map(withoutOutputs);

  const LEFT_OUT = ['api-server-audit-exported', 'audit-sink-present', 'log-group-present'];

  it('is not refused for what a preview leaves out, which says so without a warning', () =>
    withPack(ASKED, async (engine, remarks) => {
      const stages = await run(engine, true, [aBucket('arn:aws:s3:::bucket'), ...skipped], [aBucket('arn:aws:s3:::bucket'), ...skipped]);

      expect(told(...stages)).toEqual([]);
      for (const control of LEFT_OUT) expect(remarks.join()).toContain(`${control} (the properties, which this run does not make (--target, --exclude) or does not know yet, of `);
    }));

  it('is not refused for what an update leaves out, and says so', () =>
    withPack(ASKED, async (engine) => {
      const stages = await run(engine, false, [aBucket('arn:aws:s3:::bucket'), ...skipped], [aBucket('arn:aws:s3:::bucket'), ...skipped]);

      expect(refused(...stages)).toEqual([]);
      expect(told(...stages)).toEqual(expect.arrayContaining(['api-server-audit-exported advisory prod', 'audit-sink-present advisory', 'log-group-present advisory']));
      expect(messages(...stages)).toContain('which this run does not make (--target, --exclude)');
      expect(messages(...stages)).toContain('The pulumi up that makes it judges it.');
    }));

  it('is not refused for what it leaves out after its inputs were shown', () =>
    withPack(ASKED, async (engine) => {
      const all = [aLogGroup(), aLogStream(), cluster];
      const stages = await run(engine, false, all, [aLogGroup(), aLogStream(), withoutOutputs(cluster)]);

      expect(refused(...stages)).toEqual([]);
      expect(messages(...stages)).toContain('which this run does not make (--target, --exclude)');
    }));

  it('is not refused by a preview for what it never showed before the check of the stack', () =>
    withPack(ASKED, async (engine, remarks) => {
      const { violations } = await run(engine, true, [], skipped).then(([stack]) => stack!);

      expect(violations).toEqual([]);
      expect(remarks.join()).toMatch(/api-server-audit-exported \(.* of prod\).*audit-sink-destination \(.* of sink\)/);
    }));

  it('is not refused by an update for what it never showed before the check of the stack', () =>
    withPack(ASKED, async (engine) => {
      const { violations } = await run(engine, false, [], skipped).then(([stack]) => stack!);

      expect(violations.filter(({ level }) => level === 'mandatory')).toEqual([]);
      expect(violations.map(({ urn: of }) => of)).toEqual(expect.arrayContaining([urn(cluster), urn(anAuditSink())]));
    }));

  it('is not refused for what comes of a resource that it leaves out, of whatever type', () =>
    withPack(ASKED, async (engine) => {
      const maker = { type: 'pulumi:providers:aws', name: 'default', properties: {} };
      const bucket: Declared = { ...aBucket(), properties: {}, provider: maker };
      const component: Declared = { type: 'acme:index:Network', name: 'network', properties: {} };
      const left = [aLogGroup(), aLogStream(), component, bucket];
      const all = [aLogGroup(), aLogStream(), component];

      expect(told(...(await run(engine, false, left, left)))).toEqual(['audit-sink-present advisory']);
      expect(told(...(await run(engine, false, all, all)))).toEqual(['audit-sink-present mandatory']);
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

      expect(refused(...(await run(engine, false, all, all)))).toEqual(['api-server-audit-exported mandatory prod', 'audit-sink-present mandatory']);
    }));
});
