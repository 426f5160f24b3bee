import { readPolicy, type AuditPolicy } from '../../policypack/audit-policy/index.js';
import { known } from '../../policypack/core/known.js';
import type { Fact } from '../../policypack/core/fact.js';
import { aDeclaredLogGroup, aKmsKey, aLiveAuditSink, aLiveCluster, aLiveLogGroup, aLiveService, anAccount } from '../core/facts.js';
import type { AccountRetentionPolicyFacts } from '../../policypack/kinds/aws/account-retention-policy/facts.js';
import type { BedrockInvocationLoggingFacts } from '../../policypack/kinds/aws/bedrock-invocation-logging/facts.js';
import type { S3BucketFacts } from '../../policypack/kinds/aws/s3-bucket/facts.js';
import type { AuditDeliveryFacts } from '../../policypack/kinds/kubernetes/audit-delivery/facts.js';
import type { AiWorkloadFacts } from '../../policypack/kinds/kubernetes/ai-workload/facts.js';
import { stackFact } from '../../policypack/kinds/pulumi/stack/kind.js';

export const AWS = 'aws:123456789012:eu-west-1';
export const CLUSTER = 'kubernetes:prod';
export const STACK = 'pulumi:ai/prod';

function policyOf(document: object): AuditPolicy {
  const reading = readPolicy({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', ...document });
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.policy;
}

/** Names every API group by `*`, which only Kubernetes 1.36 and later take so: what it does, the version decides. */
const POLICY = known(policyOf({ rules: [{ level: 'Metadata', resources: [{ group: '*' }] }, { level: 'Metadata' }] }));

/** A log whose rotation is left to the defaults, which the version decides, beside a webhook. */
const FLAGS = { 'audit-policy-file': '/etc/policy.yaml', 'audit-webhook-config-file': '/etc/webhook.yaml', 'audit-log-path': '/var/log/audit.log' };

const base = { type: 'fact' as const, origin: 'live' as const, scope: CLUSTER, name: 'prod', texts: [] };
const beside = { flags: known(FLAGS), flagsFrom: known('/flagz'), managed: known(undefined), otherExport: known(undefined) };

const CONTROL_PLANE: readonly Fact[] = [
  {
    ...base,
    kind: 'kubernetes.control-plane',
    id: CLUSTER,
    facts: {
      accounts: known([{ by: 'server', from: '/flagz', flags: FLAGS }]),
      servers: known(1),
      metrics: known([{ from: '/metrics', metrics: known({ levels: { Metadata: 7 }, events: 14, errors: {}, rejected: 0 }) }]),
      policy: POLICY,
      webhook: known({ server: 'https://collector.prod.svc', unverified: false }),
    },
  },
  { ...base, kind: 'kubernetes.api-server', id: `${CLUSTER}/server`, facts: beside },
];

const DELIVERY: Fact<AuditDeliveryFacts> = {
  ...base,
  kind: 'kubernetes.audit-delivery',
  id: CLUSTER,
  facts: { delivery: known({ logGroup: 'ai-audit', region: 'eu-west-1', probe: 'logproof-probe-1', timeoutSeconds: 1, chain: { broken: ['stored'], because: 'it is not there', advice: 'look', seen: [] } }) },
};

const WORKLOAD: Fact<AiWorkloadFacts> = {
  ...base,
  kind: 'kubernetes.ai-workload',
  id: 'apps/Deployment/models/llm',
  facts: { confidence: 'certain', reason: 'kind', apiGroup: 'apps', objectKind: 'Deployment', resource: known('deployments'), namespace: 'models', images: [], accelerators: [], pods: 1 },
};

const aws = { type: 'fact' as const, origin: 'live' as const, scope: AWS, texts: [] };

/** A policy that changes nothing of what the group says, and covers it. */
const RETENTION_POLICY: Fact<AccountRetentionPolicyFacts> = {
  ...aws,
  kind: 'aws.account-retention-policy',
  id: `${AWS}/account-policy/RETENTION_POLICY/year`,
  name: 'year',
  facts: { retentionDays: known(365), prefixes: known(undefined), enforcementMode: known('RETROACTIVE') },
};

const BUCKET: Fact<S3BucketFacts> = {
  ...aws,
  kind: 'aws.s3-bucket',
  id: 'arn:aws:s3:::ai-invocations',
  name: 'ai-invocations',
  facts: { exists: known(true), versioned: known(true), lock: known(undefined), expirations: known([]) },
};

/** Writes to the log group and, what it cannot take, to the bucket. */
const LOGGING: Fact<BedrockInvocationLoggingFacts> = {
  ...aws,
  kind: 'aws.bedrock-invocation-logging',
  id: `${AWS}/model-invocation-logging`,
  name: 'eu-west-1',
  facts: {
    enabled: known(true),
    logGroup: known('ai-audit'),
    bucket: known(undefined),
    largeDataBucket: known({ bucketName: 'ai-invocations', keyPrefix: '' }),
    delivered: { text: known(true), image: known(true), embedding: known(true), video: known(true), audio: known(true) },
  },
};

const declared = <F extends Fact>(fact: F): F => ({ ...fact, origin: 'declared', scope: STACK });

const DECLARED: readonly Fact[] = [
  stackFact('prod', STACK, ['aws:x', 'kubernetes:y']),
  declared(aLiveAuditSink()),
  declared(aLiveService()),
  declared(RETENTION_POLICY),
  declared(LOGGING),
  declared(BUCKET),
  aDeclaredLogGroup({}, { hasStream: known(true) }),
  { ...base, kind: 'kubernetes.api-server', id: 'urn:server', origin: 'declared', scope: STACK, facts: { ...beside, webhook: known({ server: 'https://collector.prod.svc', unverified: false }), version: known({ major: 1, minor: 36, gitVersion: 'v1.36.0' }) } },
  { ...base, kind: 'kubernetes.audit-policy', id: 'urn:policy', origin: 'declared', scope: STACK, facts: { file: 'policy.yaml', policy: POLICY, version: known({ major: 1, minor: 36, gitVersion: 'v1.36.0' }) } },
];

/** What there is to read. */
export interface World {
  /** Of the cluster's version, 1.x. */
  readonly minor: number;
  readonly logGroups: readonly Fact[];
}

/** Servers that read AuditSink and that do not; an account that, without a log group, only STS tells. */
export const WORLDS: readonly World[] = [
  { minor: 36, logGroups: [aLiveLogGroup()] },
  { minor: 18, logGroups: [aLiveLogGroup()] },
  { minor: 36, logGroups: [] },
];

/** All of it, in the order in which sources yield it. */
export const everything = ({ minor, logGroups }: World): readonly Fact[] => [
  ...DECLARED,
  aLiveCluster({}, minor),
  aLiveAuditSink(),
  aLiveService(),
  ...CONTROL_PLANE,
  WORKLOAD,
  DELIVERY,
  anAccount(),
  RETENTION_POLICY,
  LOGGING,
  BUCKET,
  aKmsKey(),
  ...logGroups,
];
