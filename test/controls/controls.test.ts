import { describe, expect, it } from 'vitest';
import { CONTROLS } from '../../policypack/controls/index.js';
import { check } from '../../policypack/core/evaluate.js';
import { fixturesOf, foldersOfFixtures, givenBy } from './fixture.js';

describe.each(CONTROLS.map((control) => ({ id: control.id, control })))('$id', ({ id, control }) => {
  const fixtures = fixturesOf(id);

  // A waiver is a file that was read whole or refused: nothing about it is unread but what it matched.
  const isAboutWaivers = control.subject === 'logproof.waiver' && id !== 'waiver-unmatched';
  const kinds = isAboutWaivers ? ['pass', 'fail'] : ['pass', 'fail', 'unknown'];

  it.each(kinds)('has a %s fixture', (kind) => {
    expect(fixtures.map(({ file }) => file)).toContainEqual(expect.stringMatching(new RegExp(`^${kind}.*\\.json$`)));
  });

  it('has no parameter that an entry of the configuration already has', () => {
    expect(Object.keys(control.params.shape)).not.toContain('level');
  });

  it.each(fixtures)('judges $file', (fixture) => {
    const params = control.params.parse(fixture.params ?? {});
    const context = { today: fixture.today ?? '2026-06-01', origin: fixture.origin ?? 'live' };
    const judged = check({ control, params }, givenBy(fixture, control), context);
    expect(judged).toMatchObject(fixture.expect);
    expect(fixture.file).toMatch(new RegExp(`^${fixture.expect.outcome}`));
  });
});

describe('the fixtures', () => {
  it('belong to controls that exist', () => {
    const ids = CONTROLS.map(({ id }) => id);
    expect(foldersOfFixtures().filter((folder) => !ids.includes(folder))).toEqual([]);
  });
});
