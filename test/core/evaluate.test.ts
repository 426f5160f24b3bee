import { describe, expect, it } from 'vitest';
import { control, noParams, pass, type AnyControl } from '../../policypack/core/control.js';
import { evaluate, plan } from '../../policypack/core/evaluate.js';
import { gap } from '../../policypack/core/known.js';
import { subjectOf } from '../../policypack/core/subject.js';
import { KINDS } from '../../policypack/kinds/index.js';
import type { Finding } from '../../policypack/core/result.js';
import type { Settings } from '../../policypack/core/settings.js';
import retention from '../../policypack/controls/aws/log-group-retention-minimum.js';
import encrypted from '../../policypack/controls/aws/log-group-encrypted.js';
import { joinings } from '../../policypack/core/joined.js';
import { LiveLook } from '../../policypack/core/looks.js';
import logGroup from '../../policypack/kinds/aws/log-group/kind.js';
import { aLiveLogGroup } from './facts.js';

const broken = control({ ...encrypted, id: 'broken', check: () => { throw new TypeError('no such property'); } });
const always = control({ ...encrypted, id: 'always', params: noParams, check: () => pass('fine') });

const settingsFor = (controls: readonly AnyControl[], level: 'mandatory' | 'disabled' = 'mandatory'): Settings => ({
  controls: Object.fromEntries(controls.map((one) => [one.id, { level, params: one.params.parse({}) as Record<string, unknown> }])),
  frameworks: [],
  scope: {},
  waivers: [],
});

/** A live system in which nothing else was seen. */
const NOTHING_ELSE = new LiveLook(KINDS);
NOTHING_ELSE.mark({ kind: 'aws.account-retention-policy', scope: 'aws:123456789012:eu-west-1' });

function judge(controls: readonly AnyControl[], group = aLiveLogGroup(), keepAll = false) {
  const planned = plan({ kinds: KINDS, controls }, settingsFor(controls), '2026-06-01');
  const findings: Finding[] = [];
  const failing = evaluate(subjectOf(group, joinings(KINDS, NOTHING_ELSE)(logGroup)(group)), planned, (finding) => findings.push(finding), keepAll);
  return { findings, failing, tallies: Object.fromEntries(planned.all.map(({ control: { id }, tally }) => [id, tally])) };
}

describe('evaluating a subject', () => {
  it('counts a pass and keeps nothing', () => {
    const { findings, tallies } = judge([retention]);
    expect(findings).toEqual([]);
    expect(tallies[retention.id]).toMatchObject({ pass: 1, fail: 0 });
  });

  it('keeps passes when the full population is asked for', () => {
    expect(judge([retention], aLiveLogGroup(), true).findings).toMatchObject([{ outcome: 'pass', message: 'kept 365 days' }]);
  });

  it('reports a failure with its evidence, remediation and a stable fingerprint', () => {
    const group = aLiveLogGroup({ name: 'ai' }, { retentionDays: { value: 30 } });
    const [first] = judge([retention], group).findings;
    const [second] = judge([retention], group).findings;
    expect(first).toMatchObject({ control: retention.id, outcome: 'fail', severity: 'high', level: 'mandatory', evidence: { retentionDays: 30 } });
    expect(first?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(second?.fingerprint).toBe(first?.fingerprint);
  });

  it('makes an unread fact unknown, never a pass', () => {
    const { findings } = judge([retention], aLiveLogGroup({}, { retentionDays: gap('forbidden', 'DescribeLogGroups') }));
    expect(findings).toMatchObject([{ outcome: 'unknown', message: 'DescribeLogGroups is not known: access was denied' }]);
  });

  it('makes a control that throws an error, and runs the others', () => {
    const { findings, tallies } = judge([broken, always]);
    expect(findings).toMatchObject([{ control: 'broken', outcome: 'error', message: 'the control failed to run: no such property' }]);
    expect(tallies).toMatchObject({ broken: { error: 1 }, always: { pass: 1 } });
  });

  it('does not run what is disabled', () => {
    expect(plan({ kinds: KINDS, controls: [retention] }, settingsFor([retention], 'disabled'), '2026-06-01').all).toEqual([]);
  });
});
