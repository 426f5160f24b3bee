import { describe, expect, it } from 'vitest';
import { CONTROLS } from '../../policypack/controls/index.js';
import { subjectKinds } from '../../policypack/core/control.js';
import { judgedCase } from '../../tools/cases/judged-case.js';
import { casesOf, idsWithCases } from '../../tools/cases/read-cases.js';

describe.each(CONTROLS.map((control) => ({ id: control.id, control })))('$id', ({ id, control }) => {
  const cases = casesOf(id);

  // A waiver is a file that was read whole or refused: nothing about it is unread but what it matched.
  const isAboutWaivers = subjectKinds(control).includes('logproof.waiver') && id !== 'waiver-unmatched';
  const outcomes = isAboutWaivers ? ['pass', 'fail'] : ['pass', 'fail', 'unknown'];

  it.each(outcomes)('has a case that ends in %s', (outcome) => {
    expect(cases.map((one) => one.expect.outcome)).toContain(outcome);
  });

  it('has no parameter that an entry of the configuration already has', () => {
    expect(Object.keys(control.params.shape)).not.toContain('level');
  });

  it.each(cases)('judges $name: $expect.outcome', (one) => {
    expect(judgedCase(control, one)).toMatchObject(one.expect);
  });
});

describe('the files of cases', () => {
  it('belong to controls that exist', () => {
    const ids = CONTROLS.map(({ id }) => id);
    expect(idsWithCases().filter((id) => !ids.includes(id))).toEqual([]);
  });
});
