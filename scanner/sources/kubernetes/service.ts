import pMap from 'p-map';
import type { Fact } from '../../../policypack/core/fact.js';
import { isKnown } from '../../../policypack/core/known.js';
import type { AuditSinkFacts } from '../../../policypack/kinds/kubernetes/audit-sink/facts.js';
import { serviceFacts, serviceId, type ServiceFacts } from '../../../policypack/kinds/kubernetes/service/facts.js';
import type { Failure } from '../failure.js';
import { failedCall, type Call } from './client/call.js';
import { unlessAbsent } from './client/errors.js';
import type { ListedObject } from './client/list.js';
import { requestsOf, type OpenCluster, type Reader } from './reader.js';

/** Services asked for at once. */
const AT_ONCE = 8;

/** What a sink calls a Service. */
export interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

const serviceCall = ({ namespace, name }: ServiceName): Call => ({
  operation: `get services ${namespace}/${name}`,
  path: `/api/v1/namespaces/${namespace}/services/${name}`,
  right: RIGHT,
});

const RIGHT = {
  role: 'scanner',
  apiGroup: '',
  resource: 'services',
  verbs: ['get'],
  why:
    'The Services that sinks name, one by one: whether each exists and has the port. To narrow this further, grant it by a Role in the namespaces of your collectors; ' +
    'a sink that names another Service is then reported as not judged.',
} as const;

/** Reads the Services that audit sinks name, and no other. */
const reader = {
  kind: 'kubernetes.service',
  stage: 'anchors',
  namedBy: 'kubernetes.audit-sink',
  answered: {
    call: 'GET /api/v1/namespaces/NAMESPACE/services/NAME',
    facts: (services, { scope }) => (services as ListedObject[]).filter(isThere).map((service) => serviceFact(scope, { namespace: 'default', ...service.metadata }, service)),
  },
  asked: () => true,
  rights: () => [RIGHT],
  async *read(cluster) {
    const { connection, reading, sinks } = cluster;
    const names = namedServices(sinks);
    if (names.length === 0) return;
    const requests = requestsOf(connection);
    const answers = await pMap(names, (name) => askedFor(name, cluster), { concurrency: AT_ONCE });
    const found = answers.flatMap(({ fact }) => fact ?? []);
    const gaps = answers.flatMap(({ failure }) => (failure ? [reading.gap('kubernetes.service', failure)] : []));
    yield [...found, ...gaps, reading.population('kubernetes.service', found.length, requests())];
  },
} satisfies Reader;
export default reader;

/** Whether the server has the object: it answers `Status` with code 404 for one that it has not. */
const isThere = (answer: object): boolean => !('code' in answer && answer.code === 404);

/** Absent is an answer: the sink's control says what it means. */
async function askedFor(name: ServiceName, { connection, reading }: OpenCluster): Promise<{ readonly fact?: Fact<ServiceFacts>; readonly failure?: Failure }> {
  const call = serviceCall(name);
  try {
    const service = await unlessAbsent(connection.get(call.path), undefined);
    return service === undefined ? {} : { fact: serviceFact(reading.scope, name, service) };
  } catch (problem) {
    return { failure: reading.explain(problem, failedCall(call)) };
  }
}

/** A Service. Its texts are not ours to judge: it is read for its ports. */
export const serviceFact = (scope: string, { namespace, name }: ServiceName, service: unknown): Fact<ServiceFacts> => ({
  type: 'fact',
  origin: 'live',
  scope,
  kind: 'kubernetes.service',
  id: serviceId(namespace, name),
  name: `${namespace}/${name}`,
  facts: serviceFacts(service),
  texts: [],
});

// No object can have another name, and none of these can lead a path elsewhere: k8s.io/apimachinery, IsDNS1123Subdomain.
const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/** The Services that sinks name, each once. A name that none can have is absent without asking. */
function namedServices(sinks: readonly Fact<AuditSinkFacts>[]): ServiceName[] {
  const found = new Map<string, ServiceName>();
  for (const { facts } of sinks) {
    const { namespace, name } = (isKnown(facts.service) && facts.service.value) || {};
    if (namespace && name && NAME.test(namespace) && NAME.test(name)) found.set(`${namespace}/${name}`, { namespace, name });
  }
  return [...found.values()];
}
