import { isKnown } from '../../../../core/known.js';
import type { DeclaredReader } from '../../../../core/declared-resource.js';
import { arnAt, nameAt } from '../../../declared/names.js';
import { auditLogIsOn, EKS_LOG_TYPES, exportOfEks } from '../../../eks-audit-log.js';
import type { ApiServerFacts } from '../facts.js';
import { servedBy } from './managed.js';

/**
 * An EKS cluster: all that its user chooses is whether the audit log is on. `pulumi-eks`' component needs no row, since
 * the cluster that it makes is a resource of its own in the same stack.
 */
export const eksCluster =
  (provider: keyof typeof EKS_LOG_TYPES): DeclaredReader<ApiServerFacts> =>
  (resource) => {
    const name = nameAt('cluster', resource.properties, ['name']);
    return [
      {
        id: arnAt(resource.properties),
        name,
        facts: servedBy('EKS', exportOfEks(auditLogIsOn(resource.properties, EKS_LOG_TYPES[provider]), isKnown(name) ? name.value : undefined)),
        // No text of a cluster's is ours to judge.
        texts: [],
      },
    ];
  };
