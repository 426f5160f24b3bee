import * as z from 'zod';
import { control, fail, notApplicable, pass } from '../../core/control.js';
import { need, UnknownFact } from '../../core/known.js';
import { minimumRetentionDays } from '../../frameworks/index.js';
import logDestination, { undeclaredGap } from '../../kinds/aws/log-destination/kind.js';
import logGroup from '../../kinds/aws/log-group/kind.js';
import { keepingEvidence, keepingSaid, type Keeping } from '../../kinds/aws/log-group/retention.js';

export default control({
  id: 'log-group-retention-minimum',
  title: 'Log groups keep audit logs for the required time',
  subject: [logGroup, logDestination],
  needs: ['aws.account-retention-policy', 'aws.log-group'],
  severity: 'high',
  rationale: 'Logs that expire before an audit asks for them are no evidence.',
  remediation:
    'Set retentionInDays to at least the required days, use a class that keeps events, or lift the account-level retention policy that shortens it. Every log group counts until scope.logGroups of logproof.yaml says which hold audit logs: one that holds a container\'s output, say, is left out by it.',
  references: {
    'nist-800-53-r5': ['AU-11'],
    'eu-ai-act': ['19(1)', '26(6)'],
    'pci-dss-4': ['10.5.1'],
    fedramp: ['AU-11'],
    nis2: ['3.2.5'],
    hipaa: ['164.316(b)(2)(i)'],
  },
  params: z.strictObject({
    days: z.int().positive().default(365).describe('Days that events must be kept'),
    neverExpires: z.enum(['allow', 'deny']).default('allow').describe('Whether keeping for ever counts as kept long enough'),
  }),
  raises: { days: minimumRetentionDays },
  check(group, { days, neverExpires }, { joined }) {
    if (!('retention' in joined)) {
      const name = 'logGroup' in group ? need(group.logGroup) : undefined;
      const where = need(joined.judgedIn);
      if (name === undefined || where !== undefined) return notApplicable(name === undefined ? 'nothing is written to it' : `the group is ${where === 'live' ? 'read live, and judged there' : 'declared, and judged as such'}`);
      throw new UnknownFact(undeclaredGap(name));
    }
    if (!('class' in group)) return notApplicable('no log group');
    // Amazon CloudWatch Logs User Guide, "Log classes": Delivery keeps events for a day or two whatever is set.
    if (need(group.class) === 'DELIVERY') return fail(`class DELIVERY keeps events for a day or two, ${days} days required`, { class: 'DELIVERY' });
    /** What is wanting in it; undefined where it is long enough. */
    const wanting = (kept: Keeping): string | undefined => {
      if (kept.days === 'never-expires') return neverExpires === 'allow' ? undefined : 'a limit is required';
      return kept.days >= days ? undefined : `${days} required`;
    };
    const now = need(joined.retention);
    const short = wanting(now);
    if (short) return fail(`${keepingSaid(now)}, ${short}`, keepingEvidence(now));
    const soon = need(now.soon);
    const shortSoon = soon && wanting(soon);
    if (soon && shortSoon) return fail(`${keepingSaid(now)}, soon ${keepingSaid(soon)}, ${shortSoon}`, keepingEvidence(soon));
    return pass(keepingSaid(now));
  },
});
