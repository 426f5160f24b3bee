import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTROLS } from '../../policypack/controls/index.js';
import { subjectKinds, type AnyControl } from '../../policypack/core/control.js';
import { check } from '../../policypack/core/evaluate.js';
import { circumstancesOf, type Circumstances } from '../../tools/cases/judged-case.js';
import { casesOf } from '../../tools/cases/read-cases.js';
import { apiServer } from './arbitrary-server.js';
import { unreadOnce } from './unread.js';

const outcome = (control: AnyControl, { given, params, context }: Circumstances) => check({ control, params }, given, context).outcome;

/** The same with each fact unread in turn, of its own and of what is joined to it; a case that gives facts gives both as one. */
function* withOneUnread(circumstances: Circumstances): Generator<readonly [string, Circumstances]> {
  const { given, context } = circumstances;
  const both = context.joined === given;
  for (const [place, changed] of unreadOnce(given)) yield [place, { ...circumstances, given: changed, context: both ? { ...context, joined: changed } : context }];
  if (!both) for (const [place, changed] of unreadOnce(context.joined)) yield [`joined ${place}`, { ...circumstances, context: { ...context, joined: changed } }];
}

/** Facts that, not read, turn a verdict into another one than unknown. */
function turnedByLackOfKnowledge(control: AnyControl, circumstances: Circumstances): string[] {
  const known = outcome(control, circumstances);
  return [...withOneUnread(circumstances)].flatMap(([place, changed]) => {
    const found = outcome(control, changed);
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
        expect(turnedByLackOfKnowledge(control, { given, params, context: { today: '2026-06-01', origin: 'live', joined: given } })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
