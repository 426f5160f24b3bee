import { readFileSync } from 'node:fs';
import { CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand } from '@aws-sdk/client-cloudwatch-logs';
import { stringify } from 'yaml';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { serverCounters } from '../../scanner/probe/server-counters.js';
import { folderWith, logproof, scanned } from '../cli/command-line.js';
import { GOOD, webhookFile } from '../kubernetes/clusters.js';
import { startEtcd, type Etcd } from '../rig/etcd.js';
import { startForwarder, type Forwarder } from '../rig/forwarder.js';
import { startKubeApiserver, type KubeApiserver, type KubeApiserverOptions, type RigUser } from '../rig/kube-apiserver.js';
import { startMoto, type Moto } from '../rig/moto.js';
import { enforcing, iamUser } from './iam.js';

const GROUP = '/ai/audit';
const UNLOGGED = stringify({
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  rules: [{ level: 'None', resources: [{ group: '', resources: ['configmaps'] }] }, { level: 'Metadata' }],
});

const allowing = (action: string): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });

/** What `--output json` prints, as far as these tests look. */
interface Printed {
  readonly proven: boolean | null;
  readonly event: { readonly level: string; readonly stage: string; readonly user: string; readonly responseCode: number; readonly logStream: string; readonly seenAfterMs: number } | null;
  readonly broken: { readonly broken: readonly string[]; readonly because: string; readonly advice: string; readonly seen: readonly string[] } | null;
  readonly unread: { readonly reason: string; readonly detail: string } | null;
  readonly request: { readonly name: string };
  readonly query: { readonly insights: string } | null;
}

let etcd: Etcd;
let moto: Moto;
let forwarder: Forwarder;
let server: KubeApiserver;

beforeAll(async () => {
  [etcd, moto] = await Promise.all([startEtcd(), startMoto()]);
  for (const [name, value] of Object.entries(moto.environment)) vi.stubEnv(name, value);
  vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
  const logs = new CloudWatchLogsClient({ endpoint: moto.url, region: moto.region });
  await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
  await logs.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName: 'kube-apiserver-audit' }));
  logs.destroy();
  const credentials = await iamUser(moto, allowing('logs:PutLogEvents'));
  forwarder = await startForwarder({ credentials, endpoint: moto.url, region: moto.region, logGroupName: GROUP, logStreamName: 'kube-apiserver-audit' });
  server = await startKubeApiserver({ etcd, auditPolicy: GOOD, auditWebhook: { url: forwarder.url, ca: forwarder.ca } });
});
afterAll(async () => {
  await server?.stop();
  await forwarder?.stop();
  vi.unstubAllEnvs();
  await Promise.all([moto?.stop(), etcd?.stop()]);
});
beforeEach(() => void (forwarder.mode = 'plain'));

/** Probes a server; the policy that it runs is given where it has one. */
async function probe({ on = server, user = 'admin', policy, group = GROUP, kubeconfig = readFileSync(on.kubeconfigFor(user), 'utf8'), timeout = 4, endpoint = moto.url }: {
  on?: KubeApiserver; user?: RigUser; policy?: string; group?: string; kubeconfig?: string; timeout?: number; endpoint?: string;
} = {}) {
  const files = { ...(policy !== undefined && { auditPolicy: 'policy.yaml' }), auditWebhook: 'webhook.yaml' };
  const folder = folderWith({
    'logproof.yaml': stringify({ sources: { kubernetes: { maxAttempts: 2, requestTimeoutSeconds: 5, ...files }, aws: { maxAttempts: 2 } } }),
    kubeconfig,
    'policy.yaml': policy ?? '',
    'webhook.yaml': webhookFile(forwarder.url, forwarder.ca),
  });
  try {
    const argv = ['probe', '--kubeconfig', 'kubeconfig', '--log-group', group, '--region', moto.region, '--endpoint-url', endpoint, '--timeout', String(timeout), '--output', 'json'];
    const ended = await logproof(argv, { cwd: folder.path });
    if (ended.stdout === '') throw new Error(ended.stderr);
    return { code: ended.code, ...(JSON.parse(ended.stdout) as Printed) };
  } finally {
    folder.remove();
  }
}

/** Probes as an IAM user of that policy, IAM being enforced. */
async function probeUnder(policy: string) {
  const { accessKeyId, secretAccessKey } = await iamUser(moto, policy);
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey);
  try {
    return await enforcing(moto, () => probe({ timeout: 20 }));
  } finally {
    vi.stubEnv('AWS_ACCESS_KEY_ID', moto.environment.AWS_ACCESS_KEY_ID);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', moto.environment.AWS_SECRET_ACCESS_KEY);
  }
}

async function withServer<T>(options: KubeApiserverOptions, work: (server: KubeApiserver) => Promise<T>): Promise<T> {
  const other = await startKubeApiserver({ etcd, ...options });
  try {
    return await work(other);
  } finally {
    await other.stop();
  }
}

describe('a whole chain: kube-apiserver, webhook, collector, log group', () => {
  it('is proven by the event itself', async () => {
    const { code, proven, event, request, query } = await probe({ timeout: 20 });

    expect({ code, proven }).toEqual({ code: 0, proven: true });
    expect(event).toMatchObject({ level: 'Metadata', stage: 'ResponseComplete', user: 'admin', responseCode: 404, logStream: 'kube-apiserver-audit' });
    expect(event?.seenAfterMs).toBeLessThan(20_000);
    expect(query?.insights).toContain(request.name);
  });

  it('has an API server whose counters say since when: that tells it from others behind one address', async () => {
    const counters = serverCounters((await server.request('GET', '/metrics')).text);

    expect(Number(counters?.started)).toBeGreaterThan(Date.now() / 1000 - 3600);
    expect(Number(counters?.started)).toBeLessThan(Date.now() / 1000);
  });

  it('is proven for a user who may do nothing: the refusal is audited', async () => {
    const { code, event } = await probe({ user: 'nobody', timeout: 20 });

    expect(code).toBe(0);
    expect(event).toMatchObject({ user: 'nobody', responseCode: 403 });
  });

  it('is proven where the collector puts events under a key of its own', async () => {
    forwarder.mode = 'wrapped';

    expect(await probe({ timeout: 20 })).toMatchObject({ code: 0, event: { stage: 'ResponseComplete', user: 'admin' } });
  });

  it('is proven under the shipped IAM policy, and not looked at without it', async () => {
    const policy = JSON.parse(readFileSync(new URL('../../deploy/aws/iam-policy-probe.json', import.meta.url), 'utf8')) as { Statement: object[] };
    // moto enforces actions; to which log group they are granted, it does not look at.
    const anywhere = { ...policy, Statement: policy.Statement.map((statement) => ({ ...statement, Resource: '*' })) };

    expect(await probeUnder(JSON.stringify(anywhere))).toMatchObject({ code: 0, proven: true });
    const denied = await probeUnder(allowing('logs:GetLogEvents'));
    expect(denied).toMatchObject({ code: 3, proven: null, unread: { reason: 'forbidden' } });
    expect(denied.unread?.detail).toContain('grant logs:FilterLogEvents, see deploy/aws/iam-policy-probe.json');
  });

  it('passes audit-delivery-proven in a scan', async () => {
    const { code, result } = await scanned(['--source', 'kubernetes', '--kubeconfig', server.kubeconfigFor('admin'), '--probe', '--log-group', GROUP, '--endpoint-url', moto.url]);

    // 3: the server is no pod of its cluster, so that others do not know how it audits.
    expect(code).toBe(3);
    expect(result.controls['audit-delivery-proven']?.tally).toMatchObject({ pass: 1, fail: 0, unknown: 0 });
    expect(result.population).toContainEqual(expect.objectContaining({ kind: 'kubernetes.audit-delivery', read: 1, complete: true, identity: 'admin' }));
  });
});

describe('a broken chain', () => {
  it('of which the policy drops the request: not audited, by the rule', () =>
    withServer({ auditPolicy: UNLOGGED, auditWebhook: { url: forwarder.url, ca: forwarder.ca } }, async (on) => {
      const told = await probe({ on, policy: UNLOGGED });
      const untold = await probe({ on });

      expect(told).toMatchObject({ code: 1, broken: { broken: ['audited'], because: 'the audit policy gives this request level None (by rules[0])' } });
      expect(untold).toMatchObject({ code: 1, broken: { broken: ['audited', 'stored'] } });
      expect(untold.broken?.advice).toContain('sources.kubernetes.auditPolicy');
    }));

  it('without any audit: not audited, by the flags', () =>
    withServer({}, async (on) => {
      expect(await probe({ on })).toMatchObject({ code: 1, broken: { broken: ['audited'], because: expect.stringContaining('no API server has an audit policy file') } });
    }));

  it('that was not waited for: too short a time, and no link is named for it', async () => {
    forwarder.mode = 'swallow';

    const { code, broken } = await probe({ policy: GOOD, timeout: 1 });

    expect({ code, links: broken?.broken }).toEqual({ code: 1, links: ['exported', 'stored'] });
    expect(broken?.because).toContain('1 s are too short');
  });

  it('without the log group: not stored', async () => {
    expect(await probe({ policy: GOOD, group: '/ai/elsewhere' })).toMatchObject({ code: 1, broken: { broken: ['stored'], because: expect.stringContaining('does not exist') } });
  });

  it('of which the collector drops what it takes: not stored, told to the scanner under the shipped rights', async () => {
    forwarder.mode = 'swallow';
    const shipped = ['rbac-api-server.yaml', 'rbac-probe.yaml'].map((file) => readFileSync(new URL(`../../deploy/kubernetes/${file}`, import.meta.url), 'utf8'));
    await server.apply(shipped.join('\n---\n').replace(/- kind: ServiceAccount\n +name: logproof\n +namespace: logproof/g, '- kind: User\n    apiGroup: rbac.authorization.k8s.io\n    name: logproof'));

    const { code, broken } = await probe({ user: 'scanner', policy: GOOD });
    const slices = await server.request('GET', '/apis/discovery.k8s.io/v1/namespaces/kube-system/endpointslices?labelSelector=kubernetes.io/service-name=log-collector-svc', { token: server.tokens.scanner });

    expect({ code, links: broken?.broken, because: broken?.because }).toEqual({ code: 1, links: ['stored'], because: 'the collector took the events, and this one is not in /ai/audit after 4 s' });
    expect(slices.status).toBe(200);
  });

  it('seen by a user who may read nothing of the API server: every link that is left', async () => {
    forwarder.mode = 'swallow';

    const { code, broken } = await probe({ user: 'nobody', policy: GOOD });

    expect({ code, links: broken?.broken }).toEqual({ code: 1, links: ['audited', 'exported', 'stored'] });
    expect(broken?.advice).toContain('rbac-api-server.yaml');
  });

  it('of which the collector answers 500: not exported', async () => {
    forwarder.mode = 'fail';

    const { code, broken } = await probe({ policy: GOOD });

    expect({ code, links: broken?.broken }).toEqual({ code: 1, links: ['exported'] });
    expect(broken?.because).toMatch(/every delivery since failed, to 127\.0\.0\.1:\d+ \(500: \d+\)/);
  });

  it('of which the collector is down: not exported', async () => {
    await forwarder.stop();

    const { code, broken } = await probe({ policy: GOOD });

    expect({ code, links: broken?.broken }).toEqual({ code: 1, links: ['exported'] });
    expect(broken?.because).toMatch(/<error>: \d+/);
  });
});

describe('a chain that cannot be looked at', () => {
  it('for AWS does not answer', async () => {
    expect(await probe({ endpoint: 'http://127.0.0.1:9' })).toMatchObject({ code: 3, proven: null, unread: { reason: 'unreachable', detail: expect.stringContaining('FilterLogEvents') } });
  });

  it('for the cluster does not answer', async () => {
    const kubeconfig = readFileSync(server.kubeconfigFor('admin'), 'utf8');
    await server.stop();

    expect(await probe({ kubeconfig })).toMatchObject({ code: 3, proven: null, unread: { reason: 'unreachable', detail: expect.stringContaining('ECONNREFUSED') } });
  });
});
