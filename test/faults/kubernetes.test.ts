import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startKubernetes, type Fault, type SimulatedKubernetes } from '../../simulator/index.js';
import { aManifest } from '../core/facts.js';
import { folderWith, logproof, scanned } from '../cli/command-line.js';

const TOKEN_USERS = { admin: { user: 'admin' }, nothing: { user: 'nothing', rules: [] } };
const SINK = { apiVersion: 'auditregistration.k8s.io/v1alpha1', kind: 'AuditSink', ...aManifest() };
const SERVICE = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'log-collector-svc', namespace: 'kube-system' }, spec: { ports: [{ port: 443 }] } };

/** A kubeconfig with several contexts, each its own server and token. */
function kubeconfig(contexts: Readonly<Record<string, { server: string; ca?: string | undefined; token: string }>>): string {
  const names = Object.keys(contexts);
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': names[0],
    contexts: names.map((name) => ({ name, context: { cluster: name, user: name } })),
    clusters: names.map((name) => ({ name, cluster: { server: contexts[name]?.server, ...(contexts[name]?.ca && { 'certificate-authority-data': Buffer.from(contexts[name].ca).toString('base64') }) } })),
    users: names.map((name) => ({ name, user: { token: contexts[name]?.token } })),
  });
}

describe('a fault of a kube-apiserver', () => {
  let cluster: SimulatedKubernetes;
  let folder: ReturnType<typeof folderWith>;

  beforeAll(async () => {
    cluster = await startKubernetes({ version: '1.18', tokens: TOKEN_USERS, objects: [SINK, SERVICE] });
    folder = folderWith({ 'logproof.yaml': 'sources:\n  kubernetes: { apiServer: false, requestTimeoutSeconds: 1, maxAttempts: 2 }\n' });
    const { url: server, ca } = cluster;
    writeFileSync(
      join(folder.path, 'kubeconfig'),
      kubeconfig({
        good: { server, ca, token: 'admin' },
        unknown: { server, ca, token: 'WRONG-TOKEN-OF-THE-TEST' },
        powerless: { server, ca, token: 'nothing' },
        untrusted: { server, token: 'admin' },
        down: { server: 'https://127.0.0.1:1', ca, token: 'admin' },
      }),
    );
  });
  afterEach(() => cluster.faults.clear());
  afterAll(async () => {
    await cluster.stop();
    folder.remove();
  });

  const scanContexts = (...contexts: string[]) =>
    scanned(['--kubeconfig', 'kubeconfig', ...contexts.flatMap((name) => ['--context', name])], { cwd: folder.path });

  it('none: the sink is judged, and it ends with 0', async () => {
    const { code, result } = await scanContexts('good');
    expect(result.findings).toEqual([]);
    expect(code).toBe(0);
  });

  it.each([
    ['401, a token that is not accepted', 'unknown', 'forbidden', /token|credentials|401/i],
    ['403, no right to list', 'powerless', 'forbidden', /rbac|403|forbidden/i],
    ['a certificate that is not trusted', 'untrusted', 'unreachable', /certificate/i],
    ['a server that is down', 'down', 'unreachable', /ECONNREFUSED/],
  ])('%s: a gap, and 3', async (_what, context, reason, detail) => {
    const { code, result, stdout, stderr } = await scanContexts(context);
    expect(code).toBe(3);
    const sinks = result.gaps.filter(({ kind }) => kind === 'kubernetes.audit-sink');
    expect(sinks).toMatchObject([{ scope: `kubernetes:${context}`, reason, detail: expect.stringMatching(detail), affects: expect.arrayContaining(['audit-sink-present']) }]);
    expect(result.summary.pass).toBe(0);
    expect(stdout + stderr).not.toContain('WRONG-TOKEN-OF-THE-TEST');
  });

  it('one context of several down: the others are judged, 3', async () => {
    const { code, result } = await scanContexts('good', 'down');
    expect(code).toBe(3);
    expect(result.controls['audit-sink-level']?.tally.pass).toBe(1);
    expect(new Set(result.gaps.map(({ scope }) => scope))).toEqual(new Set(['kubernetes:down']));
  });

  it.each([
    ['410 on a continue token, again and again', { operation: 'list auditsinks', kind: 'expired-page-token' }],
    ['a connection reset in the middle of a body', { operation: 'list auditsinks', kind: 'reset-mid-body' }],
    ['truncated JSON', { operation: 'list auditsinks', kind: 'truncated-json' }],
    ['a server that never answers, bounded by requestTimeoutSeconds', { operation: 'list auditsinks', kind: 'hang' }],
    ['an error 500', { operation: 'list auditsinks', kind: 'status', status: 500 }],
    ['throttled until the attempts are spent', { operation: 'list auditsinks', kind: 'throttle', retryAfterSeconds: 0 }],
  ] as const)('%s: a gap, never "no sink", 3', async (_what, fault) => {
    cluster.faults.add(fault as Fault);
    const { code, result } = await scanContexts('good');
    expect(code).toBe(3);
    expect(result.gaps).toContainEqual(expect.objectContaining({ kind: 'kubernetes.audit-sink' }));
    expect(result.findings).toContainEqual(expect.objectContaining({ control: 'audit-sink-present', outcome: 'unknown' }));
  });

  it('the Service cannot be read: the sink is judged, its destination is unknown, 3', async () => {
    cluster.faults.add({ operation: 'get services', kind: 'deny' });
    const { code, result } = await scanContexts('good');
    expect(code).toBe(3);
    expect(result.findings).toMatchObject([{ control: 'audit-sink-service-exists', outcome: 'unknown' }]);
  });

  it('the version cannot be read: whether the sink is effective is unknown, 3', async () => {
    cluster.faults.add({ operation: 'get /version', kind: 'status', status: 500 });
    const { code, result } = await scanContexts('good');
    expect(code).toBe(3);
    expect(result.findings).toContainEqual(expect.objectContaining({ control: 'audit-sink-effective', outcome: 'unknown' }));
  });

  it.each([
    ['a context that does not exist', ['--kubeconfig', 'kubeconfig', '--context', 'nope'], /nope/],
    ['a kubeconfig that is not there', ['--kubeconfig', 'missing'], /missing/],
    ['a kubeconfig that is not YAML', ['--kubeconfig', 'broken'], /broken/],
  ])('%s: it says so, 2', async (_what, argv, message) => {
    writeFileSync(join(folder.path, 'broken'), 'contexts: [');
    const { code, stderr } = await logproof(['scan', ...argv], { cwd: folder.path });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
