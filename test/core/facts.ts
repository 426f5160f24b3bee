import { known } from '../../policypack/core/known.js';
import { auditSinkFacts, type AuditSinkFacts, auditSinkId } from '../../policypack/kinds/kubernetes/audit-sink/facts.js';
import type { CollectionGap, Fact } from '../../policypack/core/fact.js';
import type { LogGroupFacts } from '../../policypack/kinds/aws/log-group/facts.js';
import type { KmsKeyFacts } from '../../policypack/kinds/aws/kms-key/facts.js';
import type { AccountFacts } from '../../policypack/kinds/aws/account/facts.js';
import { type ServiceFacts, serviceId } from '../../policypack/kinds/kubernetes/service/facts.js';
import type { ClusterFacts } from '../../policypack/kinds/kubernetes/cluster/facts.js';

type Named = { readonly name?: string; readonly scope?: string };

const AWS = 'aws:123456789012:eu-west-1';

export const logGroupFacts = (over: Partial<LogGroupFacts> = {}): LogGroupFacts => ({
  class: known('STANDARD'),
  retentionDays: known(365),
  retentionPolicy: known(undefined),
  kmsKey: known('arn:aws:kms:eu-west-1:123456789012:key/1'),
  deletionProtected: known(true),
  hasStream: known(true),
  tags: known({}),
  ...over,
});

export const logGroupArn = (name: string): string => `arn:aws:logs:eu-west-1:123456789012:log-group:${name}`;

export const aLiveLogGroup = ({ name = 'ai-audit', scope = AWS }: Named = {}, over: Partial<LogGroupFacts> = {}): Fact<LogGroupFacts> => ({
  type: 'fact',
  kind: 'aws.log-group',
  id: logGroupArn(name),
  name,
  origin: 'live',
  scope,
  facts: logGroupFacts(over),
  texts: [{ path: 'logGroupName', value: name }],
});

export const anAccount = (region = 'eu-west-1'): Fact<AccountFacts> => ({
  type: 'fact',
  kind: 'aws.account',
  id: '123456789012',
  name: '123456789012',
  origin: 'live',
  scope: `aws:123456789012:${region}`,
  facts: { account: '123456789012', regions: [region] },
  texts: [],
});

/** The key of {@link logGroupFacts}. */
export const aKmsKey = (over: Partial<KmsKeyFacts> = {}): Fact<KmsKeyFacts> => ({
  type: 'fact',
  kind: 'aws.kms-key',
  id: 'arn:aws:kms:eu-west-1:123456789012:key/1',
  name: '1',
  origin: 'live',
  scope: AWS,
  facts: { state: known('Enabled'), deletionDate: known(undefined), manager: known('CUSTOMER'), ...over },
  texts: [],
});

export const aManifest = (spec: object = {}) => ({
  metadata: { name: 'ai-system-audit-sink' },
  spec: {
    policy: { level: 'Metadata', stages: ['ResponseComplete'] },
    webhook: { throttle: { qps: 10, burst: 15 }, clientConfig: { service: { namespace: 'kube-system', name: 'log-collector-svc' } } },
    ...spec,
  },
});

export const aLiveAuditSink = ({ name = 'ai-system-audit-sink', scope = 'kubernetes:prod' }: Named = {}, manifest: object = aManifest()): Fact<AuditSinkFacts> => ({
  type: 'fact',
  kind: 'kubernetes.audit-sink',
  id: auditSinkId(name),
  name,
  origin: 'live',
  scope,
  facts: auditSinkFacts(manifest),
  texts: [],
});

export const aLiveService = ({ scope = 'kubernetes:prod' }: Named = {}, ports: readonly number[] = [443]): Fact<ServiceFacts> => ({
  type: 'fact',
  kind: 'kubernetes.service',
  id: serviceId('kube-system', 'log-collector-svc'),
  name: 'kube-system/log-collector-svc',
  origin: 'live',
  scope,
  facts: { ports: known(ports) },
  texts: [],
});

export const aLiveCluster = ({ scope = 'kubernetes:prod' }: Named = {}, minor = 18): Fact<ClusterFacts> => ({
  type: 'fact',
  kind: 'kubernetes.cluster',
  id: scope,
  name: scope,
  origin: 'live',
  scope,
  facts: { version: known({ major: 1, minor, gitVersion: `v1.${minor}.0` }), equivalentExport: known(undefined) },
  texts: [],
});

// In a program, other resources say whether it has a stream.
const { hasStream: _, ...ofItsOwn } = logGroupFacts();

/** A group as a Pulumi state holds it, with its stream joined by name. */
export const aDeclaredLogGroup = ({ name = 'ai-audit' }: Named = {}, over: Partial<LogGroupFacts> = {}): Fact<LogGroupFacts> => ({
  ...aLiveLogGroup({ name, scope: 'pulumi:ai/prod' }),
  facts: { ...ofItsOwn, ...over },
  origin: 'declared',
  urn: `urn:pulumi:prod::ai::aws:cloudwatch/logGroup:LogGroup::${name}`,
  location: { file: 'index.ts', line: 7, column: 17 },
});

export const aGap = (over: Partial<CollectionGap>): CollectionGap => ({
  type: 'gap',
  source: 'aws',
  scope: AWS,
  kind: 'aws.log-group',
  reason: 'forbidden',
  detail: 'DescribeLogGroups: AccessDenied',
  ...over,
});
