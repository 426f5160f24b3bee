import type { Fact } from '../../../core/fact.js';
import { from, kind, of } from '../../../core/kind.js';
import { gap, isKnown, known, mapKnown, type Gap, type Known } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import type { NotJudged } from '../../../core/not-judged.js';
import { samePlace } from '../../../core/place.js';
import { EKS_LOG_TYPES } from '../../eks-audit-log.js';
import logGroup from '../log-group/kind.js';
import { isReadLive } from '../place.js';
import { eksAuditLog } from './eks.js';
import type { LogDestinationFacts } from './facts.js';

type Destination = Fact<LogDestinationFacts>;

/** Who else says what becomes of the events: `undefined` where nothing is sent, or where nobody does. */
export type JudgedElsewhere = 'declared' | 'live' | undefined;

/** Where the group itself is judged. */
function judgedIn(destination: Destination, look: Look): Known<JudgedElsewhere> {
  const { logGroup: named } = destination.facts;
  if (!isKnown(named) || named.value === undefined) return mapKnown(named, () => undefined);
  const declared = look.at(logGroup, { from: destination, name: named });
  if (isKnown(declared) ? declared.value : isInStack(destination, named, look)) return known('declared');
  if (!isKnown(declared)) return declared;
  return known(isReadLive(look, logGroup, destination) ? 'live' : undefined);
}

/** Where it is not known whether the two are in one place, a group of this very name that the same stack declares is the one that is meant. */
function isInStack(destination: Destination, name: Known<string | undefined>, look: Look): boolean {
  const { place, ...anywhere } = destination;
  const found = look.at(logGroup, { from: anywhere, name });
  if (!isKnown(found) || !found.value) return false;
  const same = samePlace(place, found.value.place);
  return !isKnown(same) || same.value;
}

/** A group that is named, and that nobody declares or reads. */
function nowhere(destination: Destination, look: Look): Known<readonly NotJudged[]> {
  const { logGroup: named, writer } = destination.facts;
  const elsewhere = judgedIn(destination, look);
  if (!isKnown(named) || named.value === undefined || !isKnown(elsewhere) || elsewhere.value !== undefined) return known([]);
  return known([{ type: 'aws.log-group', count: 1, why: `log group ${named.value}, which ${writer} writes to, and which nobody declares or reads` }]);
}

/** Groups that are written to by name, and why there may be more. */
export interface NamedGroups {
  readonly names: readonly string[];
  readonly unread: Gap | undefined;
}

export default kind({
  id: 'aws.log-destination',
  noun: 'named log group',
  facts: of<LogDestinationFacts>(),
  keep: 'all',
  judged: 'declared',
  declared: { 'aws:eks/cluster:Cluster': eksAuditLog(EKS_LOG_TYPES.aws), 'aws-native:eks:Cluster': eksAuditLog(EKS_LOG_TYPES['aws-native']) },
  scope: { key: 'logGroups', what: 'log group', tags: 'tags' },
  holds: (place, scope) => place === scope,
  // The groups in scope that are written to, whoever makes them.
  fold: {
    place: (scope) => scope,
    start: (): NamedGroups => ({ names: [], unread: undefined }),
    step: ({ names, unread }, { facts: { logGroup: named } }) =>
      isKnown(named) ? { names: named.value === undefined ? names : [...names, named.value], unread } : { names, unread: unread ?? named },
  },
  joins: { judgedIn: from([logGroup], judgedIn) },
  notJudged: from([logGroup], nowhere),
  docs: { judged: 'each log group that a declared EKS cluster writes its audit log to', waive: '/aws/eks/sandbox/cluster' },
});

/** Why nobody knows how long a group keeps its events that nobody declares or reads. */
export const undeclaredGap = (name: string) =>
  gap('unsupported', `how long log group ${name}, which nobody declares or reads, keeps its events`, {
    message: `how long log group ${name}, which nobody declares or reads, keeps its events is not known`,
    todo: 'Declare the log group, with its retention, before what writes to it; or scan its account and region too: --region.',
  });
