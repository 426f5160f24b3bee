import { describe, expect, it } from 'vitest';
import { withPack } from './in-process.js';
import { aLogGroup, aLogStream, anAuditSink, UNKNOWN } from './resources.js';
import { urn, type Declared } from './engine.js';

const groups = (count: number, days: (index: number) => unknown): Declared[] =>
  Array.from({ length: count }, (_, index) => aLogGroup({ name: `g${index}`, retentionInDays: days(index) }, `g${index}`));
const streams = (count: number): Declared[] => Array.from({ length: count }, (_, index) => aLogStream({ logGroupName: `g${index}` }, `s${index}`));

/** What a preview is told of these resources, shown in this order. */
const previewed = (resources: readonly Declared[], files: Parameters<typeof withPack>[0] = {}) =>
  withPack(files, async (engine, remarks) => {
    await engine.configureStack(true);
    const before = [];
    for (const resource of resources) before.push(...(await engine.analyze(resource)).violations);
    const { violations } = await engine.analyzeStack([anAuditSink(), ...resources]);
    return { before, violations, remarks: [...remarks] };
  });

describe('a preview of a thousand groups that break a control', () => {
  it('has one violation, with the first few names and a count, and how to fix it once', async () => {
    const { before, violations } = await previewed([...groups(1000, () => 30), ...streams(1000)]);

    expect(before).toEqual([]);
    expect(violations).toMatchObject([{ policy: 'log-group-retention-minimum', level: 'mandatory', urn: '' }]);
    expect(violations[0]?.message.split('\n')).toEqual([
      'kept 30 days, 365 required: g0, g1, g2, g3, g4 and 995 more',
      expect.stringMatching(/^Fix: /),
      'Why, and what it maps to: logproof controls show log-group-retention-minimum',
    ]);
  });

  it('says what was found of the first, and how many others there are', async () => {
    const { violations } = await previewed([...groups(12, (index) => [1, 3, 5, 7, 14][index % 5]), ...streams(12)]);

    expect(violations[0]?.message.split('\n')[0]).toBe('kept 1 days, 365 required: g0, g5, g10; kept 3 days, 365 required: g1, g6, g11; kept 5 days, 365 required: g2, g7; and 4 more');
  });

  it('says the same in whatever order the engine comes by them', async () => {
    const resources = [...groups(12, (index) => (index % 3 === 0 ? UNKNOWN : index)), ...streams(12)];
    const forwards = await previewed(resources);
    const backwards = await previewed([...resources].reverse());

    expect(backwards).toEqual(forwards);
    expect(forwards.remarks).toEqual([expect.stringContaining('log-group-retention-minimum (retentionInDays of g0, g3, g6, g9)')]);
  });

  it('is told of those that are waived, of advisory and of mandatory ones apart', async () => {
    const waivers = JSON.stringify([{ control: 'log-group-retention-minimum', subject: 'g?', reason: 'r', owner: 'o', approver: 'a', expires: '2999-01-01' }]);
    const { violations } = await previewed([...groups(12, () => 30), ...streams(12)], { waivers });

    expect(violations.map(({ level, message }) => [level, message.split('\n').filter((line) => line.includes('kept'))])).toEqual([
      ['advisory', ['Without the waiver: kept 30 days, 365 required: g0, g1, g2, g3, g4 and 5 more']],
      ['mandatory', ['kept 30 days, 365 required: g10, g11']],
    ]);
  });

  it('names the resource where it is one', async () => {
    const [group] = groups(1, () => 30) as [Declared];
    const { violations } = await previewed([group, ...streams(1)]);

    expect(violations).toMatchObject([{ urn: urn(group) }]);
    expect(violations[0]?.message).toMatch(/^kept 30 days, 365 required\nFix: /);
  });
});

describe('a first preview of a perfect program', () => {
  it('has nothing to say, though it does not know the ARN of its own key', async () => {
    const key: Declared = { type: 'aws:kms/key:Key', name: 'key', properties: { enableKeyRotation: true } };
    const group = { ...aLogGroup({ kmsKeyId: UNKNOWN, tags: { cluster: UNKNOWN } }), dependsOn: { kmsKeyId: [urn(key)] } };
    const stream = { ...aLogStream({ logGroupName: UNKNOWN }), dependsOn: { logGroupName: [urn(group)] } };

    expect(await previewed([key, group, stream])).toEqual({ before: [], violations: [], remarks: [] });
  });
});

describe('an up', () => {
  it('refuses before each creation, and says once how to fix it', () =>
    withPack({}, async (engine) => {
      await engine.configureStack(false);
      const told = await Promise.all(groups(3, () => 30).map((group) => engine.analyze(group)));
      const messages = told.flatMap(({ violations }) => violations.map(({ message }) => message));

      expect(messages).toHaveLength(3);
      expect(messages.filter((message) => message.includes('\nFix: '))).toHaveLength(1);
      expect(messages.every((message) => message.startsWith('kept 30 days, 365 required'))).toBe(true);
    }));

  it('says at its end what was not settled, as a violation', () =>
    withPack({}, async (engine, remarks) => {
      await engine.configureStack(false);
      const { violations } = await engine.analyzeStack([anAuditSink(), ...groups(1, () => UNKNOWN), ...streams(1)]);

      expect(violations.map(({ policy, level }) => `${policy} ${level}`)).toEqual(['log-group-retention-minimum advisory', 'placeholder-value advisory']);
      expect(violations[0]?.message).toContain('not judged yet, not known: retentionInDays of g0');
      expect(remarks).toEqual([]);
    }));
});
