import { KINDS } from '../../policypack/kinds/index.js';
import { gap, known } from '../../policypack/core/known.js';
import type { Observation } from '../../policypack/core/fact.js';
import { logGroupFact } from '../../scanner/sources/aws/log-group/fact.js';
import { auditSinkFact } from '../../scanner/sources/kubernetes/audit-sink.js';
import { clusterFact } from '../../scanner/sources/kubernetes/cluster.js';
import { serviceFact } from '../../scanner/sources/kubernetes/service.js';
import { apiServerPods } from '../../scanner/sources/kubernetes/api-server/pods.js';
import type { ListedObject } from '../../scanner/sources/kubernetes/client/list.js';
import { podOf } from '../declared/resources.js';
import { resource, type DeclaredForm } from './declared-form.js';
import { chainForms, effectiveRetention, liveChain } from './log-chain.js';
import type { AGroup, AnAccountPolicy, AnApiServer, AnEks, AService, ASink, AStack } from './stacks.js';

const ACCOUNT = '123456789012';
const REGION = 'eu-west-1';
const CLUSTER = 'kubernetes:prod';

const arnOf = (name: string): string => `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${name}`;

/** What the program declares, as the engine would have it after creation. */
export function declaredForms({ groups, sinks, services, eks, policies, apiServers, ...chain }: AStack): DeclaredForm[] {
  return [
    resource('pulumi:pulumi:Stack', 'shop-dev', {}),
    // What overrides is declared first: before creation, only what was shown counts.
    ...chainForms(chain),
    ...groups.flatMap(groupForms),
    ...sinks.map(({ name, spec }) =>
      resource('kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink', name, {
        apiVersion: 'auditregistration.k8s.io/v1alpha1',
        kind: 'AuditSink',
        metadata: { name },
        spec,
      }),
    ),
    ...services.map(({ namespace, name, ports }) =>
      resource('kubernetes:core/v1:Service', `${namespace}-${name}`, {
        metadata: { namespace, name },
        spec: { ports: ports.map((port) => ({ port })) },
      }),
    ),
    ...eks.map(eksForm),
    ...policies.map(({ name, policy }) =>
      resource('kubernetes:core/v1:ConfigMap', name, { metadata: { namespace: 'kube-system', name }, data: { 'policy.yaml': JSON.stringify(policy) } }),
    ),
    ...apiServers.map((server) => resource('kubernetes:core/v1:Pod', server.name, apiServerPod(server))),
  ];
}

const eksForm = ({ native, name, logs }: AnEks): DeclaredForm =>
  native
    ? resource('aws-native:eks:Cluster', name, { name, logging: logs && { clusterLogging: { enabledTypes: logs.map((type) => ({ type })) } } })
    : resource('aws:eks/cluster:Cluster', name, { name, enabledClusterLogTypes: logs });

const apiServerPod = ({ name, flags }: AnApiServer) => podOf(name, flags, 'v1.18.0');

/** What a control plane's pods tell of it; its files and counters are not read. */
function liveControlPlane(servers: readonly AnApiServer[]): Observation[] {
  const unread = gap('unsupported', 'not read');
  const base = { type: 'fact' as const, origin: 'live' as const, scope: CLUSTER, texts: [] };
  const beside = { managed: known(undefined), otherExport: known(undefined) };
  return [
    { ...base, kind: 'kubernetes.control-plane', id: CLUSTER, name: 'prod', facts: { accounts: unread, servers: unread, metrics: unread, policy: unread, webhook: unread } },
    ...apiServerPods(servers.map(apiServerPod) as unknown as ListedObject[]).map(
      ({ name, from, flags, version }): Observation => ({
        ...base,
        kind: 'kubernetes.api-server',
        id: `/Pod/kube-system/${name}`,
        name,
        facts: { flags, flagsFrom: known(from), ...beside, ...(version && { version }) },
      }),
    ),
  ];
}

function groupForms({ native, name, tags, streams, ...properties }: AGroup): DeclaredForm[] {
  const [prefix, nameKey] = native ? ['aws-native:logs:', 'logGroupName'] : ['aws:cloudwatch/', 'name'];
  const written = native ? tags && Object.entries(tags).map(([key, value]) => ({ key, value })) : tags;
  const group = resource(
    `${prefix}${native ? 'LogGroup' : 'logGroup:LogGroup'}`,
    name,
    { [nameKey]: name, tags: written, ...properties },
    { arn: arnOf(name) },
  );
  const stream = (index: number): DeclaredForm => ({
    ...resource(`${prefix}${native ? 'LogStream' : 'logStream:LogStream'}`, `${name}-${index}`, { logGroupName: name }),
    propertyDependencies: { logGroupName: [group.urn] },
  });
  return [group, ...Array.from({ length: streams }, (_, index) => stream(index))];
}

/** The state that `pulumi stack export` writes of it. */
export const stateForm = (stack: AStack): string =>
  JSON.stringify({
    version: 3,
    deployment: { manifest: {}, resources: declaredForms(stack).map((form) => ({ ...form, custom: true })) },
  });

/** Everything that is read live was read whole, in the region and in the cluster. */
const READ_WHOLE: readonly Observation[] = KINDS.all.map(({ id }) => ({ type: 'read', kind: id, scope: id.startsWith('aws.') ? `aws:${ACCOUNT}:${REGION}` : CLUSTER }));

/** What the live systems answer once it is deployed. */
export function liveForm({ groups, sinks, services, apiServers, ...chain }: AStack): Observation[] {
  return [
    {
      type: 'fact',
      kind: 'aws.account',
      id: ACCOUNT,
      name: ACCOUNT,
      origin: 'live',
      scope: `aws:${ACCOUNT}:${REGION}`,
      facts: { account: ACCOUNT, regions: [REGION] },
      texts: [],
    },
    ...liveChain(chain),
    ...groups.map((group) => liveGroup(group, chain.accountPolicies)),
    clusterFact(CLUSTER, 'prod', known({ major: 1, minor: 18, gitVersion: 'v1.18.0' })),
    ...sinks.map(liveSink),
    ...services.map(liveService),
    ...liveControlPlane(apiServers),
    ...READ_WHOLE,
  ];
}

/** DescribeLogGroups leaves out what is not set, says the class always, and ends ARNs in `:*`. */
function liveGroup({
  name,
  retentionInDays,
  kmsKeyId,
  logGroupClass = 'STANDARD',
  deletionProtectionEnabled = false,
  tags = {},
  streams,
}: AGroup, policies: readonly AnAccountPolicy[]): Observation {
  const inForce = effectiveRetention(name, retentionInDays, policies);
  const listed = {
    logGroupName: name,
    arn: `${arnOf(name)}:*`,
    logGroupClass,
    deletionProtectionEnabled,
    storedBytes: 0,
    ...inForce,
    ...(kmsKeyId && { kmsKeyId }),
  };
  return logGroupFact(listed, { account: ACCOUNT, region: REGION }, known(streams > 0), known(tags));
}

/** An apiserver adds its bookkeeping to what was written. */
function liveSink({ name, spec }: ASink): Observation {
  const metadata = {
    name,
    uid: '6f4a4bb5-97b2-4d2a-8e0e-0f1a1c6d7c11',
    resourceVersion: '4711',
    generation: 1,
    creationTimestamp: '2026-06-01T12:00:00Z',
    managedFields: [{ manager: '<manager>' }],
  };
  return auditSinkFact(CLUSTER, {
    apiVersion: 'auditregistration.k8s.io/v1alpha1',
    kind: 'AuditSink',
    metadata,
    spec,
  } as ListedObject);
}

const liveService = ({ namespace, name, ports }: AService): Observation =>
  serviceFact(
    CLUSTER,
    { namespace, name },
    {
      metadata: { namespace, name },
      spec: { clusterIP: '10.0.0.7', ports: ports.map((port) => ({ port, protocol: 'TCP', targetPort: port })) },
    },
  );
