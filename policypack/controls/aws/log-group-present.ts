import * as z from 'zod';
import { control, fail, notApplicable, pass, type Verdict } from '../../core/control.js';
import { gap, isKnown, known, need, UnknownFact, type Known } from '../../core/known.js';
import { isAws } from '../../kinds/known-types/index.js';
import stack, { isReadLogGroup, STACK_REFERENCE } from '../../kinds/pulumi/stack/kind.js';
import type { StackFacts } from '../../kinds/pulumi/stack/facts.js';
import account from '../../kinds/aws/account/kind.js';

type RequireIn = 'ai' | 'aws' | 'all';

export default control({
  id: 'log-group-present',
  title: 'A log group exists to hold the audit logs',
  subject: [stack, account],
  needs: ['aws.log-group', 'aws.log-destination', 'aws.bedrock-invocation-logging'],
  severity: 'critical',
  rationale: 'Without a log group there is nowhere for the audit trail to be kept.',
  remediation: 'Declare an aws.cloudwatch.LogGroup for the audit logs, or widen scope.logGroups if it exists under another name. EKS makes one by itself where its log type audit is on.',
  references: { 'nist-800-53-r5': ['AU-2', 'AU-12'], 'eu-ai-act': ['12(1)', '19(1)'], 'iso-27001': ['A.8.15'], 'iso-42001': ['A.6.2.8'] },
  params: z.strictObject({
    requireIn: z
      .enum(['ai', 'aws', 'all'])
      .default('ai')
      .describe('Where it is asked for: ai, stacks with AI resources of AWS, and accounts with logs of AI services, and all where scope.logGroups selects; aws, every account, and every stack with AWS resources; all'),
  }),
  check(place, { requireIn }, { joined, selected }) {
    // Who selects log groups has said that there are to be some.
    const chosen = selected?.has('logGroups') ?? false;
    const count = joined.logGroups;
    if ('providers' in place) {
      const mayHold = !isKnown(count) || count.value > 0;
      if (!isAskedOf(place, requireIn) && !(chosen && mayHold)) return notApplicable('nothing in it asks for one: no AI resource of AWS that is known');
      return ofStack(place, joined as StackGroups, chosen);
    }
    if (need(count) > 0) return pass(`${need(count)} in scope`);
    const asked = requireIn !== 'ai' || chosen || !('aiSeen' in joined) ? known('an account') : joined.aiSeen;
    if (need(asked) === undefined) return notApplicable('nothing in it asks for one: no logs of AI services or EKS, and no scope.logGroups');
    return fail(`no log group in scope in ${place.regions.join(', ')}, at least one is required`);
  },
});

/** What is joined to a stack. */
interface StackGroups {
  readonly logGroups: Known<number>;
  readonly namedGroups: Known<readonly string[]>;
  readonly groupsElsewhere: Known<{ readonly declared: number }>;
}

function isAskedOf({ providers, declares }: StackFacts, requireIn: RequireIn): boolean {
  if (requireIn === 'all') return true;
  return requireIn === 'aws' ? providers.some(isAws) : declares.some(({ is, of }) => isAws(of) && is === 'ai');
}

/** The first that holds the logs, in words, whoever declares it; else what may hold them and was not read. */
function ofStack(place: StackFacts, { logGroups, namedGroups, groupsElsewhere }: StackGroups, chosen: boolean): Verdict {
  if (isKnown(logGroups) && logGroups.value > 0) return pass(`${logGroups.value} in scope`);
  const [named] = isKnown(namedGroups) ? namedGroups.value : [];
  if (named !== undefined) return pass(`${named}, which EKS makes for its audit log`);
  const { declared } = need(groupsElsewhere);
  if (declared > 0) return pass(`${declared} in scope, in another stack that was read`);
  const read = place.reads.find(({ type }) => isReadLogGroup(type));
  if (read !== undefined && !chosen) return pass('a log group of somebody else, which the stack reads');
  need(logGroups);
  need(namedGroups);
  const unread = place.declares.find(({ is, of, type }) => isAws(of) && (is === 'opaque' || (is === 'log group' && !isReadLogGroup(type))));
  if (unread) throw new UnknownFact(gap('unsupported', `whether ${unread.what} (${unread.type}) holds a log group in scope`));
  if (read !== undefined) throw new UnknownFact(gap('unsupported', 'whether the log group that the stack reads is in scope'));
  if (place.reads.some(({ type }) => type === STACK_REFERENCE)) throw new UnknownFact(gap('unsupported', 'whether the stack that is referred to (StackReference) declares a log group in scope'));
  return fail('no log group in scope in the stack, at least one is required');
}
