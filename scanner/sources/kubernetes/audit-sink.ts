import type { Fact } from '../../../policypack/core/fact.js';
import { isKnown } from '../../../policypack/core/known.js';
import { textsOfObject } from '../../../policypack/kinds/declared/property-tree.js';
import { auditSinkFacts, auditSinkId, type AuditSinkFacts } from '../../../policypack/kinds/kubernetes/audit-sink/facts.js';
import { itemsOf } from '../answered.js';
import { failedCall, type Call } from './client/call.js';
import { HttpError } from './client/errors.js';
import { listAll, type Listed, type ListedObject } from './client/list.js';
import { requestsOf, type OpenCluster, type Reader } from './reader.js';

const AUDIT_SINKS = {
  operation: 'list auditsinks.auditregistration.k8s.io',
  path: '/apis/auditregistration.k8s.io/v1alpha1/auditsinks',
  right: { role: 'scanner', apiGroup: 'auditregistration.k8s.io', resource: 'auditsinks', verbs: ['list'], why: 'The audit sinks themselves.' },
} as const satisfies Call;

/** Reads every AuditSink. */
const reader = {
  kind: 'kubernetes.audit-sink',
  stage: 'anchors',
  answered: {
    call: `GET ${AUDIT_SINKS.path}`,
    facts: (pages, { scope }) => itemsOf<ListedObject>(pages, 'items').map((sink) => auditSinkFact(scope, sink)),
  },
  asked: () => true,
  rights: () => [AUDIT_SINKS.right],
  async *read(cluster) {
    const { connection, reading } = cluster;
    const requests = requestsOf(connection);
    const listed = await listAll(connection, AUDIT_SINKS.path, (read) => reading.progress(read));
    const found = listed.objects.map((sink) => auditSinkFact(reading.scope, sink));
    cluster.sinks.push(...found);
    const { problem, begun } = listed;
    // A list that broke off twice shows what either reading saw.
    if (problem !== undefined) reading.progress(found.length);
    const gaps = problem === undefined || isNotServed(cluster, listed) ? [] : [reading.failed('kubernetes.audit-sink', problem, failedCall(AUDIT_SINKS, begun))];
    yield [...found, ...gaps, reading.population('kubernetes.audit-sink', found.length, requests())];
  },
} satisfies Reader;
export default reader;

/** A server without the API holds no AuditSink: that is an answer, as long as it is a Kubernetes server that gives it. */
const isNotServed = ({ version }: OpenCluster, { begun, problem }: Listed): boolean => !begun && isKnown(version) && problem instanceof HttpError && problem.status === 404;

/** An AuditSink with all that its author wrote. */
export const auditSinkFact = (scope: string, sink: ListedObject): Fact<AuditSinkFacts> => ({
  type: 'fact',
  origin: 'live',
  scope,
  kind: 'kubernetes.audit-sink',
  id: auditSinkId(sink.metadata.name),
  name: sink.metadata.name,
  facts: auditSinkFacts(sink),
  texts: textsOfObject(sink),
});
