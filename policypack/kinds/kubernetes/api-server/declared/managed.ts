import type { DeclaredReader } from '../../../../core/declared-resource.js';
import { gap, known } from '../../../../core/known.js';
import { nameAt } from '../../../declared/names.js';
import { MANAGED_ANSWERS } from '../../auditing/managed.js';
import type { ApiServerFacts, ManagedService } from '../facts.js';

/** The API server of a service's cluster, of which its user chooses no more than its export. */
export function servedBy(service: ManagedService, otherExport: ApiServerFacts['otherExport']): ApiServerFacts {
  const theirs = gap('unsupported', `what ${service} decides for its clusters`);
  return { flags: theirs, flagsFrom: known(undefined), managed: known(service), otherExport, policy: theirs, webhook: theirs, version: theirs };
}

/**
 * A cluster of AKS or GKE: how it audits does not stand in its resource, but in a diagnostic setting or a project's policy, which
 * may be anybody's.
 * @param at where the resource tells the cluster's name
 */
export const managedCluster =
  (service: 'AKS' | 'GKE', at: string): DeclaredReader<ApiServerFacts> =>
  (resource) => [
    {
      name: nameAt('cluster', resource.properties, [at]),
      facts: servedBy(service, gap('unsupported', MANAGED_ANSWERS[service])),
      // No text of a cluster's is ours to judge.
      texts: [],
    },
  ];
