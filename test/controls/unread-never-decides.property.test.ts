import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTROLS } from '../../policypack/controls/index.js';
import { subjectKinds, type AnyControl } from '../../policypack/core/control.js';
import { check } from '../../policypack/core/evaluate.js';
import type { Origin } from '../../policypack/core/fact.js';
import { apiServer } from './arbitrary-server.js';
import { fixturesOf, givenBy } from './fixture.js';
import { unreadOnce } from './unread.js';

interface Circumstances {
  readonly params?: object;
  readonly today?: string;
  readonly origin?: Origin;
}

const outcome = (control: AnyControl, given: unknown, { params = {}, today = '2026-06-01', origin = 'live' }: Circumstances) =>
  check({ control, params: control.params.parse(params) as Record<string, unknown> }, given, { today, origin }).outcome;

/** Facts that, not read, turn a verdict into another one than unknown. */
function turnedByLackOfKnowledge(control: AnyControl, given: unknown, circumstances: Circumstances): string[] {
  const known = outcome(control, given, circumstances);
  return [...unreadOnce(given)].flatMap(([place, changed]) => {
    const found = outcome(control, changed, circumstances);
    return found === known || found === 'unknown' ? [] : `${place}: ${known} becomes ${found}`;
  });
}

describe('what is not read leaves a verdict as it is, or unknown: never a pass, and never out of question', () => {
  it.each(CONTROLS.map((control) => [control.id, control] as const))('%s: in its fixtures', (id, control) => {
    for (const fixture of fixturesOf(id)) {
      expect([fixture.file, turnedByLackOfKnowledge(control, givenBy(fixture, control), fixture)]).toEqual([fixture.file, []]);
    }
  });

  const SERVER_CONTROLS = CONTROLS.filter((control) => subjectKinds(control).includes('kubernetes.api-server'));

  it.each(SERVER_CONTROLS.map((control) => [control.id, control] as const))('%s: of any API server', (_, control) => {
    fc.assert(
      fc.property(apiServer, (given) => {
        expect(turnedByLackOfKnowledge(control, given, {})).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
