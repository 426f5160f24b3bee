import { interrupted } from '../../failure.js';
import { OPENSHIFT_CALLS } from '../openshift/index.js';
import { requestsOf, type ClusterOrder, type Reader } from '../reader.js';
import { ENDPOINTS } from './addresses.js';
import { ANSWERED_METRICS, ANSWERED_PODS } from './answered.js';
import { readControlPlane } from './control-plane.js';
import { configMapCall } from './host-files.js';
import { KUBEADM_CONFIG } from './kubeadm-config.js';
import { API_SERVER_PODS } from './pods.js';
import { FLAGZ_PAGE, METRICS_PAGE } from './replica-questions.js';

const CALLS = [METRICS_PAGE, FLAGZ_PAGE, API_SERVER_PODS, KUBEADM_CONFIG, ENDPOINTS, ...OPENSHIFT_CALLS];

/**
 * Reads how the API servers of a cluster audit. What cannot be read here is unknown to the controls that need it, and no
 * gap: it concerns nothing else.
 */
const reader = {
  kind: 'kubernetes.api-server',
  also: { 'kubernetes.control-plane': ANSWERED_METRICS },
  stage: 'anchors',
  answered: ANSWERED_PODS,
  asked: ({ apiServers: files }) => files !== undefined,
  rights: (order) => [...CALLS.flatMap(({ right }) => right ?? []), ...givenConfigMaps(order).map((configMap) => configMapCall(configMap).right)],
  async *read({ order, reading, connection, context, version }) {
    const { signal } = reading;
    const requests = requestsOf(connection);
    const { facts, servers, complete } = await readControlPlane({ connection, context, signal, files: order.apiServers ?? {}, version });
    const gaps = signal.aborted ? [reading.gap('kubernetes.api-server', interrupted('reading the API servers'))] : [];
    yield [...facts, ...gaps, reading.population('kubernetes.api-server', servers, requests(), complete)];
  },
} satisfies Reader;
export default reader;

/** The ConfigMaps that the user names as copies of the hosts' files. */
const givenConfigMaps = ({ apiServers: files }: ClusterOrder): string[] =>
  [files?.policy, files?.webhook].flatMap((file) => (file !== undefined && 'configMap' in file ? [file.configMap] : []));
