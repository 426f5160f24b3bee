import { REPORT_RIGHTS } from './in-cluster-reports/write.js';
import { collectorRight } from './probe/collector.js';
import type { Right, RoleName } from './sources/kubernetes/client/call.js';
import type { ClusterOrder } from './sources/kubernetes/reader.js';
import { rightsToRead } from './sources/kubernetes/rights.js';

/** What logproof is to do in clusters. */
export interface ClusterUse {
  /** What is read, of each. */
  readonly orders: readonly ClusterOrder[];
  /** The kinds that the run's controls need. Absent: all that are asked for. */
  readonly wanted?: ReadonlySet<string> | undefined;
  /** The clusters are OpenShift. */
  readonly openShift: boolean;
  /** The namespaces of the collectors that probes look for; none without probes. */
  readonly collectors: readonly string[];
  /** Reports are written into them. */
  readonly reports: boolean;
}

/** Every right that a use of clusters takes, each once or more. */
export function clusterRights({ orders, wanted, openShift, collectors, reports }: ClusterUse): Right[] {
  const reading = rightsToRead(orders, wanted).filter(({ role }) => openShift || role !== 'openshift');
  return [...reading, ...collectors.map(collectorRight), ...(reports ? REPORT_RIGHTS : [])];
}

/** Where the collector stands in what is shipped. */
export const USUAL_COLLECTOR = 'kube-system';

/** Everything that can be asked of a cluster, but for what one configuration names. */
const EVERYTHING: ClusterUse = {
  orders: [{ apiServers: {}, aiWorkloads: { namespaces: [], namespaceSelector: { text: '', matches: () => true } } }],
  openShift: true,
  collectors: [USUAL_COLLECTOR],
  reports: true,
};

/** The rights that stand in one of the shipped roles. */
export const shippedRights = (role: RoleName): Right[] => clusterRights(EVERYTHING).filter((right) => right.role === role);
