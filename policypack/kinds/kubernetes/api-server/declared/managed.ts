import type { DeclaredReader } from '../../../../core/declared-resource.js';
import { gap, known } from '../../../../core/known.js';
import { nameAt } from '../../../declared/names.js';
import { MANAGED_ANSWERS } from '../../auditing/managed.js';
import type { ApiServerFacts } from '../facts.js';

/**
 * A cluster of AKS or GKE: how it audits does not stand in its resource, but in a diagnostic setting or a project's policy, which
 * may be anybody's.
 * @param at where the resource tells the cluster's name
 */
export const managedCluster =
  (service: 'AKS' | 'GKE', at: string): DeclaredReader<ApiServerFacts> =>
  (resource) => {
    const theirs = gap('unsupported', `what ${service} decides for its clusters`);
    return [
      {
        name: nameAt('cluster', resource.properties, [at]),
        facts: {
          flags: theirs,
          flagsFrom: known(undefined),
          managed: known(service),
          otherExport: gap('unsupported', MANAGED_ANSWERS[service]),
          policy: theirs,
          webhook: theirs,
          version: theirs,
        },
        // No text of a cluster's is ours to judge.
        texts: [],
      },
    ];
  };
