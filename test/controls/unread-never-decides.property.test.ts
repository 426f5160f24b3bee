import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTROLS } from '../../policypack/controls/index.js';
import { subjectKinds, type AnyControl } from '../../policypack/core/control.js';
import { circumstancesOf, judgedIn, type Circumstances } from '../../tools/cases/judged-case.js';
import { casesOf } from '../../tools/cases/read-cases.js';
import { apiServer } from './arbitrary-server.js';
import { unreadOnce } from './unread.js';

/** Facts that, not read, turn a verdict into another one than unknown. */
function turnedByLackOfKnowledge(control: AnyControl, circumstances: Circumstances): string[] {
  const known = judgedIn(control, circumstances).outcome;
  return [...unreadOnce(circumstances.given)].flatMap(([place, changed]) => {
    const found = judgedIn(control, { ...circumstances, given: changed }).outcome;
    return found === known || found === 'unknown' ? [] : `${place}: ${known} becomes ${found}`;
  });
}

describe('what is not read leaves a verdict as it is, or unknown: never a pass, and never out of question', () => {
  it.each(CONTROLS.map((control) => [control.id, control] as const))('%s: in its cases', (id, control) => {
    for (const one of casesOf(id)) {
      expect([one.name, turnedByLackOfKnowledge(control, circumstancesOf(control, one))]).toEqual([one.name, []]);
    }
  });

  const SERVER_CONTROLS = CONTROLS.filter((control) => subjectKinds(control).includes('kubernetes.api-server'));

  it.each(SERVER_CONTROLS.map((control) => [control.id, control] as const))('%s: of any API server', (_, control) => {
    const params = control.params.parse({}) as Record<string, unknown>;
    fc.assert(
      fc.property(apiServer, (given) => {
        expect(turnedByLackOfKnowledge(control, { given, params, context: { today: '2026-06-01', origin: 'live' } })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
