import type { Fact } from '../../../core/fact.js';
import { gap, isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import type { AccountRetentionPolicyFacts } from '../account-retention-policy/facts.js';
import accountRetentionPolicy from '../account-retention-policy/kind.js';
import { coveringPolicies } from './covering.js';
import type { LogGroupFacts, Retention } from './facts.js';

/** How long a log group keeps its events, and the account policy that says so, where one does. */
export interface Keeping {
  readonly days: Retention;
  readonly by: string | undefined;
}

/** The retention in force: what holds today, and what account policies make of it that is not in force yet. */
export interface RetentionInForce extends Keeping {
  /** A policy takes up to a day to act: until then the group answers otherwise. `undefined` where all agree. */
  readonly soon: Known<Keeping | undefined>;
}

type Policy = Fact<AccountRetentionPolicyFacts>;

/**
 * The retention in force: an account policy that covers a group replaces the group's own value, even a longer one. Live, the group
 * itself answers what is in force and by whom; the policies say what will be. In a program, the policies of its stack decide.
 */
export function retentionInForce(group: Fact<LogGroupFacts>, look: Look): Known<RetentionInForce> {
  const { found, missing } = look.all(accountRetentionPolicy, group.scope);
  if (group.origin === 'declared') {
    const covering = missing ?? coveringPolicies(found, group);
    const decided = isKnown(covering) ? decidedBy(covering.value, group.facts.retentionDays) : covering;
    return mapKnown(decided, (keeping) => ({ ...keeping, soon: known(undefined) }));
  }
  const { retentionDays, retentionPolicy } = group.facts;
  if (!isKnown(retentionDays)) return retentionDays;
  if (!isKnown(retentionPolicy)) return retentionPolicy;
  const now: Keeping = { days: retentionDays.value, by: retentionPolicy.value };
  const covering = missing ?? coveringPolicies(found, group);
  return known({ ...now, soon: isKnown(covering) ? comingTo(now, covering.value) : covering });
}

/** One that covers new groups only decides where the group is newer than it: a program does not say so. */
function decidedBy([policy, ...others]: readonly Policy[], own: LogGroupFacts['retentionDays']): Known<Keeping> {
  if (!policy) return mapKnown(own, (days) => ({ days, by: undefined }));
  const said = keepingOf(policy);
  if (!isKnown(said)) return said;
  const { enforcementMode } = policy.facts;
  if (isKnown(enforcementMode) && enforcementMode.value === 'RETROACTIVE') return said;
  const otherwise = decidedBy(others, own);
  if (!isKnown(otherwise)) return otherwise;
  if (otherwise.value.days === said.value.days) return said;
  return isKnown(enforcementMode) ? gap('unsupported', `whether the log group is newer than account policy ${policy.name}, which covers new groups only,`) : enforcementMode;
}

/** What the policies say against what the group answers. The group names the one that is in force; of new groups only, another is younger than it. */
function comingTo(now: Keeping, covering: readonly Policy[]): Known<Keeping | undefined> {
  for (const policy of covering) {
    const { enforcementMode } = policy.facts;
    const mayDecide = policy.name === now.by || !isKnown(enforcementMode) || enforcementMode.value === 'RETROACTIVE';
    if (!mayDecide) continue;
    const said = keepingOf(policy);
    if (!isKnown(said)) return said;
    if (said.value.days !== now.days) return policy.name === now.by || isKnown(enforcementMode) ? said : enforcementMode;
    if (policy.name === now.by || isKnown(enforcementMode)) return known(undefined);
  }
  return now.by === undefined || covering.some(({ name }) => name === now.by)
    ? known(undefined)
    : gap('unsupported', `what the log group keeps without account policy ${now.by}, which is not there any more,`);
}

const keepingOf = ({ name, facts: { retentionDays } }: Policy): Known<Keeping> => mapKnown(retentionDays, (days) => ({ days, by: name }));

/** In words: `kept 30 days by account policy cost-saver`. */
export const keepingSaid = ({ days, by }: Keeping): string => `${days === 'never-expires' ? 'never expires' : `kept ${days} days`}${by === undefined ? '' : ` by account policy ${by}`}`;

/** As evidence. */
export const keepingEvidence = ({ days, by }: Keeping) => ({ retentionDays: days, ...(by !== undefined && { retentionPolicy: by }) });
