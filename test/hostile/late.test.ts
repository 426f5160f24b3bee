import { describe, expect, it } from 'vitest';
import { control, noParams, pass } from '../../policypack/core/control.js';
import { evaluate, plan } from '../../policypack/core/evaluate.js';
import { from, kind, of } from '../../policypack/core/kind.js';
import { kindTable } from '../../policypack/core/kind-table.js';
import { known, type Known } from '../../policypack/core/known.js';
import { joinings } from '../../policypack/core/joined.js';
import { LiveLook } from '../../policypack/core/looks.js';
import { subjectOf } from '../../policypack/core/subject.js';
import type { Fact } from '../../policypack/core/fact.js';
import type { Finding } from '../../policypack/core/result.js';

interface ClockFacts {
  readonly stops: Known<boolean>;
}

const clock = kind({
  id: 'hall.clock',
  noun: 'clock',
  facts: of<ClockFacts>(),
  keep: 'all',
  joins: { alone: from([], () => known(true)) },
  docs: { judged: 'each clock', waive: 'a' },
});

const stops = control({
  id: 'clock-stops',
  title: 'Clocks stop',
  subject: clock,
  severity: 'low',
  level: 'mandatory',
  rationale: 'One that never does is not waited for.',
  remediation: 'Stop it.',
  references: {},
  params: noParams,
  check({ stops }) {
    if ('value' in stops && !stops.value) for (;;);
    return pass('it stops');
  },
});

const KINDS = kindTable([clock]);
const aClock = (name: string, ends: boolean): Fact<ClockFacts> => ({ type: 'fact', kind: 'hall.clock', id: name, name, origin: 'live', scope: 'hall', facts: { stops: known(ends) }, texts: [] });

describe('something that takes for ever to judge', () => {
  it('is not known, and what comes before and after is judged', () => {
    const planned = plan({ kinds: KINDS, controls: [stops] }, { controls: { 'clock-stops': { level: 'mandatory', params: {} } }, frameworks: [], scope: {}, waivers: [] }, '2026-06-01');
    const join = joinings(KINDS, new LiveLook(KINDS))(clock);
    const findings: Finding[] = [];
    for (const fact of [aClock('a', true), aClock('b', false), aClock('c', true)]) evaluate(subjectOf(fact, join(fact)), planned, (finding) => findings.push(finding));
    expect(planned.all[0]?.tally).toMatchObject({ pass: 2, unknown: 1, fail: 0 });
    expect(findings).toMatchObject([{ subject: { name: 'b' }, outcome: 'unknown', message: 'judging it was stopped after 800 ms' }]);
  });
});
