import type { LoggingConfig } from '@aws-sdk/client-bedrock';
import type { AccountPolicy } from '@aws-sdk/client-cloudwatch-logs';
import type { KeyMetadata } from '@aws-sdk/client-kms';
import type { LifecycleRule, ObjectLockConfiguration } from '@aws-sdk/client-s3';
import { gap, known } from '../../policypack/core/known.js';
import type { Fact, Observation } from '../../policypack/core/fact.js';
import { regionPlace } from '../../policypack/kinds/aws/place.js';
import { auditMetrics } from '../../policypack/kinds/kubernetes/auditing/metrics.js';
import { serverName } from '../../policypack/kinds/kubernetes/auditing/unread-servers.js';
import type { ApiServerFacts } from '../../policypack/kinds/kubernetes/api-server/facts.js';
import type { ControlPlaneFacts } from '../../policypack/kinds/kubernetes/control-plane/facts.js';
import { logGroupFact, type ListedLogGroup } from '../../scanner/sources/aws/log-group/fact.js';
import { retentionPolicyFact } from '../../scanner/sources/aws/account-retention-policy.js';
import { invocationLoggingFact } from '../../scanner/sources/aws/bedrock-invocation-logging.js';
import { kmsKeyFact } from '../../scanner/sources/aws/kms-key.js';
import { bucketFact, defaultLock, expirationRule, type Asked, type AskedBucket } from '../../scanner/sources/aws/s3-bucket/fact.js';
import { apiServerPods } from '../../scanner/sources/kubernetes/api-server/pods.js';
import { flagAccounts, seenServers } from '../../scanner/sources/kubernetes/api-server/seen-servers.js';
import { auditSinkFact } from '../../scanner/sources/kubernetes/audit-sink.js';
import type { ListedObject } from '../../scanner/sources/kubernetes/client/list.js';
import { serverVersion } from '../../scanner/sources/kubernetes/client/server-version.js';
import { clusterFact } from '../../scanner/sources/kubernetes/cluster.js';
import { serviceFact } from '../../scanner/sources/kubernetes/service.js';

const PLACE = { account: '123456789012', region: 'eu-west-1' };
const AWS = `aws:${PLACE.account}:${PLACE.region}`;
const CLUSTER = 'kubernetes:prod';
const base = { type: 'fact', origin: 'live', scope: CLUSTER, texts: [] } as const;

/** What a case does not say of a live thing was not asked for. */
const notAsked = (what: string) => gap('unsupported', `${what}, which the case does not answer,`);

/** How the API's own answers become facts: the mappers of the sources, which need no server. */
interface LiveReader {
  /** The call that is answered so, as the documentation names it. */
  readonly call: string;
  readonly read: (answers: readonly unknown[]) => readonly Fact[];
}

const READERS: Readonly<Record<string, LiveReader>> = {
  'aws.log-group': {
    call: 'DescribeLogGroups',
    read: (pages) => itemsOf<NamedGroup>(pages, 'logGroups').map((group) => logGroupFact(group, PLACE, notAsked('whether the group has a stream (DescribeLogStreams)'), notAsked('its tags'))),
  },
  'aws.account-retention-policy': {
    call: 'DescribeAccountPolicies',
    read: (pages) => itemsOf<AccountPolicy>(pages, 'accountPolicies').map((policy) => retentionPolicyFact(policy, AWS)),
  },
  'aws.bedrock-invocation-logging': {
    call: 'GetModelInvocationLoggingConfiguration',
    read: (answers) => answers.map((answer) => invocationLoggingFact((answer as { loggingConfig?: LoggingConfig }).loggingConfig, { scope: AWS, region: PLACE.region })),
  },
  'aws.kms-key': {
    call: 'DescribeKey',
    read: (answers) => (answers as { KeyMetadata: KeyMetadata & { Arn: string } }[]).map(({ KeyMetadata: key }) => kmsKeyFact(key.Arn, known({ ...key, DeletionDate: dateOf(key.DeletionDate) }), AWS)),
  },
  'aws.s3-bucket': {
    call: 'GetBucketVersioning, GetObjectLockConfiguration, GetBucketLifecycleConfiguration',
    read: (answers) => (answers as BucketAnswers[]).map((answer) => bucketFact(answer.Bucket, askedBucket(answer), AWS)),
  },
  'kubernetes.cluster': {
    call: 'GET /version',
    read: (answers) => answers.map((answer) => clusterFact(CLUSTER, 'prod', known(serverVersion(answer)))),
  },
  'kubernetes.audit-sink': {
    call: 'GET /apis/auditregistration.k8s.io/v1alpha1/auditsinks',
    read: (pages) => itemsOf<ListedObject>(pages, 'items').map((sink) => auditSinkFact(CLUSTER, sink)),
  },
  'kubernetes.service': {
    call: 'GET /api/v1/namespaces/NAMESPACE/services/NAME',
    read: (services) => (services as ListedObject[]).filter(isThere).map((service) => serviceFact(CLUSTER, { namespace: 'default', ...service.metadata }, service)),
  },
  'kubernetes.api-server': {
    call: 'GET /api/v1/namespaces/kube-system/pods?labelSelector=component=kube-apiserver',
    read: (pages) => controlPlane({ pods: itemsOf<ListedObject>(pages, 'items') }),
  },
  'kubernetes.control-plane': { call: 'GET /metrics', read: (texts) => controlPlane({ metrics: texts as string[] }) },
};

/** What each call answers of a bucket, by its name; an error by its code. */
interface BucketAnswers {
  readonly Bucket: string;
  readonly GetBucketVersioning?: { readonly Status?: string; readonly code?: string };
  readonly GetObjectLockConfiguration?: { readonly ObjectLockConfiguration?: ObjectLockConfiguration; readonly code?: string };
  readonly GetBucketLifecycleConfiguration?: { readonly Rules?: LifecycleRule[]; readonly code?: string };
}

const askedBucket = (answers: BucketAnswers): AskedBucket => ({
  versioned: asked(answers, 'GetBucketVersioning', ({ Status }) => Status === 'Enabled'),
  lock: asked(answers, 'GetObjectLockConfiguration', ({ ObjectLockConfiguration: lock = {} }) => defaultLock(lock)),
  expirations: asked(answers, 'GetBucketLifecycleConfiguration', ({ Rules = [] }) => Rules.flatMap(expirationRule)),
});

/** One answer of a bucket: a configuration, none of it (a 404 of its own), no bucket, or nothing. */
function asked<N extends Exclude<keyof BucketAnswers, 'Bucket'>, T>(answers: BucketAnswers, call: N, told: (answer: NonNullable<BucketAnswers[N]>) => T): Asked<T> {
  const answer = answers[call];
  if (answer === undefined) return notAsked(`how the bucket keeps what it holds (${call})`);
  if (answer.code !== undefined) return known(answer.code === 'NoSuchBucket' ? 'no bucket' : 'unset');
  return known(told(answer));
}

/** A date as JSON has it. */
const dateOf = (date: unknown): Date | undefined => (typeof date === 'string' ? new Date(date) : undefined);

type NamedGroup = ListedLogGroup & { readonly logGroupName: string };

/** The entries of a list, in all its pages. @throws Error for an answer that is no list: an empty one would look like "none" */
const itemsOf = <T>(pages: readonly unknown[], field: string): T[] =>
  pages.flatMap((page) => {
    const items = (page as Readonly<Record<string, unknown>>)[field];
    if (!Array.isArray(items)) throw new Error(`expected an answer with a list of ${field}`);
    return items as T[];
  });

/** Whether the server has the object: it answers `Status` with code 404 for one that it has not. */
const isThere = (answer: object): boolean => !('code' in answer && answer.code === 404);

/** A control plane of which the pods of its API servers, or the counters of each of them, are told. */
function controlPlane({ pods, metrics }: { readonly pods?: readonly ListedObject[]; readonly metrics?: readonly string[] }): Fact[] {
  const seen = pods ? known(apiServerPods(pods)) : notAsked('the pods of the API servers');
  const servers = pods ? seenServers(seen, []) : [];
  const plane: Fact<ControlPlaneFacts> = {
    ...base,
    kind: 'kubernetes.control-plane',
    id: CLUSTER,
    name: 'prod',
    facts: {
      accounts: flagAccounts(seen, [], known(undefined)),
      servers: known((pods ?? metrics ?? []).length),
      metrics: metrics ? known(metrics.map(countersOf)) : notAsked('the counters of the API servers'),
      policy: notAsked('the audit policy'),
      webhook: notAsked("the webhook's kubeconfig"),
    },
  };
  const facts = servers.map(({ id, name, from, flags, version }): Fact<ApiServerFacts> => ({
    ...base,
    kind: 'kubernetes.api-server',
    id,
    name,
    facts: { flags, flagsFrom: known(from), managed: known(undefined), otherExport: known(undefined), ...(version && { version }) },
  }));
  return [plane, ...facts];
}

/** The counters of the first or only server, which answers itself, and of the others at their addresses. */
function countersOf(text: string, index: number) {
  const counted = auditMetrics(text);
  return { from: index === 0 ? '/metrics' : serverName(`10.0.0.${index}:6443`), metrics: counted ? known(counted) : notAsked('the audit counters') };
}

function readerOf(kind: string): LiveReader {
  const reader = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
  if (!reader) throw new Error(`${kind}: expected a kind whose answers are read, one of ${Object.keys(READERS).join(', ')}`);
  return reader;
}

/**
 * What the API's answers show, by kind: the answer whole, or a list of the answers to several such calls. What was asked for
 * was read whole.
 * @throws Error for a kind whose answers nothing reads
 */
export const answered = (live: Readonly<Record<string, unknown>>): Observation[] =>
  Object.entries(live).flatMap(([kind, answer]): Observation[] => [
    ...readerOf(kind).read([answer].flat()),
    { type: 'read', kind, scope: kind.startsWith('aws.') ? regionPlace(PLACE.account, PLACE.region) : CLUSTER },
  ]);

/** The call that answers are of. @throws Error for a kind whose answers nothing reads */
export const callOf = (kind: string): string => readerOf(kind).call;
