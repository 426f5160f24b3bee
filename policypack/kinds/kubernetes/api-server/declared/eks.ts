import { gap, isKnown, known, type Known } from '../../../../core/known.js';
import type { DeclaredReader } from '../../../../core/declared-resource.js';
import type { EquivalentExport } from '../../cluster/facts.js';
import { read, Unread, type Tree } from '../../../declared/property-tree.js';
import { arnAt, nameAt } from '../../../declared/names.js';
import type { ApiServerFacts } from '../facts.js';

/** Where each provider's resource lists the control-plane logs that are on. */
const AWS = 'enabledClusterLogTypes';
const AWS_NATIVE = 'logging.clusterLogging.enabledTypes';

const THEIRS = gap('unsupported', 'what EKS decides for its clusters');

/**
 * An EKS cluster: all that its user chooses is whether the audit log is on. `pulumi-eks`' component needs no row, since
 * the cluster that it makes is a resource of its own in the same stack.
 */
export const eksCluster =
  (provider: 'aws' | 'aws-native'): DeclaredReader<ApiServerFacts> =>
  (resource) => {
    const name = nameAt('cluster', resource.properties, ['name']);
    return [
      {
        id: arnAt(resource.properties),
        name,
        facts: {
          flags: THEIRS,
          flagsFrom: known(undefined),
          managed: known('EKS'),
          otherExport: auditLog(resource.properties, provider === 'aws' ? AWS : AWS_NATIVE, isKnown(name) ? name.value : undefined),
          policy: THEIRS,
          webhook: THEIRS,
          version: THEIRS,
        },
        // No text of a cluster's is ours to judge.
        texts: [],
      },
    ];
  };

/** Control-plane logging; off by default. Source: AWS, "Send control plane logs to CloudWatch Logs", 2026. */
function auditLog(tree: Tree, path: string, name: string | undefined): Known<EquivalentExport | undefined> {
  const listed = read(tree, path);
  if (!isKnown(listed)) return listed;
  const types = (Array.isArray(listed.value) ? listed.value : []).map((entry: Tree) => typeOf(entry));
  if (types.includes('audit')) return known({ how: 'EKS control-plane logging, type audit', seenIn: name === undefined ? "the cluster's log group, /aws/eks/NAME/cluster" : `log group /aws/eks/${name}/cluster` });
  const unread = types.find((type) => type instanceof Unread);
  return unread ? gap(unread.reason, path) : known(undefined);
}

/** The aws provider lists names, aws-native objects with a `type`. */
function typeOf(entry: Tree): Tree {
  if (typeof entry !== 'object' || entry === null || entry instanceof Unread) return entry;
  return (entry as { type?: Tree }).type;
}
