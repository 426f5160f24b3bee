import { isKnown, known, type Known } from '../../../policypack/core/known.js';
import { serviceId } from '../../../policypack/core/join-live.js';
import { auditSinkId } from '../../../policypack/kinds/kubernetes/declared.js';
import type { Fact } from '../../../policypack/core/fact.js';
import { auditSinkFacts } from '../../../policypack/kinds/kubernetes/audit-sink/facts.js';
import type { ServerVersion } from '../../../policypack/kinds/kubernetes/cluster/facts.js';
import { serviceFacts } from '../../../policypack/kinds/kubernetes/service/facts.js';
import { texts } from '../../../policypack/kinds/declared/property-tree.js';
import type { ListedObject } from './client/list.js';

const live = (scope: string) => ({ type: 'fact' as const, origin: 'live' as const, scope });

/** The cluster; no export but AuditSink's is looked for here. */
export const clusterFact = (
  scope: string,
  name: string,
  version: Known<ServerVersion>,
): Fact<'kubernetes.cluster'> => ({
  ...live(scope),
  kind: 'kubernetes.cluster',
  id: scope,
  name,
  facts: { version, equivalentExport: known(undefined) },
  texts: [],
});

/** An AuditSink with all that its author wrote. */
export const auditSinkFact = (scope: string, sink: ListedObject): Fact<'kubernetes.audit-sink'> => ({
  ...live(scope),
  kind: 'kubernetes.audit-sink',
  id: auditSinkId(sink.metadata.name),
  name: sink.metadata.name,
  facts: auditSinkFacts(sink),
  texts: texts(sink),
});

/** A Service. Its texts are not ours to judge: it is read for its ports. */
export const serviceFact = (
  scope: string,
  { namespace, name }: ServiceName,
  service: unknown,
): Fact<'kubernetes.service'> => ({
  ...live(scope),
  kind: 'kubernetes.service',
  id: serviceId(namespace, name),
  name: `${namespace}/${name}`,
  facts: serviceFacts(service),
  texts: [],
});

/** What a sink calls a Service. */
export interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

// No object can have another name, and none of these can lead a path elsewhere: k8s.io/apimachinery, IsDNS1123Subdomain.
const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/** The Services that sinks name, each once. A name that none can have is absent without asking. */
export function namedServices(sinks: readonly Fact<'kubernetes.audit-sink'>[]): ServiceName[] {
  const found = new Map<string, ServiceName>();
  for (const { facts } of sinks) {
    const { namespace, name } = (isKnown(facts.service) && facts.service.value) || {};
    if (namespace && name && NAME.test(namespace) && NAME.test(name))
      found.set(`${namespace}/${name}`, { namespace, name });
  }
  return [...found.values()];
}
