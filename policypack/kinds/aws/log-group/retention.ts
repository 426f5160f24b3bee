import type { Fact } from '../../../core/fact.js';
import { firstGap, gap, isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import { isOutside } from '../../../core/scope.js';
import type { AccountRetentionPolicyFacts } from '../account-retention-policy/facts.js';
import accountRetentionPolicy from '../account-retention-policy/kind.js';
import { coveringPolicies, isCovering } from './covering.js';
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

/** Retentions that AWS has: more of them would be a server's of its own. */
const MOST = 64;
const made = new Map<Retention, Known<RetentionInForce>>();

/** What holds where there is no account policy. A pure memo: a million groups share what is the same for each. */
function withoutPolicies(days: Retention): Known<RetentionInForce> {
  const before = made.get(days);
  if (before) return before;
  const now = known<RetentionInForce>({ days, by: undefined, soon: known(undefined) });
  if (made.size < MOST) made.set(days, now);
  return now;
}

/**
 * The retention in force: an account policy that covers a group replaces the group's own value, even a longer one. Live, the group
 * itself answers what is in force and by whom; the policies say what will be. In a program, the policies of its stack decide.
 */
export function retentionInForce(group: Fact<LogGroupFacts>, look: Look): Known<RetentionInForce> {
  const { found, missing } = look.all(accountRetentionPolicy, group, (policy) => !isOutside(isCovering(policy, group)));
  if (group.origin === 'declared') {
    const covering = missing ?? coveringPolicies(found, group);
    const decided = isKnown(covering) ? decidedBy(covering.value, group.facts.retentionDays) : covering;
    return mapKnown(decided, (keeping) => ({ ...keeping, soon: known(undefined) }));
  }
  const { retentionDays, retentionPolicy } = group.facts;
  if (!isKnown(retentionDays)) return retentionDays;
  if (!isKnown(retentionPolicy)) return retentionPolicy;
  if (found.length === 0 && !missing && retentionPolicy.value === undefined) return withoutPolicies(retentionDays.value);
  const now: Keeping = { days: retentionDays.value, by: retentionPolicy.value };
  const covering = missing ?? coveringPolicies(found, group);
  return known({ ...now, soon: isKnown(covering) ? comingTo(now, covering.value) : covering });
}

/**
 * Of the policies that cover a group, the longest retention is in force, for ever being the longest. One that covers new groups only
 * counts where the group is newer than it: a program does not say so. Source: CloudWatch Logs API, PutAccountPolicy, "Retention policy".
 */
function decidedBy(covering: readonly Policy[], own: LogGroupFacts['retentionDays']): Known<Keeping> {
  const unread = firstGap(covering.flatMap(({ facts }) => [facts.retentionDays, facts.enforcementMode]));
  if (unread) return unread;
  const ifNewer = longest(covering);
  const ifOlder = longest(covering.filter(isRetroactive));
  if (ifOlder && ifOlder.days === ifNewer?.days) return known(ifOlder);
  const otherwise = ifOlder ? known(ifOlder) : mapKnown(own, (days) => ({ days, by: undefined }));
  if (!ifNewer || !isKnown(otherwise)) return otherwise;
  if (otherwise.value.days === ifNewer.days) return known(ifNewer);
  return gap('unsupported', `whether the log group is newer than account policy ${ifNewer.by}, which covers new groups only,`);
}

/**
 * What the policies say against what the group answers. Of those that cover new groups only, the one that the group names counts: of
 * another, the group's own answer says that it is not newer than it.
 */
function comingTo(now: Keeping, covering: readonly Policy[]): Known<Keeping | undefined> {
  const counting = covering.filter((policy) => policy.name === now.by || !isKnown(policy.facts.enforcementMode) || isRetroactive(policy));
  const unread = firstGap(counting.flatMap(({ name, facts }) => (name === now.by ? [facts.retentionDays] : [facts.retentionDays, facts.enforcementMode])));
  if (unread) return unread;
  const decided = longest(counting);
  if (decided) return known(decided.days === now.days ? undefined : decided);
  return now.by === undefined ? known(undefined) : gap('unsupported', `what the log group keeps without account policy ${now.by}, which is not there any more,`);
}

const isRetroactive = ({ facts: { enforcementMode } }: Policy): boolean => isKnown(enforcementMode) && enforcementMode.value === 'RETROACTIVE';

/** Of policies whose retention is known; of those that say the same, the first by name, in whichever order they come. */
function longest(policies: readonly Policy[]): Keeping | undefined {
  const said = policies.flatMap(({ name, facts: { retentionDays } }) => (isKnown(retentionDays) ? [{ days: retentionDays.value, by: name }] : []));
  const length = ({ days }: Keeping): number => (days === 'never-expires' ? Infinity : days);
  return said.sort((a, b) => (length(a) === length(b) ? (a.by < b.by ? -1 : 1) : length(b) - length(a)))[0];
}

/** In words: `kept 30 days by account policy cost-saver`. */
export const keepingSaid = ({ days, by }: Keeping): string => `${days === 'never-expires' ? 'never expires' : `kept ${days} days`}${by === undefined ? '' : ` by account policy ${by}`}`;

/** As evidence. */
export const keepingEvidence = ({ days, by }: Keeping) => ({ retentionDays: days, ...(by !== undefined && { retentionPolicy: by }) });
