import { firstGap, isKnown, known, type Known } from '../../../../policypack/core/known.js';
import type { EquivalentExport } from '../../../../policypack/kinds/kubernetes/cluster/facts.js';
import { forwardedAudit } from '../../../../policypack/kinds/kubernetes/openshift/log-forwarder.js';
import { attempt, type Question } from '../client/attempt.js';
import type { Call } from '../client/call.js';
import { listAll, type ListedObject } from '../client/list.js';
import { serves } from '../client/served.js';

/** Logging 6 serves the former, Logging 5 the latter; a cluster without the operator neither. */
const GROUPS = ['observability.openshift.io', 'logging.openshift.io'];

const listOf = (apiGroup: string) =>
  ({
    operation: `list clusterlogforwarders.${apiGroup}`,
    path: `/apis/${apiGroup}/v1/clusterlogforwarders`,
    right: { role: 'openshift', apiGroup, resource: 'clusterlogforwarders', verbs: ['list'], why: 'What ships audit events out of the cluster, in any namespace.' },
  }) as const satisfies Call;

/** The lists of ClusterLogForwarders, each of which some clusters serve. */
export const FORWARDER_LISTS = GROUPS.map(listOf);

/** How ClusterLogForwarders export audit events: one that does decides; what was not read, or is in doubt, before none. */
export async function forwarders(question: Question): Promise<Known<EquivalentExport | undefined>> {
  const lists = await Promise.all(FORWARDER_LISTS.map((list) => forwardersOf(question, list)));
  const all = lists.flatMap((list) =>
    isKnown(list) ? list.value.map((one) => forwardedAudit(`${one.metadata.namespace ?? ''}/${one.metadata.name}`, one)) : [list],
  );
  return all.find((one) => isKnown(one) && one.value !== undefined) ?? firstGap(all) ?? known(undefined);
}

const forwardersOf = (question: Question, list: ReturnType<typeof listOf>): Promise<Known<readonly ListedObject[]>> =>
  attempt(question, list, async (connection) => {
    // Whether the group is served comes first: what is not served is refused to a reader without rights as well.
    if (!(await serves(connection, `/apis/${list.right.apiGroup}/v1`, list.right.resource))) return [];
    const { objects, problem } = await listAll(connection, list.path, () => undefined);
    if (problem !== undefined) throw problem as Error;
    return objects;
  });
