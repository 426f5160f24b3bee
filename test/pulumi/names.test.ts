import { describe, expect, it } from 'vitest';
import { urn, type Declared, type Engine, type Stage } from './engine.js';
import { waitingOf, withPack } from './in-process.js';
import { aLogGroup, aLogStream, anAuditSink, aService, secret, UNKNOWN } from './resources.js';

const AI_ONLY = 'scope: { logGroups: { include: ["/ai/**"] } }';
const waiver = (subject: string, control = 'log-group-retention-minimum'): string =>
  JSON.stringify([{ control, subject, reason: 'Synthetic data only', owner: 'team-ml', approver: 'security', expires: '2027-03-31' }]);

/** A group whose name the preview does not know, by the name of the program. */
const aNamelessGroup = (properties: object = {}, name = 'audit'): Declared => aLogGroup({ name: UNKNOWN, ...properties }, name);
const itsStream = (group: Declared, name = 'stream'): Declared => ({ ...aLogStream({ logGroupName: UNKNOWN }, name), dependsOn: { logGroupName: [urn(group)] } });
/** An AI resource, by which the stack asks for a log group. */
const AGENT: Declared = { type: 'aws:bedrock/agentAgent:AgentAgent', name: 'agent', properties: { agentName: 'a' } };
const others = [anAuditSink(), aService(), AGENT];
/** The stack is to make the streams itself. */
const STREAMS = 'controls: { log-stream-present: { requireDeclared: true } }';

/** What a preview, or an `up`, is told: every resource, then the stack. */
async function deployment(engine: Engine, dryRun: boolean, resources: readonly Declared[]): Promise<Stage['violations']> {
  await engine.configureStack(dryRun);
  const told: Stage['violations'][number][] = [];
  for (const resource of resources) told.push(...(await engine.analyze(resource)).violations);
  return [...told, ...(await engine.analyzeStack(resources)).violations];
}

const refusals = (told: Stage['violations']): string[] => told.flatMap(({ policy, level, urn: of }) => (level === 'mandatory' ? [`${policy} ${of.split('::').at(-1)}`] : [])).sort();
const known = (group: Declared, name: string): Declared => ({ ...group, properties: { ...group.properties, name } });

describe('a log group whose name is not known, where the scope selects by name', () => {
  it.each([
    ['its name in the program is not included', AI_ONLY, 'audit'],
    ['its name in the program is included', AI_ONLY, '/ai/audit'],
    ['its name in the program is excluded', 'scope: { logGroups: { exclude: ["*-debug"] } }', 'audit-debug'],
  ])('is neither in nor out, whether or not %s', (_, logproof, name) =>
    withPack({ logproof }, async (engine, remarks) => {
      const group = aNamelessGroup({ retentionInDays: 30 }, name);
      const told = await deployment(engine, true, [group, itsStream(group), ...others]);

      expect(told).toEqual([]);
      // It is said to be unjudged, and not silently left out.
      expect(waitingOf(remarks, 'log-group-retention-minimum')).toEqual([expect.stringContaining('name of')]);
      expect(waitingOf(remarks, 'log-group-present')).toHaveLength(1);
    }));

  it('is settled by the up, in either direction', () =>
    withPack({ logproof: AI_ONLY }, async (engine) => {
      const group = aNamelessGroup({ retentionInDays: 30 });
      const inScope = known(group, '/ai/b-1');
      const outside = known(group, '/web/b-1');

      expect(refusals(await deployment(engine, false, [inScope, aLogStream({ logGroupName: '/ai/b-1' }), ...others]))).toEqual(['log-group-retention-minimum audit']);
      expect(refusals(await deployment(engine, false, [outside, aLogStream({ logGroupName: '/web/b-1' }), ...others]))).toEqual(['log-group-present ']);
    }));

  it('does not make up for a scope that another group is certainly in', () =>
    withPack({ logproof: AI_ONLY }, async (engine, remarks) => {
      const group = aNamelessGroup();
      const told = await deployment(engine, true, [aLogGroup({ name: '/ai/good' }, 'good'), aLogStream({ logGroupName: '/ai/good' }, 'of-good'), group, itsStream(group), ...others]);

      expect(told).toEqual([]);
      expect(waitingOf(remarks, 'log-group-retention-minimum')).toHaveLength(1);
      expect(waitingOf(remarks, 'log-group-present')).toEqual([]);
    }));
});

describe('a namePrefix', () => {
  function prefixed(namePrefix: string, properties: object = {}): Declared {
    const { name: _, ...others } = aLogGroup(properties).properties as { readonly name: string };
    return { ...aLogGroup({}, 'audit'), properties: { ...others, namePrefix } };
  }

  const NEVER_IN = [
    ['that the scope cannot include', AI_ONLY, '/web/audit-'],
    ['that the scope excludes whatever follows', 'scope: { logGroups: { exclude: ["/ai/**"] } }', '/ai/audit-'],
  ] as const;

  it.each<readonly [title: string, logproof: string, prefix: string, refused: readonly string[], open: readonly string[]]>([
    ['that the scope includes whatever follows', AI_ONLY, '/ai/audit-', ['log-group-retention-minimum audit'], []],
    ...NEVER_IN.map(([title, logproof, prefix]) => [title, logproof, prefix, ['log-group-present '], []] as const),
    ['that may come to be excluded', 'scope: { logGroups: { exclude: ["/ai/*-debug"] } }', '/ai/audit-', [], ['log-group-present', 'log-group-retention-minimum']],
  ])('%s decides as far as it can', (_, logproof, prefix, refused, open) =>
    withPack({ logproof }, async (engine, remarks) => {
      const group = prefixed(prefix, { retentionInDays: 30 });
      expect(refusals(await deployment(engine, true, [group, ...others]))).toEqual(refused);
      expect(['log-group-present', 'log-group-retention-minimum'].filter((control) => waitingOf(remarks, control).length > 0)).toEqual(open);
    }));

  it.each(NEVER_IN)('%s leaves to the up what the program may make of a value that is not known', (_, logproof, prefix) =>
    withPack({ logproof }, async (engine, remarks) => {
      const group = prefixed(prefix);
      const name = `${prefix}1`;

      expect(await deployment(engine, true, [group, itsStream(group), ...others])).toEqual([]);
      expect(waitingOf(remarks, 'log-group-present')).toEqual(['what the program makes once all its values are known of the stack']);
      expect(refusals(await deployment(engine, false, [known(group, name), aLogStream({ logGroupName: name }), ...others]))).toEqual(['log-group-present ']);
    }));

  it('lets a waiver hold that covers whatever follows', () =>
    withPack({ waivers: waiver('sandbox-*') }, async (engine) => {
      const group = prefixed('sandbox-', { retentionInDays: 30 });
      const told = await deployment(engine, true, [group, itsStream(group), ...others]);

      expect(refusals(told)).toEqual([]);
      expect(told.some(({ message }) => message.startsWith('waived until 2027-03-31'))).toBe(true);
    }));

  it('lets none hold that cannot cover it', () =>
    withPack({ waivers: waiver('sandbox-*') }, async (engine) => {
      const group = prefixed('prod-', { retentionInDays: 30 });
      expect(refusals(await deployment(engine, true, [group, itsStream(group), ...others]))).toEqual(['log-group-retention-minimum audit']);
    }));
});

describe('a waiver for a name that is not known yet', () => {
  const group = aNamelessGroup({ retentionInDays: 30 });
  const preview = [group, itsStream(group), ...others];
  const upWith = (name: string) => [known(group, name), aLogStream({ logGroupName: name }), ...others];

  it.each([['sandbox-*'], ['arn:aws:logs:*:*:log-group:sandbox-*'], ['audit']])('may cover it (%s): the preview goes through, and says so once', (subject) =>
    withPack({ waivers: waiver(subject) }, async (engine) => {
      const told = await deployment(engine, true, preview);

      expect(refusals(told)).toEqual([]);
      const said = told.filter(({ policy }) => policy === 'log-group-retention-minimum');
      expect(said).toMatchObject([{ level: 'advisory' }]);
      expect(said[0]?.message).toContain(`waiver ${subject} may cover it, whose name is not known yet: settled in the same pulumi up`);
      expect(said[0]?.message).toContain('kept 30 days, 365 required');
    }));

  it('holds in the up where the name is one of its own, and not where it is only called so', () =>
    withPack({ waivers: waiver('sandbox-*') }, async (engine) => {
      const covered = await deployment(engine, false, upWith('sandbox-1'));
      expect(refusals(covered)).toEqual([]);
      expect(covered.some(({ message }) => message.startsWith('waived until 2027-03-31'))).toBe(true);
      expect(refusals(await deployment(engine, false, upWith('prod-1')))).toEqual(['log-group-retention-minimum audit']);
    }));

  it('is settled by the stack check where only that knows the name', () =>
    withPack({ waivers: waiver('sandbox-*') }, async (engine) => {
      const settled = async (name: string) => {
        await engine.configureStack(false);
        const before = await engine.analyze(group);
        return { before: refusals(before.violations), after: refusals((await engine.analyzeStack(upWith(name))).violations) };
      };
      expect(await settled('sandbox-1')).toEqual({ before: [], after: [] });
      expect(await settled('prod-1')).toEqual({ before: [], after: ['log-group-retention-minimum audit'] });
    }));

  it('is not believed for ever: what is still open after the up is refused', () =>
    withPack({ waivers: waiver('sandbox-*') }, async (engine) => {
      expect(refusals(await deployment(engine, false, preview))).toEqual(['log-group-retention-minimum audit']);
    }));

  it('is not asked where it is over, or is for another control', () =>
    withPack({ waivers: waiver('sandbox-*', 'log-group-encrypted'), today: '2026-06-01' }, async (engine) => {
      expect(refusals(await deployment(engine, true, preview))).toEqual(['log-group-retention-minimum audit']);
    }));
});

describe('a name that is a secret', () => {
  it('is what scope and waivers go by, and is not printed', () =>
    withPack({ waivers: waiver('sandbox-*') }, async (engine) => {
      const settled = async (name: string) => deployment(engine, false, [aLogGroup({ name: secret(name), retentionInDays: 30 }, 'audit'), aLogStream({ logGroupName: secret(name) }), ...others]);
      const [mine, other] = [await settled('sandbox-hush'), await settled('prod-hush')];

      expect(refusals(mine)).toEqual([]);
      expect(refusals(other)).toEqual(['log-group-retention-minimum audit']);
      expect(JSON.stringify([mine, other])).not.toContain('hush');
    }));
});

describe('what joins by a name that is not known', () => {
  it('does not take a stream that names a group by name for none of it', () =>
    withPack({ logproof: STREAMS }, async (engine) => {
      const told = await deployment(engine, true, [aNamelessGroup(), aLogStream({ logGroupName: '/ai/b-1' }), ...others]);
      expect(refusals(told)).toEqual([]);
    }));

  it('does not take a stream of the name that a group only has in the program for its own', () =>
    withPack({ logproof: STREAMS }, async (engine) => {
      const group = aLogGroup({ name: '/ai/other' }, 'audit');
      expect(refusals(await deployment(engine, false, [group, aLogStream({ logGroupName: 'audit' }), ...others]))).toEqual(['log-stream-present audit']);
    }));

  it('goes by a name that is known, and not by what it was made of', () =>
    withPack({ logproof: STREAMS }, async (engine) => {
      const group = aLogGroup({ name: 'base' }, 'g');
      const stream = { ...aLogStream({ logGroupName: 'base-audit' }), dependsOn: { logGroupName: [urn(group)] } };
      expect(refusals(await deployment(engine, false, [group, stream, ...others]))).toEqual(['log-stream-present g']);
    }));

  it('is open where a stream takes the name of one of several groups', () =>
    withPack({ logproof: STREAMS }, async (engine, remarks) => {
      const [one, other] = [aNamelessGroup({}, 'one'), aNamelessGroup({}, 'other')];
      const stream = { ...aLogStream({ logGroupName: UNKNOWN }), dependsOn: { logGroupName: [urn(one), urn(other)] } };
      const told = await deployment(engine, true, [one, other, stream, ...others]);
      expect(told).toEqual([]);
      expect(waitingOf(remarks, 'log-stream-present')).toEqual([expect.stringContaining('one, other')]);
    }));

  it.each([
    ['name', { namespace: 'kube-system', name: UNKNOWN }],
    ['namespace', { namespace: UNKNOWN, name: 'log-collector-svc' }],
  ])('does not take a Service whose %s is not known for another', (_, metadata) =>
    withPack({ logproof: STREAMS }, async (engine, remarks) => {
      const service: Declared = { type: 'kubernetes:core/v1:Service', name: 'log-collector-svc', properties: { metadata, spec: { ports: [{ port: 80 }] } } };
      const told = await deployment(engine, true, [aLogGroup(), aLogStream(), anAuditSink(), service]);
      expect(told).toEqual([]);
      expect(waitingOf(remarks, 'audit-sink-service-exists')).toHaveLength(1);
    }));

  it('knows that a generated name, or one in another namespace, is another Service', () =>
    withPack({ logproof: STREAMS }, async (engine, remarks) => {
      const services: Declared[] = [{ namespace: 'web', name: UNKNOWN }, { namespace: 'kube-system', generateName: 'web-' }].map((metadata, index) => ({
        type: 'kubernetes:core/v1:Service',
        name: `web${index}`,
        properties: { metadata, spec: { ports: [{ port: 80 }] } },
      }));
      const told = await deployment(engine, true, [aLogGroup(), aLogStream(), anAuditSink(), ...services]);
      expect(told).toEqual([]);
      expect(waitingOf(remarks, 'audit-sink-service-exists')).toEqual([]);
    }));
});

describe('a Service without a namespace', () => {
  it.each([
    [{}, 'default', [443], []],
    [{}, 'kube-system', [443], []],
    [{ namespace: 'kube-system' }, 'kube-system', [80], ['audit-sink-service-exists sink']],
  ])('is in that of its provider: %j', (configured, namespace, ports, refused) =>
    withPack({}, async (engine) => {
      const provider = { name: 'k', properties: { kubeconfig: 'one', ...configured } };
      const sink = anAuditSink({ clientConfig: { service: { namespace, name: 'collector', port: 443 } } });
      const service: Declared = { type: 'kubernetes:core/v1:Service', name: 's', properties: { metadata: { name: 'collector' }, spec: { ports: ports.map((port) => ({ port })) } }, provider };
      expect(refusals(await deployment(engine, false, [aLogGroup(), aLogStream(), { ...sink, provider }, service]))).toEqual(refused);
    }));
});

describe('an AuditSink or an EKS cluster whose name is not known', () => {
  const wrong = (metadata: object): Declared => {
    const sink = anAuditSink({ level: 'None' }, 'sandbox-sink');
    return { ...sink, properties: { ...sink.properties, metadata } };
  };
  const eks: Declared = { type: 'aws:eks/cluster:Cluster', name: 'sandbox-eks', properties: { name: UNKNOWN, enabledClusterLogTypes: [] } };

  it.each([
    ['a sink', wrong({ name: UNKNOWN }), 'audit-sink-level'],
    ['a sink with a generated name', wrong({ generateName: 'sandbox-' }), 'audit-sink-level'],
    ['a cluster', eks, 'api-server-audit-exported'],
  ])('%s: a waiver may cover it until then', (_, resource, control) =>
    // That the cluster sends its events nowhere is said of the stack too.
    withPack({ logproof: 'controls: { audit-sink-present: { level: disabled } }', waivers: waiver('sandbox-prod', control) }, async (engine) => {
      const told = await deployment(engine, true, [aLogGroup(), aLogStream(), resource, ...others]);
      expect(refusals(told)).toEqual([]);
      expect(told.find(({ policy, urn: of }) => policy === control && of.includes('sandbox'))?.message).toContain('waiver sandbox-prod may cover it');
    }));

  it('is refused where no waiver may cover it, whatever it is called', () =>
    withPack({ waivers: waiver('sandbox-sink', 'audit-sink-level') }, async (engine) => {
      expect(refusals(await deployment(engine, true, [aLogGroup(), aLogStream(), wrong({ generateName: 'prod-' }), ...others]))).toEqual(['audit-sink-level sandbox-sink']);
    }));

  it('is covered by id as well, which ends in its name', () =>
    withPack({ waivers: waiver('auditregistration.k8s.io/AuditSink//sandbox-*', 'audit-sink-level') }, async (engine) => {
      expect(refusals(await deployment(engine, true, [aLogGroup(), aLogStream(), wrong({ generateName: 'sandbox-' }), ...others]))).toEqual([]);
    }));
});
