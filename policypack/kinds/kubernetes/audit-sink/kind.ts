import type { Fact, Text } from '../../../core/fact.js';
import { from, kind, of } from '../../../core/kind.js';
import { gap, isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import { theOne, type Look } from '../../../core/look.js';
import { apiServerRef } from '../api-server/facts.js';
import { isOn } from '../auditing/flags.js';
import { exportSeen } from '../auditing/of-cluster.js';
import { clusterRef, type ClusterFacts, type EquivalentExport, type ServerVersion } from '../cluster/facts.js';
import { controlPlaneRef } from '../control-plane/facts.js';
import { serviceId, type ServiceFacts } from '../service/facts.js';
import { clusterWhereabouts } from '../whereabouts.js';
import service from '../service/kind.js';
import { auditSinks } from './declared.js';
import type { AuditSinkFacts } from './facts.js';

/** The Service that it names. */
function namedService(sink: Fact<AuditSinkFacts>, look: Look): Known<Fact<ServiceFacts> | undefined> {
  const name = mapKnown(sink.facts.service, (names) => names && serviceId(names.namespace, names.name));
  return look.at(service, { from: sink, name });
}

/** The ports of the Service that it names; `absent` where that was looked for and is not there. */
function destination(sink: Fact<AuditSinkFacts>, look: Look): Known<readonly number[] | 'absent'> {
  const found = namedService(sink, look);
  if (!isKnown(found)) return found;
  return found.value ? found.value.facts.ports : known('absent');
}

/** Where the Service that it names leads to, as far as that is a text. */
const serviceTexts = (sink: Fact<AuditSinkFacts>, look: Look): Known<readonly Text[]> =>
  mapKnown(namedService(sink, look), (found) => (found?.texts ?? []).map((text) => ({ ...text, path: `${text.path} of its Service` })));

const UNSEEN = gap('cut-off', 'the cluster that the sink is in');

/** What the sink's cluster says of itself. */
function ofCluster<T>(sink: Fact<AuditSinkFacts>, look: Look, said: (facts: ClusterFacts) => Known<T>): Known<T> {
  const cluster = theOne(look, clusterRef, sink);
  if (!isKnown(cluster)) return cluster;
  return cluster.value ? said(cluster.value.facts) : UNSEEN;
}

/** The server that should read it. */
const server = (sink: Fact<AuditSinkFacts>, look: Look): Known<ServerVersion> => ofCluster(sink, look, ({ version }) => version);

/** How else the cluster's audit events leave it. */
const exportBesides = (sink: Fact<AuditSinkFacts>, look: Look): Known<EquivalentExport | undefined> =>
  exportSeen(sink, look) ?? ofCluster(sink, look, ({ equivalentExport }) => equivalentExport);

/**
 * The API servers that are known not to look at AuditSinks: those of which the flags were read, and do not switch it on. With
 * the flag and without its feature gate none starts. Source: k8s.io/apiserver v0.18, options/audit.go, AuditDynamicOptions.
 */
const blindServers = (sink: Fact<AuditSinkFacts>, look: Look): Known<readonly string[]> =>
  known(look.all(apiServerRef, sink).found.flatMap(({ name, facts: { flags } }) => (isKnown(flags) && !isOn(flags.value, 'audit-dynamic-configuration') ? [name] : [])));

export default kind({
  id: 'kubernetes.audit-sink',
  noun: 'audit sink',
  facts: of<AuditSinkFacts>(),
  keep: 'all',
  declared: {
    'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink': auditSinks('whole'),
    'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSinkPatch': auditSinks('patch'),
    'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSinkList': auditSinks('list'),
  },
  texts: true,
  textsBesides: 'serviceTexts',
  joins: {
    destination: from([service], destination),
    serviceTexts: from([service], serviceTexts),
    server: from([clusterRef], server),
    blindServers: from([apiServerRef], blindServers),
    equivalentExport: from([clusterRef, controlPlaneRef, apiServerRef], exportBesides),
  },
  drift: {
    // Within its cluster, which a provider that names its context tells.
    identity: ({ id, name, unnamed }) => (unnamed ? id : name),
    fields: [
      ['spec.policy.level', 'level'],
      ['spec.policy.stages', 'stages'],
      ['spec.webhook.throttle.qps', 'qps'],
      ['spec.webhook.throttle.burst', 'burst'],
      ['spec.webhook.clientConfig.url', 'url'],
      ['spec.webhook.clientConfig.service', 'service'],
      ['spec.webhook.clientConfig.caBundle', 'caBundle'],
    ],
    placeOf: () => undefined,
    whereabouts: clusterWhereabouts,
  },
  docs: { judged: 'each AuditSink, declared and live', waive: 'auditregistration.k8s.io/AuditSink//sandbox-*' },
});
