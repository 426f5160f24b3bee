import * as z from 'zod';
import { control, fail, notApplicable, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import logGroup from '../../kinds/aws/log-group/kind.js';
import { keepingEvidence, keepingSaid } from '../../kinds/aws/log-group/retention.js';

export default control({
  id: 'log-group-retention-maximum',
  title: 'Log groups do not keep logs for longer than allowed',
  subject: logGroup,
  needs: ['aws.account-retention-policy'],
  severity: 'low',
  rationale: 'Audit logs of AI systems hold personal data: storage limitation sets an upper bound.',
  remediation: 'Set retentionInDays to at most the allowed days, or archive what must be kept longer under its own rules.',
  references: { 'nist-800-53-r5': ['SI-12'], gdpr: ['5(1)(e)'], c5: ['OPS-14.02B'], soc2: ['C1.2'] },
  params: z.strictObject({
    days: z.int().positive().optional().describe('Days after which events must be gone; without it the control does not apply'),
  }),
  check(group, { days }, { joined }) {
    if (days === undefined) return notApplicable('no maximum is configured');
    if (need(group.class) === 'DELIVERY') return pass('class DELIVERY keeps events for a day or two');
    const now = need(joined.retention);
    const isTooLong = (kept: typeof now.days): boolean => kept === 'never-expires' || kept > days;
    if (isTooLong(now.days)) return fail(`${keepingSaid(now)}, at most ${days}${now.days === 'never-expires' ? ' days' : ''} allowed`, keepingEvidence(now));
    const soon = need(now.soon);
    if (soon && isTooLong(soon.days)) return fail(`${keepingSaid(now)}, soon ${keepingSaid(soon)}, at most ${days} allowed`, keepingEvidence(soon));
    return pass(keepingSaid(now));
  },
});
