import { from, kind, of } from '../../../core/kind.js';
import type { Fact } from '../../../core/fact.js';
import { gap, isKnown, known, type Known } from '../../../core/known.js';
import { theOne, type Look } from '../../../core/look.js';
import type { AuditPolicy } from '../../../audit-policy/policy.js';
import auditPolicy from '../audit-policy/kind.js';
import { asReadBy, asRunBy, baseName, fileOf } from '../auditing/policy-file.js';
import { versionOf } from '../auditing/of-cluster.js';
import type { AuditWebhook } from '../auditing/webhook.js';
import { clusterRef, type ServerVersion } from '../cluster/facts.js';
import { controlPlaneRef, type ControlPlaneFacts } from '../control-plane/facts.js';
import unreadConfigMap from '../unread-config-map/kind.js';
import type { RefusedFile } from '../yaml/refused-file.js';
import { kubeadmControlPlanes } from './declared/cluster-api.js';
import { configuredServers } from './declared/config-map.js';
import { eksCluster } from './declared/eks.js';
import { managedCluster } from './declared/managed.js';
import { staticPods } from './declared/static-pod.js';
import { apiServerRef, type ApiServerFacts } from './facts.js';

type Server = Fact<ApiServerFacts>;

const POLICY_ELSEWHERE = gap('unsupported', "the audit policy, a file on the API server's host that the stack does not declare,");
const WEBHOOK_ELSEWHERE = gap('unsupported', "the webhook's kubeconfig, a file on the API server's host that the stack does not declare,");

/** What the cluster's API servers were given together: files on their hosts. */
function given<T>(server: Server, look: Look, said: (plane: ControlPlaneFacts) => Known<T>): Known<T> {
  const plane = theOne(look, controlPlaneRef, server);
  if (!isKnown(plane)) return plane;
  return plane.value ? said(plane.value.facts) : gap('cut-off', "the files on the API servers' hosts");
}

/** As the server's version reads it. */
function policy(server: Server, look: Look): Known<AuditPolicy | RefusedFile> {
  const [written, by] = [writtenPolicy(server, look), version(server, look)];
  if (server.origin === 'live') return asRunBy(written, by);
  return asReadBy(written, by, fileOf(server.facts.flags, 'audit-policy-file') ?? 'the audit policy');
}

function writtenPolicy(server: Server, look: Look): Known<AuditPolicy | RefusedFile> {
  if (server.facts.policy) return server.facts.policy;
  return server.origin === 'live' ? given<AuditPolicy | RefusedFile>(server, look, (plane) => plane.policy) : declaredPolicy(server, look);
}

/** The policy of the stack whose key is the name of the file that the flags name; of several, or where one more may be, none: that would be a guess. */
function declaredPolicy(server: Server, look: Look): Known<AuditPolicy | RefusedFile> {
  const path = fileOf(server.facts.flags, 'audit-policy-file');
  if (path === undefined) return POLICY_ELSEWHERE;
  const file = baseName(path);
  const maps = look.all(unreadConfigMap, server, ({ facts }) => (facts.key ?? file) === file);
  const unread = maps.missing ?? maps.found.find(({ facts }) => (facts.key ?? file) === file)?.facts.why;
  if (unread) return unread;
  const { found, missing } = look.all(auditPolicy, server, ({ facts }) => facts.file === file);
  const [candidate, ...more] = found.filter(({ facts }) => facts.file === file);
  return missing ?? (candidate && more.length === 0 ? candidate.facts.policy : POLICY_ELSEWHERE);
}

/** What said the policy, where the user did not give it. */
const policyFrom = (server: Server, look: Look): Known<string | undefined> =>
  server.origin === 'live' ? given(server, look, (plane) => known(plane.policyFrom)) : known(undefined);

function webhook(server: Server, look: Look): Known<AuditWebhook | RefusedFile> {
  if (server.facts.webhook) return server.facts.webhook;
  return server.origin === 'live' ? given<AuditWebhook | RefusedFile>(server, look, (plane) => plane.webhook) : WEBHOOK_ELSEWHERE;
}

/** Its own where that is told, else the one that the cluster answers with. */
const version = (server: Server, look: Look): Known<ServerVersion> => server.facts.version ?? versionOf(server, look);

export default kind({
  id: apiServerRef.id,
  noun: 'API server',
  facts: of<ApiServerFacts>(),
  keep: 'all',
  declared: {
    'aws:eks/cluster:Cluster': eksCluster('aws'),
    'aws-native:eks:Cluster': eksCluster('aws-native'),
    'azure-native:containerservice:ManagedCluster': managedCluster('AKS', 'resourceName'),
    'azure:containerservice/kubernetesCluster:KubernetesCluster': managedCluster('AKS', 'name'),
    'gcp:container/cluster:Cluster': managedCluster('GKE', 'name'),
    'google-native:container/v1:Cluster': managedCluster('GKE', 'name'),
    'kubernetes:core/v1:ConfigMap': configuredServers('whole'),
    'kubernetes:core/v1:ConfigMapPatch': configuredServers('patch'),
    'kubernetes:core/v1:ConfigMapList': configuredServers('list'),
    'kubernetes:core/v1:Pod': staticPods('whole'),
    'kubernetes:core/v1:PodList': staticPods('list'),
    'kubernetes:controlplane.cluster.x-k8s.io/v1beta1:KubeadmControlPlane': kubeadmControlPlanes('spec'),
    'kubernetes:controlplane.cluster.x-k8s.io/v1beta2:KubeadmControlPlane': kubeadmControlPlanes('spec'),
    'kubernetes:controlplane.cluster.x-k8s.io/v1beta1:KubeadmControlPlaneTemplate': kubeadmControlPlanes('spec.template.spec'),
    'kubernetes:controlplane.cluster.x-k8s.io/v1beta2:KubeadmControlPlaneTemplate': kubeadmControlPlanes('spec.template.spec'),
  },
  joins: {
    policy: from([controlPlaneRef, auditPolicy, unreadConfigMap, clusterRef], policy),
    policyFrom: from([controlPlaneRef], policyFrom),
    webhook: from([controlPlaneRef], webhook),
    version: from([clusterRef], version),
  },
  // A program declares how servers are to be started, and says nothing by which a running one could be told to be that.
  drift: undefined,
  lostWith: [controlPlaneRef.id],
  docs: { judged: 'each kube-apiserver, live unless API servers are left out (`--no-api-server`), and as a Pulumi program declares it', waive: 'kube-apiserver-sandbox-*' },
});
