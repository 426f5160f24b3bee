import type { DeclaredReader } from '../../../core/declared-resource.js';
import { isKnown } from '../../../core/known.js';
import { arnAt, nameAt } from '../../declared/names.js';
import { readText } from '../../declared/property-tree.js';
import { auditLogIsOn, EKS_LOG_TYPES, exportOfEks, logTypesOf } from '../../eks-audit-log.js';
import type { EksClusterFacts } from './facts.js';

/** A declared cluster; its endpoint is an output, which only a state tells. */
export const readEksCluster =
  (provider: keyof typeof EKS_LOG_TYPES): DeclaredReader<EksClusterFacts> =>
  ({ properties }) => {
    const path = EKS_LOG_TYPES[provider];
    const name = nameAt('cluster', properties, ['name']);
    return [
      {
        id: arnAt(properties),
        name,
        facts: {
          endpoint: readText(properties, 'endpoint'),
          logTypes: logTypesOf(properties, path),
          exported: exportOfEks(auditLogIsOn(properties, path), isKnown(name) ? name.value : undefined),
        },
        // No text of a cluster's is ours to judge.
        texts: [],
      },
    ];
  };
