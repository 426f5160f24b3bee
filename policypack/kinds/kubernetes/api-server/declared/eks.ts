import { isKnown, mapKnown, type Known } from '../../../../core/known.js';
import type { DeclaredReader } from '../../../../core/declared-resource.js';
import type { EquivalentExport } from '../../cluster/facts.js';
import type { Tree } from '../../../declared/property-tree.js';
import { arnAt, nameAt } from '../../../declared/names.js';
import { auditLogIsOn, EKS_LOG_TYPES, groupOfCluster } from '../../../eks-audit-log.js';
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
        facts: servedBy('EKS', auditLog(resource.properties, EKS_LOG_TYPES[provider], isKnown(name) ? name.value : undefined)),
        // No text of a cluster's is ours to judge.
        texts: [],
      },
    ];
  };

const auditLog = (tree: Tree, path: string, name: string | undefined): Known<EquivalentExport | undefined> =>
  mapKnown(auditLogIsOn(tree, path), (on) => {
    if (!on) return undefined;
    return { how: 'EKS control-plane logging, type audit', seenIn: name === undefined ? `the cluster's log group, ${groupOfCluster('NAME')}` : `log group ${groupOfCluster(name)}` };
  });
