import type { Fact } from '../../../core/fact.js';
import { from, kind, of } from '../../../core/kind.js';
import { atLeast, firstGap, isKnown, known, type Known } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import { bedrockInvocationLoggingRef } from '../bedrock-invocation-logging/facts.js';
import logGroup from '../log-group/kind.js';
import { regionPlace } from '../place.js';
import type { AccountFacts } from './facts.js';

/** Presence is a question to all scanned regions of an account together. */
function oneAnAccount(regions: readonly Fact<AccountFacts>[]): Fact<AccountFacts>[] {
  const accounts = [...new Set(regions.map(({ facts }) => facts.account))];
  return accounts.flatMap((account) => {
    const its = regions.filter(({ facts }) => facts.account === account);
    const [first] = its;
    return first ? [{ ...first, name: account, scope: `aws:${account}`, facts: { account, regions: its.flatMap(({ facts }) => facts.regions).sort() } }] : [];
  });
}

/** How many log groups in scope its regions have. */
function logGroupsOf(account: Fact<AccountFacts>, look: Look): Known<number> {
  const { digest, missing } = look.folded(logGroup, account);
  return atLeast(digest.count, missing);
}

/** What of AI runs in it, as far as its logs tell: `undefined` where they tell of none. */
function aiIn(asked: Fact<AccountFacts>, look: Look): Known<string | undefined> {
  const { digest, missing } = look.folded(logGroup, asked);
  if (digest.ofAi !== undefined) return known(`log group ${digest.ofAi}`);
  const { account, regions } = asked.facts;
  const looked = regions.map((region) => look.all(bedrockInvocationLoggingRef, { ...asked, scope: regionPlace(account, region) }));
  const logging = looked.flatMap(({ found }) => found).find(({ facts: { enabled } }) => isKnown(enabled) && enabled.value);
  if (logging) return known(`Bedrock's logging of model invocations in ${logging.name}`);
  return firstGap(looked.flatMap(({ found, missing: unread }) => [...(unread ? [unread] : []), ...found.map(({ facts }) => facts.enabled)])) ?? missing ?? known(undefined);
}

export default kind({
  id: 'aws.account',
  noun: 'account',
  facts: of<AccountFacts>(),
  keep: 'all',
  gather: oneAnAccount,
  joins: { logGroups: from([logGroup], logGroupsOf), aiSeen: from([logGroup, bedrockInvocationLoggingRef], aiIn) },
  docs: { judged: 'each live AWS account, all its scanned regions together', waive: '123456789012' },
});
