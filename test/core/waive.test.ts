import { describe, expect, it } from 'vitest';
import type { Finding } from '../../policypack/core/result.js';
import type { Waiver } from '../../policypack/core/settings.js';
import { waiving } from '../../policypack/core/waive.js';

const TODAY = '2026-06-01';
const aWaiver = (over: Partial<Waiver> = {}): Waiver => ({
  control: 'log-group-retention-minimum',
  subject: 'arn:aws:logs:*:*:log-group:ai-sandbox-*',
  reason: 'Synthetic data only',
  owner: 'team-ml',
  approver: 'security',
  expires: '2026-06-01',
  ...over,
});

const aFinding = (over: Partial<Finding> = {}, name = 'ai-sandbox-1'): Finding => ({
  control: 'log-group-retention-minimum',
  severity: 'high',
  level: 'mandatory',
  subject: { kind: 'aws.log-group', id: `arn:aws:logs:eu-west-1:123456789012:log-group:${name}`, name, origin: 'live', scope: 'aws:123456789012:eu-west-1' },
  outcome: 'fail',
  message: 'kept 30 days, 365 required',
  remediation: '',
  evidence: {},
  fingerprint: '0',
  ...over,
});

describe('a waiver', () => {
  it('annotates the failure and keeps it', () => {
    expect(waiving([aWaiver()], TODAY).waive(aFinding())).toMatchObject({ outcome: 'fail', waiver: { owner: 'team-ml', expires: TODAY } });
  });

  it.each([
    ['matches by name', { subject: 'ai-sandbox-*' }, 'ai-sandbox-1', true],
    ['does not let * cross a slash', { subject: 'ai-*' }, 'ai-sandbox/deep', false],
    ['lets ** cross slashes as a segment of its own', { subject: 'ai-sandbox/**' }, 'ai-sandbox/a/b', true],
    ['is of one control', { control: 'log-group-encrypted' }, 'ai-sandbox-1', false],
    ['is over the day after its last', { expires: '2026-05-31' }, 'ai-sandbox-1', false],
    ['does not hold when its owner approved it', { approver: 'Team-ML ' }, 'ai-sandbox-1', false],
    ['takes brackets and braces by their letters, after a backslash', { subject: 'weird\\[1\\]\\{a\\}' }, 'weird[1]{a}', true],
  ] as const)('%s', (_what, over, name, holds) => {
    expect(waiving([aWaiver(over)], TODAY).waive(aFinding({}, name)).waiver !== undefined).toBe(holds);
  });

  it.each(['unknown', 'error'] as const)('does not waive what is %s', (outcome) => {
    expect(waiving([aWaiver()], TODAY).waive(aFinding({ outcome })).waiver).toBeUndefined();
  });

  it('lets another one hold where the first is over', () => {
    const judged = waiving([aWaiver({ expires: '2020-01-01' }), aWaiver({ reason: 'renewed' })], TODAY).waive(aFinding());
    expect(judged.waiver?.reason).toBe('renewed');
  });

  it('says how many failures it matched, expired or not', () => {
    const all = waiving([aWaiver({ expires: '2020-01-01' }), aWaiver({ subject: 'nothing' })], TODAY);
    all.waive(aFinding());
    expect(all.outcomes(true)).toMatchObject([{ matched: { value: 1 } }, { matched: { value: 0 } }]);
  });

  it('does not call itself unmatched while not all was read', () => {
    expect(waiving([aWaiver()], TODAY).outcomes(false)).toMatchObject([{ matched: { gap: 'cut-off' } }]);
  });
});
