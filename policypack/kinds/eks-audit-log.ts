// A cluster of EKS is an API server of Kubernetes that writes to a log group of AWS: kinds of both read its audit log.
import { gap, isKnown, known, mapKnown, type Known } from '../core/known.js';
import { read, Unread, type Tree } from './declared/property-tree.js';

/** Where each provider's resource lists the control-plane logs that are on. */
export const EKS_LOG_TYPES = { aws: 'enabledClusterLogTypes', 'aws-native': 'logging.clusterLogging.enabledTypes' } as const;

/** The type of control-plane logs that audit events are. Source: Amazon EKS API, LogSetup. */
export const AUDIT_LOG_TYPE = 'audit';

/** The log group that EKS writes a cluster's control-plane logs to, and makes where it is not there. Source: AWS, "Send control plane logs to CloudWatch Logs", 2026. */
export const groupOfCluster = (cluster: string): string => `/aws/eks/${cluster}/cluster`;

/**
 * Whether a cluster's audit log is on; off by default. Source: as above.
 * @param path where the log types are listed
 */
export function auditLogIsOn(tree: Tree, path: string): Known<boolean> {
  return mapKnown(typesWhere(tree, path, (types) => types.includes(AUDIT_LOG_TYPE)), (types) => types.includes(AUDIT_LOG_TYPE));
}

/**
 * The types of control-plane logs that a cluster has on, sorted; known where every one is.
 * @param path where they are listed
 */
export const logTypesOf = (tree: Tree, path: string): Known<readonly string[]> => mapKnown(typesWhere(tree, path, () => false), sortedTypes);

/** Each type once, in an order that says nothing. */
export const sortedTypes = (types: readonly string[]): readonly string[] => [...new Set(types)].sort();

/** The types that are listed, where each is known, or what is known of them is enough. */
function typesWhere(tree: Tree, path: string, enough: (types: readonly Tree[]) => boolean): Known<readonly string[]> {
  const listed = read(tree, path);
  if (!isKnown(listed)) return listed;
  const types = (Array.isArray(listed.value) ? listed.value : []).map((entry: Tree) => typeOf(entry));
  const unread = enough(types) ? undefined : types.find((type) => type instanceof Unread);
  return unread ? gap(unread.reason, path) : known(types.filter((type) => typeof type === 'string'));
}

/** The aws provider lists names, aws-native objects with a `type`. */
function typeOf(entry: Tree): Tree {
  if (typeof entry !== 'object' || entry === null || entry instanceof Unread) return entry;
  return (entry as { type?: Tree }).type;
}

/**
 * How a cluster's audit events leave it; `undefined` where its audit log is off.
 * @param name the cluster's, where it is known
 */
export const exportOfEks = (isOn: Known<boolean>, name: string | undefined): Known<{ readonly how: string; readonly seenIn: string } | undefined> =>
  mapKnown(isOn, (on) => {
    if (!on) return undefined;
    return { how: 'EKS control-plane logging, type audit', seenIn: name === undefined ? `the cluster's log group, ${groupOfCluster('NAME')}` : `log group ${groupOfCluster(name)}` };
  });

/**
 * What tells one cluster from every other in the world: the host, and the port where it is not that of https, at which its API
 * server answers. Undefined where a text is no address.
 */
export const endpointHost = (address: string): string | undefined => (URL.canParse(address) ? new URL(address).host || undefined : undefined);

/** Hosts of EKS, and the region in them. Source: Amazon EKS user guide, "Cluster API server endpoint", 2026. */
const EKS_HOST = /\.([a-z]{2,}(?:-[a-z0-9]+)+)\.(?:eks\.amazonaws\.com(?:\.cn)?|api\.(?:aws|amazonwebservices\.com\.cn))$/;

/** The region in the host of an EKS cluster's endpoint; undefined where the host is none of EKS's. */
export const regionOfEksHost = (host: string): string | undefined => EKS_HOST.exec(host)?.[1];
