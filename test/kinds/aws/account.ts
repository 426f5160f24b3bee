import { anAccount } from '../../core/facts.js';
import { AWS, type AKind } from '../a-kind.js';

const account: AKind = {
  live: () => [anAccount()],
  // Log groups tell it too.
  unreadLeaves: (fact, { hasLogGroup }) => (fact.kind === 'aws.account' && !hasLogGroup ? [] : [fact]),
  // Where nothing says the account, everything of its regions is of an unknown one.
  unreadPlaces: (seen, { hasLogGroup }) => (!hasLogGroup && seen.scope === AWS ? { ...seen, scope: 'aws:unknown:eu-west-1' } : seen),
};
export default account;
