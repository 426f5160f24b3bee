import { describe, expect, it } from 'vitest';
import type { Declared, Stage } from './engine.js';
import { waitingOf, withPack, type Written } from './in-process.js';
import { aLogGroup, aLogStream, anAuditSink, aService, aSinkSpec, secret, UNKNOWN } from './resources.js';

const RETENTION = 'log-group-retention-minimum';
const SINKS = 'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink';
/** Everything that can be asked for is. */
const ASKED = 'controls: { audit-sink-present: { requireIn: all }, log-group-present: { requireIn: all } }';

/** The end of a run; of the analysis of a state the engine does not say that it is one. */
const end = (resources: readonly Declared[], written: Written = {}, run: 'up' | 'preview' | 'analysis' = 'up'): Promise<{ readonly violations: Stage['violations']; readonly remarks: readonly string[] }> =>
  withPack(written, async (engine, remarks) => {
    if (run !== 'analysis') await engine.configureStack(run === 'preview');
    const { violations } = await engine.analyzeStack(resources);
    return { violations, remarks: [...remarks] };
  });

const about = (control: string, violations: Stage['violations']): string[] => violations.filter(({ policy }) => policy === control).map(({ level, message }) => `${level}: ${message.split('\n')[0]}`);

const withoutThrottle = (sink: Declared): Declared => ({ ...sink, properties: { ...sink.properties, spec: { ...aSinkSpec(), webhook: { clientConfig: { url: 'https://collector.corp.internal' } } } } });

const forever = [aLogGroup({ retentionInDays: UNKNOWN }), aLogStream(), anAuditSink(), aService()];

describe('a value of the stack that is not known at the end of an up', () => {
  it('is refused by a mandatory control that rests on it, which says which value of what, and what to write', async () => {
    const { violations } = await end(forever);

    expect(about(RETENTION, violations)).toEqual(['mandatory: not judged: retentionInDays of logs is not known even after the update']);
    expect(violations[0]?.message).toContain('Fix: Write a value for retentionInDays that is known once it is made');
    expect(violations[0]?.urn).toContain('::logs');
  });

  it('is shown, and refuses nothing, where the configuration says so', async () => {
    const { violations } = await end(forever, { logproof: 'unknownAfterUp: warn' });

    expect(about(RETENTION, violations)).toEqual(['advisory: not judged yet, not known: retentionInDays of logs']);
    expect(violations[0]?.message).toContain('nothing will tell that value');
  });

  it('is refused by no control that is advisory', async () => {
    const { violations } = await end([...forever.slice(1), aLogGroup({ kmsKeyId: UNKNOWN })]);
    expect(about('log-group-encrypted', violations)).toEqual(['advisory: not judged yet, not known: kmsKeyId of logs']);
  });

  it('waits in a preview, and is for a scan in the analysis of a state', async () => {
    const preview = await end(forever, {}, 'preview');
    expect(about(RETENTION, preview.violations)).toEqual([]);
    expect(waitingOf(preview.remarks, RETENTION)).toEqual(['retentionInDays of logs']);

    const analysis = await end(forever, {}, 'analysis');
    expect(about(RETENTION, analysis.violations)).toEqual([expect.stringMatching(/^advisory: /)]);
  });

  it('may be waived as any failure', async () => {
    const waivers = JSON.stringify([{ control: RETENTION, subject: 'ai-audit', reason: 'r', owner: 'o', approver: 'a', expires: '2026-12-31' }]);
    expect(about(RETENTION, (await end(forever, { waivers })).violations)).toEqual([expect.stringMatching(/^advisory: waived until 2026-12-31/)]);
  });

  it('is said of the stack with the resources whose it is', async () => {
    const unnamed = [aLogGroup({ name: UNKNOWN }, 'one'), aLogGroup({ name: UNKNOWN }, 'two')];
    const { violations } = await end(unnamed, { logproof: `scope: { logGroups: { include: ["/ai/**"] } }\n${ASKED}` });
    expect(about('log-group-present', violations)).toEqual(['mandatory: not judged: name of one, two is not known even after the update']);
  });

  it('is no less refused where it is a secret, of which nothing is printed', async () => {
    const { violations } = await end([aLogGroup({ retentionInDays: secret(UNKNOWN) }), ...forever.slice(1)]);
    expect(about(RETENTION, violations)).toEqual(['mandatory: not judged: retentionInDays, a secret, of logs is not known even after the update']);
  });

  it.each<[string, Declared, Declared, string]>([
    ['a property', aLogGroup({ retentionInDays: UNKNOWN }), aLogGroup({ retentionInDays: undefined }), RETENTION],
    ['an item of a list', anAuditSink({ stages: ['ResponseComplete', UNKNOWN] }), anAuditSink({ stages: ['ResponseComplete'] }), 'audit-sink-stages'],
    ['all of an object', anAuditSink({ throttle: UNKNOWN }), withoutThrottle(anAuditSink()), 'audit-sink-throttle'],
  ])('is not absent since the engine leaves it out of what it makes: %s', (_, input, made, control) =>
    withPack({}, async (engine) => {
      await engine.configureStack(false);
      await engine.analyze(input);
      expect(about(control, (await engine.analyzeStack([JSON.parse(JSON.stringify(made)) as Declared])).violations)).toEqual([expect.stringMatching(/^mandatory: not judged: /)]);
    }));

  it('is not asked for where its input was judged', () =>
    withPack({}, async (engine) => {
      await engine.configureStack(false);
      for (const one of [aLogGroup(), ...forever.slice(1)]) await engine.analyze(one);
      expect(about(RETENTION, (await engine.analyzeStack(forever)).violations)).toEqual([]);
    }));
});

describe('what others would tell at the end of an up', () => {
  const left = { type: `${SINKS}Patch`, name: 'patch', properties: { metadata: { name: 'ai-system-audit-sink' } } };

  it.each<[string, readonly Declared[], string, RegExp]>([
    ['what a patch leaves as it is', [aLogGroup(), aLogStream(), left], 'audit-sink-level', /which the patch leaves as it is on the server/],
    ['what a Helm release holds', [aLogGroup(), aLogStream(), { type: 'kubernetes:helm.sh/v3:Release', name: 'aud', properties: { resourceNames: { 'AuditSink.auditregistration.k8s.io/v1alpha1': ['aud-sink'] } } }], 'audit-sink-level', /held by the Helm release aud/],
    ['what a Helm release does not say that it holds', [aLogGroup(), aLogStream(), { type: 'kubernetes:helm.sh/v3:Release', name: 'aud', properties: { chart: './chart' } }], 'audit-sink-present', /what the Helm release aud holds/],
  ])('is advisory, and says who tells: %s', async (_, resources, control, what) => {
    const found = (await end(resources, { logproof: ASKED })).violations.filter(({ policy }) => policy === control);

    expect(found.map(({ level }) => level)).toEqual(['advisory']);
    expect(found[0]?.message).toMatch(what);
    expect(found[0]?.message).toContain('logproof scan');
  });

  it('is for the up that makes what this one leaves out', async () => {
    const { violations } = await end([{ ...aLogGroup(), properties: {}, provider: { name: 'eu', properties: { region: 'eu-west-1' } } }, ...forever.slice(1)]);
    expect(violations.map(({ level }) => level)).not.toContain('mandatory');
    expect(violations.map(({ message }) => message).join('\n')).toContain('The pulumi up that makes it judges it.');
  });
});

describe('presence counts what is there whole', () => {
  const beside = [aLogGroup(), aLogStream()];

  it.each<[string, Declared, string]>([
    ['a lone patch, which is none by itself', { type: `${SINKS}Patch`, name: 'patch', properties: { metadata: { name: 'audit' } } }, 'mandatory: no AuditSink and no cluster that exports its audit events, at least one is required'],
    ['a lone patch, whatever it carries', { type: `${SINKS}Patch`, name: 'patch', properties: { metadata: { name: 'audit' }, spec: aSinkSpec() } }, 'mandatory: no AuditSink and no cluster that exports its audit events, at least one is required'],
    ['a list that is not known', { type: `${SINKS}List`, name: 'list', properties: { items: UNKNOWN } }, 'mandatory: not judged: items of list is not known even after the update'],
  ])('and not %s', async (_, resource, said) => {
    expect(about('audit-sink-present', (await end([...beside, resource], { logproof: ASKED })).violations)).toEqual([said]);
  });

  it('and a list says for certain neither that a field is right, nor that it is wrong, while it is not known', async () => {
    const { violations } = await end([...beside, { type: `${SINKS}List`, name: 'list', properties: { items: UNKNOWN } }], { logproof: `unknownAfterUp: warn\n${ASKED}` });
    expect([...new Set(violations.map(({ level, message }) => `${level} ${message.split(':')[0]}`))]).toEqual(['advisory not judged yet, not known']);
  });
});
