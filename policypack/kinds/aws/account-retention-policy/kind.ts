import { kind, of } from '../../../core/kind.js';
import { holdsRegion, mayHoldRegion } from '../place.js';
import { readAccountPolicy } from './declared.js';
import type { AccountRetentionPolicyFacts } from './facts.js';

export default kind({
  id: 'aws.account-retention-policy',
  noun: 'account retention policy',
  facts: of<AccountRetentionPolicyFacts>(),
  keep: 'all',
  declared: { 'aws:cloudwatch/logAccountPolicy:LogAccountPolicy': readAccountPolicy, 'aws-native:logs:AccountPolicy': readAccountPolicy },
  // It only overrides what log groups say of themselves: where a program has none, theirs holds.
  undeclared: 'absent',
  texts: true,
  // What it makes of log groups is compared with them.
  drift: undefined,
  holds: holdsRegion,
  mayHold: mayHoldRegion,
  docs: { judged: 'each account-level retention policy, for its texts; what it does is judged with the log groups that it covers', waive: 'cost-saver' },
});
