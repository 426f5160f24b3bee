import type { Fact } from '../../../core/fact.js';
import { from, kind, of } from '../../../core/kind.js';
import { gap, isKnown, known, mapKnown, type Gap, type Known } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import type { NotJudged } from '../../../core/not-judged.js';
import logGroup from '../log-group/kind.js';
import { eksAuditLog } from './eks.js';
import type { LogDestinationFacts } from './facts.js';

type Destination = Fact<LogDestinationFacts>;

/** Who else says what becomes of the events: `undefined` where nothing is sent, or where nobody does. */
export type JudgedElsewhere = 'declared' | 'another stack' | 'live' | undefined;

/** Where the group itself is judged. */
function judgedIn({ scope, facts }: Destination, look: Look): Known<JudgedElsewhere> {
  if (!isKnown(facts.logGroup) || facts.logGroup.value === undefined) return mapKnown(facts.logGroup, () => undefined);
  const { value } = facts.logGroup;
  const here = look.at(logGroup, { place: scope, name: known(value) });
  if (!isKnown(here)) return here;
  if (here.value) return known('declared');
  const { found, live } = look.beside(logGroup, scope);
  if (found.some(({ name }) => name === value)) return known('another stack');
  return known(live ? 'live' : undefined);
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
  declared: { 'aws:eks/cluster:Cluster': eksAuditLog('enabledClusterLogTypes'), 'aws-native:eks:Cluster': eksAuditLog('logging.clusterLogging.enabledTypes') },
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
export const undeclaredGap = (name: string) => gap('unsupported', `how long log group ${name}, which nobody declares or reads, keeps its events`);
