import * as z from 'zod';
import { control, fail, notApplicable, pass } from '../../core/control.js';
import { gap, isKnown, need, UnknownFact, type Gap } from '../../core/known.js';
import { minimumRetentionDays } from '../../frameworks/index.js';
import bedrockInvocationLogging from '../../kinds/aws/bedrock-invocation-logging/kind.js';
import { keptByAll, keptSaid, type Kept } from '../../kinds/aws/kept.js';

export default control({
  id: 'bedrock-log-destination-retained',
  title: 'Invocation logs are kept for the required time',
  subject: bedrockInvocationLogging,
  needs: ['aws.account', 'aws.log-group', 'aws.account-retention-policy', 'aws.s3-bucket', 'aws.s3-bucket-setting'],
  severity: 'high',
  rationale:
    'Bedrock says nothing when the log group or bucket that it writes to is gone, and logs that expire before an audit asks for them are no evidence. Of a log group and a bucket that each hold every record, one that keeps them long enough suffices; large bodies that the log group cannot take are kept as long as their own bucket keeps them.',
  remediation: 'Point the logging at a log group or bucket of the same account and region, and set its retention, or its Object Lock and lifecycle, to at least the required days.',
  references: {
    'nist-800-53-r5': ['AU-11'],
    'eu-ai-act': ['19(1)', '26(6)'],
    'pci-dss-4': ['10.5.1'],
    fedramp: ['AU-11'],
    nis2: ['3.2.5'],
    hipaa: ['164.316(b)(2)(i)'],
  },
  params: z.strictObject({ days: z.int().positive().default(365).describe('Days that invocation logs must be kept') }),
  raises: { days: minimumRetentionDays },
  check(logging, { days }, { joined, origin }) {
    if (!need(logging.enabled)) return notApplicable('invocation logging is off');
    const all = need(joined.destinations);
    const lost = all.filter(({ kept }) => isKnown(kept) && kept.value === false).map(({ what }) => what);
    if (lost.length > 0) {
      if (origin === 'declared') {
        // Another stack may hold it: where none does that is read, nobody knows.
        if (all.every(({ kept, elsewhere }) => !isKnown(kept) || kept.value !== false || elsewhere)) return notApplicable(`the stack does not declare ${lost.join(', ')}, judged where it is declared or read`);
        throw new UnknownFact(undeclared(lost));
      }
      return fail(`logs to ${lost.join(', ')}, which is not there`, { missing: lost });
    }
    const places = all.map(({ what, holds, kept }) => ({ what, holds, kept: need(kept) as Kept }));
    // Every copy that holds all there is to hold: the bucket; the log group, with the bucket of what it cannot take.
    const copies = [places.filter(({ holds }) => holds === 'everything'), places.filter(({ holds }) => holds !== 'everything')].filter((copy) => copy.length > 0);
    const judged = copies.map((copy) => ({ what: copy.map(({ what }) => what).join(' with '), kept: keptByAll(copy.map(({ kept }) => kept)) }));
    const long = judged.find(({ kept }) => kept.least >= days);
    if (long) return pass(`${keptSaid({ ...long.kept, most: long.kept.least })} in ${long.what}`);
    const open = judged.find(({ kept }) => kept.most >= days);
    if (open?.kept.why) throw new UnknownFact(open.kept.why);
    if (judged.length === 0) return fail('logs to no destination, one is required');
    return fail(`${judged.map(({ what, kept }) => `${keptSaid(kept)} in ${what}`).join(', ')}, ${days} required`, { destinations: judged.map(({ what }) => what) });
  },
});

function undeclared(lost: readonly string[]): Gap {
  const via = `how long ${lost.join(', ')}, which nobody declares or reads, keeps records`;
  return gap('unsupported', via, { message: `${via} is not known`, todo: 'Declare it, with how long it keeps, or scan its account and region too: --region.' });
}
