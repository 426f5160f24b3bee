import type { Fact } from '../../../core/fact.js';
import { from, kind, of } from '../../../core/kind.js';
import { atLeast, type Known } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import logGroup from '../log-group/kind.js';
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
function logGroupsOf({ scope }: Fact<AccountFacts>, look: Look): Known<number> {
  const { digest, missing } = look.folded(logGroup, scope);
  return atLeast(digest, missing);
}

export default kind({
  id: 'aws.account',
  noun: 'account',
  facts: of<AccountFacts>(),
  keep: 'all',
  gather: oneAnAccount,
  joins: { logGroups: from([logGroup], logGroupsOf) },
  docs: { judged: 'each live AWS account, all its scanned regions together', waive: '123456789012' },
});
