import { describe, expect, it } from 'vitest';
import { withPack } from './in-process.js';
import { aLogGroup, aLogStream, anAuditSink, aService } from './resources.js';

const waiver = (fields: object = {}): string =>
  JSON.stringify([
    {
      control: 'log-group-retention-minimum',
      subject: 'ai-sandbox-*',
      reason: 'Synthetic data only',
      owner: 'team-ml',
      approver: 'security',
      expires: '2027-03-31',
      ...fields,
    },
  ]);

const shortLived = aLogGroup({ name: 'ai-sandbox-1', retentionInDays: 7 });
const withArn = (account: string) => ({
  ...shortLived,
  properties: { ...shortLived.properties, arn: `arn:aws:logs:eu-west-1:${account}:log-group:ai-sandbox-1` },
});
const stackWith = (group: typeof shortLived) => [
  group,
  aLogStream({ logGroupName: 'ai-sandbox-1' }),
  anAuditSink(),
  aService(),
];

describe('a waived failure', () => {
  it('is a note that says until when, by whom and why, and is said once', () =>
    withPack({ waivers: waiver() }, async (engine) => {
      const { violations } = await engine.analyze(shortLived);
      const after = await engine.analyzeStack(stackWith(shortLived));

      expect(violations).toMatchObject([{ level: 'advisory' }]);
      expect(violations[0]?.message).toBe(
        'waived until 2027-03-31, approved by security for team-ml: Synthetic data only\nWithout the waiver: kept 7 days, 365 required',
      );
      expect(after.violations).toEqual([]);
    }));

  it('holds by the name in an ARN while the group has none, and is settled when it has', () =>
    withPack({ waivers: waiver({ subject: 'arn:aws:logs:*:111111111111:log-group:ai-sandbox-*' }) }, async (engine) => {
      const before = await engine.analyze(shortLived);
      const mine = await engine.analyzeStack(stackWith(withArn('111111111111')));
      await engine.analyze(shortLived);
      const other = await engine.analyzeStack(stackWith(withArn('222222222222')));

      expect(before.violations).toMatchObject([{ level: 'advisory' }]);
      expect(mine.violations).toEqual([]);
      expect(other.violations).toMatchObject([{ policy: 'log-group-retention-minimum', level: 'mandatory' }]);
    }));
});

describe.each([
  ['expired', { expires: '2026-05-31' }, 'waiver-expired', 'expired on 2026-05-31, it waives nothing'],
  [
    'approved by its owner',
    { approver: 'Team-ML' },
    'waiver-unapproved',
    'approved by its owner team-ml, it waives nothing',
  ],
])('a waiver that is %s', (_, fields, control, message) => {
  it('waives nothing, and is told itself', () =>
    withPack({ waivers: waiver(fields), today: '2026-06-01' }, async (engine) => {
      const { violations } = await engine.analyze(shortLived);
      const after = await engine.analyzeStack(stackWith(shortLived));

      expect(violations).toMatchObject([{ policy: 'log-group-retention-minimum', level: 'mandatory' }]);
      expect(after.violations).toMatchObject([{ policy: control, level: 'advisory', urn: '' }]);
      expect(after.violations[0]?.message).toContain(
        `waiver of log-group-retention-minimum on ai-sandbox-*: ${message}`,
      );
    }));
});

describe('a waiver that matches nothing here', () => {
  it('is no news in a deployment: it may be for another stack', () =>
    withPack({ waivers: waiver({ subject: 'elsewhere' }) }, async (engine) => {
      const { violations, notApplicable } = await engine.analyzeStack([
        aLogGroup(),
        aLogStream(),
        anAuditSink(),
        aService(),
      ]);

      expect(violations).toEqual([]);
      expect(notApplicable).toContain('waiver-unmatched');
    }));
});
