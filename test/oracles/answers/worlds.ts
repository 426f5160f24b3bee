import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { selfSignedCertificate, startAws, startKubernetes, type Fault, type RegionSeed } from '../../../simulator/index.js';
import type { KubernetesOptions } from '../../../simulator/kubernetes/server.js';
import { folderWith, scanned } from '../../cli/command-line.js';
import { GOOD, NOTHING, apiServerPod, webhookFile } from '../../kubernetes/clusters.js';
import { apiServer, logForwarder, operatorConfig, operatorPolicy } from '../../kubernetes/openshift-cluster.js';
import { AI_RESOURCES, aPod, anInferenceService, aRayCluster, ONE_API_SERVER } from '../../sources/kubernetes/ai-cluster.js';
import { anAuditSink, aService } from '../../sources/kubernetes/cluster.js';

/** How a scan ended: enough to tell a false pass. */
export interface Ended {
  readonly code: number;
  /** Something was not read, or not judged. */
  readonly hasGap: boolean;
  /** Passes of each control. */
  readonly passes: Readonly<Record<string, number>>;
  /** Every verdict, and everything that was read, in one text. */
  readonly all: string;
  /** Requests by operation. */
  readonly requests: Readonly<Record<string, number>>;
}

/** A cloud or cluster that stands still, to be scanned with a fault. */
export interface World {
  readonly name: string;
  scan(...faults: readonly Fault[]): Promise<Ended>;
}

async function ended(argv: readonly string[], cwd: string, requests: Ended['requests']): Promise<Ended> {
  const { code, result } = await scanned(argv, { cwd });
  const controls = Object.entries(result.controls);
  return {
    code,
    hasGap: result.gaps.length > 0 || result.summary.unknown + result.summary.error > 0,
    passes: Object.fromEntries(controls.map(([id, { tally }]) => [id, tally.pass])),
    all: JSON.stringify([controls.map(([id, { tally }]) => [id, tally]), result.population.map(({ kind, read, complete }) => [kind, read, complete])]),
    requests,
  };
}

const REGION = 'eu-west-1';
const KEY = '6f0d2c1e-7a54-4d0b-9f5e-2b8c4a7d1e90';
const ARN = `arn:aws:kms:${REGION}:123456789012:key/${KEY}`;
const ENVIRONMENT = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent', AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined, AWS_PROFILE: undefined, AWS_SESSION_TOKEN: undefined };

/** Runs with an environment of its own. */
async function withEnvironment<T>(own: Readonly<Record<string, string | undefined>>, work: () => Promise<T>): Promise<T> {
  const before = Object.keys(own).map((name) => [name, process.env[name]] as const);
  const set = (values: Iterable<readonly [string, string | undefined]>): void => {
    for (const [name, value] of values) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  set(Object.entries(own));
  try {
    return await work();
  } finally {
    set(before);
  }
}

const account = (name: string, seed: RegionSeed): World => ({
  name,
  scan: (...faults) =>
    withEnvironment(ENVIRONMENT, async () => {
      const aws = await startAws({ regions: { [REGION]: { opened: Date.UTC(2026, 0, 1), ...seed } }, faults });
      const folder = folderWith({
        'logproof.yaml': `sources:\n  aws: { regions: [all], endpointUrl: "${aws.url}", requestsPerSecond: 10000, maxAttempts: 1, requestTimeoutSeconds: 5 }\nscope: { logGroups: { tags: { workload: ai } } }\n`,
      });
      try {
        return await ended(['--source', 'aws'], folder.path, aws.requests);
      } finally {
        folder.remove();
        await aws.stop();
      }
    }),
});

const DELIVERED = { textDataDeliveryEnabled: true, imageDataDeliveryEnabled: true, embeddingDataDeliveryEnabled: true, videoDataDeliveryEnabled: true, audioDataDeliveryEnabled: true };
const loggingTo = (bucketName: string) => ({ ...DELIVERED, cloudWatchConfig: { logGroupName: 'ai-00', roleArn: 'arn:aws:iam::123456789012:role/bedrock', largeDataDeliveryS3Config: { bucketName: `${bucketName}-large` } }, s3Config: { bucketName, keyPrefix: 'bedrock' } });
const groups = (count: number, of: object) =>
  Array.from({ length: count }, (_, index) => ({ logGroupName: `ai-${String(index).padStart(2, '0')}`, tags: { workload: 'ai' }, kmsKeyId: ARN, storedBytes: index === 0 ? 0 : 1, ...of }));
const policyOf = (days: number) => ({ policyName: 'keep', policyDocument: JSON.stringify({ retentionInDays: days, enforcementMode: 'RETROACTIVE' }), selectionCriteria: 'LogGroupNamePrefix IN ["other-"]' });

const certificate = selfSignedCertificate();

const cluster = (name: string, options: KubernetesOptions, configuration: string, flags: readonly string[] = []): World => ({
  name,
  async scan(...faults) {
    const server = await startKubernetes({ tls: certificate, ...options, faults });
    const folder = folderWith({ 'logproof.yaml': configuration, 'policy.yaml': GOOD, 'nothing.yaml': NOTHING, 'webhook.yaml': webhookFile('https://collector.example/audit', certificate.certificate) });
    writeFileSync(join(folder.path, 'kubeconfig'), server.kubeconfig, { mode: 0o600 });
    try {
      return await ended(['--kubeconfig', 'kubeconfig', ...flags], folder.path, server.requests);
    } finally {
      folder.remove();
      await server.stop();
    }
  },
});

const kubernetes = (more: string): string => `sources:\n  kubernetes: { maxAttempts: 1, requestTimeoutSeconds: 5, ${more} }\n`;
const WITH_HOOK = ['--audit-policy-file=/etc/kubernetes/policy.yaml', '--audit-webhook-config-file=/etc/kubernetes/webhook.yaml', '--audit-webhook-mode=batch', '--audit-webhook-truncate-enabled=true', '--audit-log-truncate-enabled=true'];
const asFlags = (words: readonly string[]) => Object.fromEntries(words.map((word) => word.slice(2).split('=') as [string, string]));
const COUNTED = 'apiserver_audit_event_total 9\napiserver_audit_level_total{level="Metadata"} 9\napiserver_audit_requests_rejected_total 0\n';
const LOST = `${COUNTED}apiserver_audit_error_total{plugin="webhook"} 5\n`;
const AI = [anInferenceService('chat'), aRayCluster('train'), aPod('p', { image: 'ollama/ollama' }), aPod('q')];
const OPENSHIFT = [
  { group: 'config.openshift.io', version: 'v1', plural: 'apiservers', kind: 'APIServer', namespaced: false },
  { group: 'observability.openshift.io', version: 'v1', plural: 'clusterlogforwarders', kind: 'ClusterLogForwarder', namespaced: true },
];
const operated = (policy: string) => [operatorConfig(), operatorPolicy(policy), apiServer({ profile: 'Default' }), logForwarder(), ONE_API_SERVER, aPod('p', { image: 'ollama/ollama' })];
/** Without /flagz nobody tells whether they run alike. */
const UNCOMPARED = 'controls: { api-server-audit-replicas-agree: { level: disabled } }\n';
const EVERYTHING = 'auditPolicy: policy.yaml, auditWebhook: webhook.yaml, aiWorkloads: { namespaceSelector: "ai=yes" }';

/**
 * Every sort of place that is scanned, well and ill: between them, they are asked everything that a reader asks, which
 * `test/sources/every-call.test.ts` sees to.
 */
export const ACCOUNTS: readonly World[] = [
  account('an account that is well', {
    logGroups: groups(52, { retentionInDays: 400, deletionProtectionEnabled: true, streams: ['events'] }),
    keys: [{ keyId: KEY }],
    clusters: [{ name: 'prod', endpoint: 'https://0A1B.gr7.eu-west-1.eks.amazonaws.com', logTypes: ['audit', 'api'] }],
    accountPolicies: [policyOf(400)],
    invocationLogging: loggingTo('records'),
    buckets: ['records', 'records-large'].map((name) => ({ name, objectLock: { defaultRetention: { Mode: 'COMPLIANCE', Days: 400 } }, lifecycle: [{ ID: 'end', Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 500 } }] })),
  }),
  account('an account that is ill', {
    logGroups: groups(3, { retentionInDays: 30 }),
    keys: [{ keyId: KEY, keyState: 'Disabled' }],
    clusters: [{ name: 'prod', endpoint: 'https://0A1B.gr7.eu-west-1.eks.amazonaws.com', logTypes: ['api'] }],
    accountPolicies: [policyOf(30)],
    invocationLogging: { ...loggingTo('short'), textDataDeliveryEnabled: false },
    buckets: ['short', 'short-large'].map((name) => ({ name, versioning: 'Suspended' as const, lifecycle: [{ ID: 'end', Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 5 } }] })),
  }),
];

/** The same of Kubernetes. */
export const CLUSTERS: readonly World[] = [
  cluster('a cluster with audit sinks that is well', { version: '1.18', objects: [anAuditSink('audit', 'collector'), aService('collector')] }, kubernetes('apiServer: false')),
  cluster(
    'a cluster with audit sinks that is ill',
    { version: '1.18', objects: [{ ...anAuditSink('audit', 'gone'), spec: { policy: { level: 'None', stages: [] }, webhook: { clientConfig: { url: 'http://plain.example/' } } } }, anAuditSink('other', 'gone'), anAuditSink('wrong-port', 'collector'), aService('collector', 80)] },
    kubernetes('apiServer: false'),
  ),
  cluster(
    'a cluster whose API server is well',
    { version: '1.36', resources: AI_RESOURCES, metrics: COUNTED, flagz: asFlags(WITH_HOOK), objects: [apiServerPod('kube-apiserver-a', WITH_HOOK), ONE_API_SERVER, ...AI] },
    kubernetes(EVERYTHING),
  ),
  cluster(
    'a cluster whose API server is ill',
    { version: '1.20', resources: AI_RESOURCES, metrics: LOST, objects: [apiServerPod('kube-apiserver-a', [...WITH_HOOK, '--audit-webhook-mode=blocking', '--audit-webhook-batch-throttle-qps=0.1', '--audit-webhook-truncate-enabled=false'], 'v1.20.0'), ONE_API_SERVER, ...AI] },
    kubernetes(EVERYTHING.replace('policy.yaml', 'nothing.yaml')),
  ),
  cluster('a cluster of OpenShift that is well', { resources: [...AI_RESOURCES, ...OPENSHIFT], metrics: COUNTED, objects: operated(GOOD) }, kubernetes('aiWorkloads: true') + UNCOMPARED),
  cluster('a cluster of OpenShift that is ill', { resources: [...AI_RESOURCES, ...OPENSHIFT], metrics: COUNTED, objects: operated(NOTHING) }, kubernetes('aiWorkloads: true') + UNCOMPARED),
];
