import { describe, expect, it } from 'vitest';
import { CONTROLS } from '../../policypack/controls/index.js';
import { urn, type Declared } from './engine.js';
import { anEksCluster, aPolicyMap, POLICY_WITH_A_HOLE } from '../declared/resources.js';
import { withPack } from './in-process.js';
import { aLogGroup, aLogStream, anAuditSink, aService, aSinkSpec, aSoundStack, secret, UNKNOWN } from './resources.js';

const anyOther: Declared = { type: 'aws:s3/bucket:Bucket', name: 'bucket', properties: { tags: { why: 'CHANGEME' } } };

const aBedrockAgent: Declared = { type: 'aws:bedrock/agentAgent:AgentAgent', name: 'agent', properties: { agentName: 'a' } };

describe('a sound stack', () => {
  it('passes with no configuration, and without the engine ever calling Configure', () =>
    withPack({}, async (engine) => {
      for (const resource of aSoundStack()) expect((await engine.analyze(resource)).violations).toEqual([]);
      expect((await engine.analyzeStack(aSoundStack())).violations).toEqual([]);
    }));

  it('says of every policy that judged nothing why, so that no pass is counted for it', () =>
    withPack({}, async (engine) => {
      const group = await engine.analyze(aLogGroup());
      const bucket = await engine.analyze(anyOther);
      const stack = await engine.analyzeStack(aSoundStack());

      expect(group.notApplicable).toContain('audit-sink-level');
      expect(group.notApplicable).toContain('log-stream-present');
      expect(group.notApplicable).not.toContain('log-group-encrypted');
      expect(bucket.notApplicable).toContain('placeholder-value');
      expect(stack.notApplicable).toEqual([
        'ai-workload-audited',
        'api-server-audit-live',
        'api-server-audit-replicas-agree',
        'audit-delivery-proven',
        'declared-resource-owned-once',
        'declared-resource-present',
        'log-group-present',
        'waiver-expired',
        'waiver-unapproved',
        'waiver-unmatched',
      ]);
    }));
});

/** For each control: what breaks it, and in which stage it is told. */
const REFUSED: readonly (readonly [string, 'resource' | 'stack', Declared[], string])[] = [
  ['audit-sink-level', 'resource', [anAuditSink({ level: 'None' })], 'level None, at least Metadata required'],
  ['audit-sink-stages', 'resource', [anAuditSink({ stages: ['RequestReceived'] })], 'ResponseComplete required'],
  ['audit-sink-throttle', 'resource', [anAuditSink({ throttle: { qps: 5 } })], 'qps 5, 10 to 100 required'],
  [
    'audit-sink-destination',
    'resource',
    [anAuditSink({ clientConfig: { url: 'http://collector' } })],
    'https required',
  ],
  ['api-server-audit-exported', 'resource', [anEksCluster()], 'its audit log is required'],
  ['api-server-audit-policy-covers', 'resource', [aPolicyMap(POLICY_WITH_A_HOLE)], 'level None (by rules[0])'],
  ['log-group-retention-minimum', 'resource', [aLogGroup({ retentionInDays: 30 })], 'kept 30 days, 365 required'],
  ['log-group-encrypted', 'resource', [aLogGroup({ kmsKeyId: '' })], 'no KMS key'],
  [
    'log-group-deletion-protected',
    'resource',
    [aLogGroup({ deletionProtectionEnabled: false })],
    'deletion protection is off',
  ],
  ['placeholder-value', 'resource', [aLogGroup({ tags: { owner: 'CHANGEME' } })], 'placeholder in tags.owner'],
  ['audit-sink-present', 'stack', [anEksCluster()], 'EKS cluster'],
  ['audit-sink-service-exists', 'stack', [anAuditSink(), aService([80])], 'has ports 80, 443 required'],
  ['log-group-present', 'stack', [aBedrockAgent], 'no log group in scope'],
];

describe.each(REFUSED)('%s', (control, stage, resources, message) => {
  const [about] = resources;
  const advisory = CONTROLS.find(({ id }) => id === control)?.level === 'advisory';

  it(`refuses what breaks it, once, in the ${stage}'s check, with what to do`, () =>
    withPack({}, async (engine) => {
      const before = (await Promise.all(resources.map((resource) => engine.analyze(resource)))).flatMap(
        ({ violations }) => violations,
      );
      const after = (await engine.analyzeStack(resources)).violations;
      const told = [...before, ...after].filter(({ policy }) => policy === control);

      expect(told).toHaveLength(1);
      expect(stage === 'resource' ? before : after).toContainEqual(told[0]);
      expect(told[0]?.level).toBe(advisory ? 'advisory' : 'mandatory');
      expect(told[0]?.message).toContain(message);
      expect(told[0]?.message).toMatch(/\nFix: .+\n.*logproof controls show/);
      expect(told[0]?.urn).toBe(
        control.endsWith('-present') && control !== 'log-stream-present' ? '' : about && urn(about),
      );
    }));
});

describe('log-stream-present', () => {
  it('leaves the stream to whoever writes, unless it is told otherwise', async () => {
    const told = (logproof?: string) => withPack(logproof === undefined ? {} : { logproof }, async (engine) => (await engine.analyzeStack([aLogGroup()])).violations.map(({ policy }) => policy));

    expect(await told()).toEqual([]);
    expect(await told('controls: { log-stream-present: { requireDeclared: true } }')).toEqual(['log-stream-present']);
  });
});

describe('a control with settings by scope', () => {
  const logproof = 'controls: { log-group-retention-minimum: [{ scope: { include: ["/ai/**"] }, days: 365 }, { days: 90 }] }';
  const groups = [aLogGroup({ name: '/ai/audit', retentionInDays: 90 }, 'ai'), aLogGroup({ name: '/web/out', retentionInDays: 90 }, 'web'), aLogGroup({ name: '/web/short', retentionInDays: 30 }, 'short')];
  const told = async (engine: Parameters<Parameters<typeof withPack>[1]>[0]) =>
    (await Promise.all(groups.map((group) => engine.analyze(group)))).flatMap(({ violations }) => violations.filter(({ policy }) => policy === 'log-group-retention-minimum').map(({ message }) => message.split('\n')[0]));

  it('holds AI groups for a year and the rest for 90 days, in one run', () =>
    withPack({ logproof }, async (engine) => {
      expect(await told(engine)).toEqual(['kept 90 days, 365 required', 'kept 30 days, 90 required']);
    }));

  it('keeps them where the engine repeats the parameters in force', () =>
    withPack({ logproof }, async (engine) => {
      await engine.configure({ 'log-group-retention-minimum': { days: 90, neverExpires: 'allow' } });
      expect(await told(engine)).toEqual(['kept 90 days, 365 required', 'kept 30 days, 90 required']);
    }));

  it('yields to parameters that the engine says otherwise', () =>
    withPack({ logproof }, async (engine) => {
      await engine.configure({ 'log-group-retention-minimum': { days: 7 } });
      expect(await told(engine)).toEqual([]);
    }));
});

describe('log-group-retention-maximum', () => {
  it('judges once it has a limit', () =>
    withPack({ logproof: 'controls: { log-group-retention-maximum: { days: 400 } }' }, async (engine) => {
      const { violations } = await engine.analyze(aLogGroup({ retentionInDays: 731 }));

      expect(violations).toMatchObject([{ policy: 'log-group-retention-maximum', level: 'mandatory' }]);
    }));
});

describe('every spelling of the same object', () => {
  const broken = aSinkSpec({ level: 'None' });
  const sink = (type: string, properties: object): Declared => ({
    type: `kubernetes:auditregistration.k8s.io/v1alpha1:${type}`,
    name: 'sink',
    properties,
  });

  it.each([
    ['an AuditSink, also by CustomResource', sink('AuditSink', { metadata: { name: 'a' }, spec: broken })],
    ['an AuditSinkPatch', sink('AuditSinkPatch', { metadata: { name: 'a' }, spec: broken })],
    ['an AuditSinkList', sink('AuditSinkList', { items: [{ metadata: { name: 'a' }, spec: broken }] })],
  ])('is judged: %s', (_, resource) =>
    withPack({}, async (engine) => {
      expect((await engine.analyze(resource)).violations).toMatchObject([
        { policy: 'audit-sink-level', urn: urn(resource) },
      ]);
    }),
  );

  it('is judged: an aws-native log group', () =>
    withPack({}, async (engine) => {
      const { violations } = await engine.analyze({
        type: 'aws-native:logs:LogGroup',
        name: 'n',
        properties: { logGroupName: 'n', retentionInDays: 7 },
      });

      expect(violations.map(({ policy }) => policy)).toContain('log-group-retention-minimum');
    }));

  it('passes nothing that a patch leaves as it is on the server', () =>
    withPack({}, async (engine) => {
      const patch = sink('AuditSinkPatch', { metadata: { name: 'a' }, spec: { policy: { level: 'Metadata' } } });

      const { violations } = await engine.analyzeStack([patch, aLogGroup(), aLogStream()]);

      expect(violations.map(({ policy, level }) => `${policy} ${level}`)).toEqual([
        'audit-sink-destination advisory',
        'audit-sink-service-exists advisory',
        'audit-sink-stages advisory',
        'audit-sink-throttle advisory',
      ]);
      expect(violations[0]?.message).toContain('logproof scan');
    }));
});

describe('a value that a preview does not know', () => {
  const unknown = aLogGroup({ retentionInDays: UNKNOWN });

  it('is told once per control, as no violation, however many resources it touches, in the order of their names', () =>
    withPack({}, async (engine, remarks) => {
      await engine.configureStack(true);
      const groups = [10, 3, 7, 2, 5, 1, 6].map((n) =>
        aLogGroup({ name: `g${n}`, retentionInDays: UNKNOWN }, `group-${n}`),
      );
      const before = (await Promise.all(groups.map((group) => engine.analyze(group)))).flatMap(
        ({ violations }) => violations,
      );
      const { violations } = await engine.analyzeStack([
        anAuditSink(),
        ...groups,
        ...[10, 3, 7, 2, 5, 1, 6].map((n) => aLogStream({ logGroupName: `g${n}` }, `s${n}`)),
      ]);

      expect(before).toEqual([]);
      expect(violations).toEqual([]);
      expect(remarks).toEqual([
        'not judged yet, the same pulumi up does as soon as it is known: log-group-retention-minimum (retentionInDays of group-1, group-2, group-3, group-5, group-6 and 2 more)',
      ]);
    }));

  it('is settled by the same up: refused when it turns out wrong', () =>
    withPack({}, async (engine) => {
      await engine.configureStack(false);
      await engine.analyze(unknown);
      const { violations } = await engine.analyzeStack([
        anAuditSink(),
        aLogGroup({ retentionInDays: 30 }),
        aLogStream(),
      ]);

      expect(violations).toMatchObject([
        { policy: 'log-group-retention-minimum', level: 'mandatory', urn: urn(unknown) },
      ]);
    }));

  it('does not hide a stream whose group is an output of the same stack', () =>
    withPack({}, async (engine) => {
      await engine.configureStack(true);
      const stream = { ...aLogStream({ logGroupName: UNKNOWN }), dependsOn: { logGroupName: [urn(aLogGroup())] } };

      const { violations } = await engine.analyzeStack([anAuditSink(), aLogGroup(), stream]);

      expect(violations).toEqual([]);
    }));

  it('is no news where only the output is not known and the input was judged', () =>
    withPack({}, async (engine) => {
      await engine.configureStack(true);
      await engine.analyze(aLogGroup());

      const { violations } = await engine.analyzeStack([
        anAuditSink(),
        aLogGroup({ retentionInDays: UNKNOWN }),
        aLogStream(),
      ]);

      expect(violations).toEqual([]);
    }));
});

describe('a secret', () => {
  it('is judged, and shown nowhere', () =>
    withPack({}, async (engine) => {
      const sink = anAuditSink({
        level: secret('hunter2'),
        clientConfig: { url: secret('ftp://user:hunter2@collector') },
      });

      const { violations } = await engine.analyze(sink);

      expect(violations.map(({ policy }) => policy)).toEqual(['audit-sink-destination', 'audit-sink-level']);
      expect(violations[1]?.message).toContain(
        'spec.policy.level, a secret, does not meet the requirement; its value is not shown',
      );
      expect(JSON.stringify(violations)).not.toContain('hunter2');
      expect(JSON.stringify(await engine.analyzeStack([sink]))).not.toContain('hunter2');
    }));

  it('does not blur what has nothing to do with it', () =>
    withPack({}, async (engine) => {
      const { violations } = await engine.analyze(aLogGroup({ retentionInDays: 30, tags: { token: secret('x') } }));

      expect(violations[0]?.message).toContain('kept 30 days, 365 required');
    }));
});

describe('the protocol', () => {
  it('is answered in full', () =>
    withPack({}, async (engine) => {
      await expect(engine.handshake()).resolves.toBeDefined();
      await expect(engine.remediate()).resolves.toBeDefined();
      await expect(engine.cancel()).resolves.toBeDefined();
    }));

  it('carries every control as a policy under its own id', () =>
    withPack({}, async (engine) => {
      const info = await engine.info();

      expect(info.getName()).toBe('logproof');
      expect(info.getPoliciesList().map((policy) => policy.getName())).toEqual(CONTROLS.map(({ id }) => id));
    }));

  it('repeats a violation in the next run, even of one process', () =>
    withPack({}, async (engine) => {
      const group = aLogGroup({ retentionInDays: 30 });
      await engine.analyze(group);
      await engine.analyzeStack([group]);

      expect((await engine.analyze(group)).violations).toHaveLength(1);
    }));
});
