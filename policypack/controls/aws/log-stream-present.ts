import * as z from 'zod';
import { dayOf, daysBetween } from '../../core/calendar.js';
import { control, fail, notApplicable, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import logGroup from '../../kinds/aws/log-group/kind.js';

export default control({
  id: 'log-stream-present',
  title: 'Log groups have a log stream',
  subject: logGroup,
  needs: ['aws.log-stream'],
  severity: 'medium',
  rationale: 'A log group without a stream has never received an event: it looks like logging and holds nothing.',
  remediation: 'Look at what should write there: its permissions, the group that it names, and whether it runs. AWS services make their streams by themselves, with the first event.',
  references: { 'nist-800-53-r5': ['AU-2', 'AU-12'], 'eu-ai-act': ['12(1)'] },
  params: z.strictObject({
    graceDays: z.int().nonnegative().default(2).describe('Days that a live log group may be without one after it was made'),
    requireDeclared: z.boolean().default(false).describe('Whether a stack has to declare a stream for each of its log groups: where whatever writes does not make its own'),
  }),
  check(group, { graceDays, requireDeclared }, { today, origin, joined }) {
    if (need(joined.hasStream)) return pass('has a log stream');
    if (origin === 'declared' && !requireDeclared) return notApplicable('who writes there makes the stream: a scan of the live group tells');
    const created = group.created && need(group.created);
    const age = created === undefined ? undefined : daysBetween(dayOf(created), today);
    if (origin === 'live' && age !== undefined && isYoung(age, graceDays)) return notApplicable(`made ${age < 1 ? 'today' : `${age} ${age === 1 ? 'day' : 'days'} ago`}, and judged from ${graceDays} days on`);
    return fail('no log stream in it, at least one is required');
  },
});

/** A run may begin before midnight, and see what was made after; what is of a later day still says nothing of its age. */
const isYoung = (age: number, graceDays: number): boolean => age >= -1 && age < graceDays;
