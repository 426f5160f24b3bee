// A cluster of EKS is an API server of Kubernetes that writes to a log group of AWS: kinds of both read its audit log.
import { gap, isKnown, known, type Known } from '../core/known.js';
import { read, Unread, type Tree } from './declared/property-tree.js';

/** Where each provider's resource lists the control-plane logs that are on. */
export const EKS_LOG_TYPES = { aws: 'enabledClusterLogTypes', 'aws-native': 'logging.clusterLogging.enabledTypes' } as const;

/** The log group that EKS writes a cluster's control-plane logs to, and makes where it is not there. Source: AWS, "Send control plane logs to CloudWatch Logs", 2026. */
export const groupOfCluster = (cluster: string): string => `/aws/eks/${cluster}/cluster`;

/**
 * Whether a cluster's audit log is on; off by default. Source: as above.
 * @param path where the log types are listed
 */
export function auditLogIsOn(tree: Tree, path: string): Known<boolean> {
  const listed = read(tree, path);
  if (!isKnown(listed)) return listed;
  const types = (Array.isArray(listed.value) ? listed.value : []).map((entry: Tree) => typeOf(entry));
  if (types.includes('audit')) return known(true);
  const unread = types.find((type) => type instanceof Unread);
  return unread ? gap(unread.reason, path) : known(false);
}

/** The aws provider lists names, aws-native objects with a `type`. */
function typeOf(entry: Tree): Tree {
  if (typeof entry !== 'object' || entry === null || entry instanceof Unread) return entry;
  return (entry as { type?: Tree }).type;
}
