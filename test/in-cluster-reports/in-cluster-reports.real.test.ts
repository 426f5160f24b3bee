import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Finding, Result } from '../../policypack/core/result.js';
import { CATEGORIES } from '../../policypack/kinds/providers.js';
import { writeInClusterReports } from '../../scanner/in-cluster-reports/index.js';
import { POLICY_REPORT_APIS, type PolicyReportObject } from '../../scanner/reporters/policy-report/api.js';
import { policyReports } from '../../scanner/reporters/policy-report/objects.js';
import { wholeView } from '../../scanner/reporters/policy-report/view.js';
import { folderWith, logproof } from '../cli/command-line.js';
import { resultOf } from '../../scanner/result/in-memory.js';
import { aCleanResult, aHugeResult, aResult, HEAD } from '../reporters/sample-result.js';
import { startKubeApiserver, type KubeApiserver } from '../rig/kube-apiserver.js';
import { POLICY_REPORT_CRDS } from '../rig/kubernetes/policy-report-crds.js';

let server: KubeApiserver;
const shipped = readFileSync(new URL('../../deploy/kubernetes/rbac-policy-report.yaml', import.meta.url), 'utf8');
/** The service account's subject, as the rig's user. */
const forUser = (text: string): string =>
  text.replace(/- kind: ServiceAccount\n +name: logproof\n +namespace: logproof/g, '- kind: User\n    apiGroup: rbac.authorization.k8s.io\n    name: logproof');

const write = (result: Result, user: 'admin' | 'scanner' | 'nobody' = 'scanner') =>
  writeInClusterReports(result, { kubeconfig: server.kubeconfigFor(user), maxAttempts: 2, retryDelayMs: 50 }, new AbortController().signal);

/** RBAC reaches the authorizer by a watch: what was granted holds after a moment. */
async function writeOnce(result: Result): Promise<string> {
  const until = Date.now() + 20_000;
  for (;;) {
    const [ending] = await write(result);
    if (ending?.ending !== 'failed' || Date.now() > until) return ending?.line ?? '';
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

const PATHS = {
  'openreports.io': '/apis/openreports.io/v1alpha1/clusterreports',
  'wgpolicyk8s.io': '/apis/wgpolicyk8s.io/v1alpha2/clusterpolicyreports',
} as const;
type Group = keyof typeof PATHS;

async function reports(group: Group): Promise<PolicyReportObject[]> {
  const { status, text } = await server.request('GET', PATHS[group]);
  return status === 200 ? (JSON.parse(text) as { items: PolicyReportObject[] }).items : [];
}

async function serve(name: keyof typeof POLICY_REPORT_CRDS): Promise<void> {
  const definition = POLICY_REPORT_CRDS[name];
  await server.apply(definition);
  const { group, versions, names } = definition['spec'] as { group: string; versions: { name: string }[]; names: { kind: string } };
  // Waits until the kind is served.
  await server.apply({ apiVersion: `${group}/${versions[0]?.name}`, kind: names.kind, metadata: { name: 'of-another-tool' }, summary: {}, results: [] });
}

/** Until the group is no longer discovered. */
async function withdraw(group: Group): Promise<void> {
  const plural = PATHS[group].slice(PATHS[group].lastIndexOf('/') + 1);
  await server.request('DELETE', `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${plural}.${group}`);
  const root = PATHS[group].slice(0, PATHS[group].lastIndexOf('/'));
  for (let tries = 0; tries < 100; tries += 1) {
    const { status, text } = await server.request('GET', root);
    if (status === 404 || !text.includes(plural)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** As the rig applies it. */
const manifestOf = (objects: readonly PolicyReportObject[]): string => objects.map((object) => JSON.stringify(object)).join('\n---\n');

const recorded = async (result: Result): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for await (const finding of result.findings()) findings.push(finding);
  return findings;
};

const ours = (found: readonly PolicyReportObject[]): PolicyReportObject[] => found.filter(({ metadata }) => metadata.name !== 'of-another-tool');

beforeAll(async () => {
  server = await startKubeApiserver({ contextName: 'prod' });
});
afterAll(() => server?.stop());

describe('a cluster that serves no policy reports', () => {
  it('is left alone, which is no failure and is said with --verbose only', async () => {
    expect(await write(aResult(), 'nobody')).toEqual([
      { ending: 'skipped', line: 'prod serves neither openreports.io/v1alpha1 nor wgpolicyk8s.io/v1alpha2: no policy report was written there' },
    ]);
  });
});

describe.each(['wgpolicyk8s.io', 'openreports.io'] as const)('a cluster that serves %s', (group) => {
  beforeAll(async () => {
    await serve(group);
    await server.apply(forUser(shipped));
  });
  beforeEach(async () => {
    for (const { metadata } of ours(await reports(group))) await server.request('DELETE', `${PATHS[group]}/${metadata.name}`);
  });

  it('takes every kind of result under the shipped rights, hostile names too', async () => {
    expect(await writeOnce(aResult())).toMatch(new RegExp(`^wrote 1 \\w+\\.${group.replace('.', '\\.')} to prod$`));

    const [report] = ours(await reports(group));
    expect(report).toMatchObject({
      metadata: { name: 'logproof-prod-0001', labels: { 'app.kubernetes.io/managed-by': 'logproof', 'app.kubernetes.io/instance': 'logproof-prod' } },
      scope: { kind: 'Cluster', name: 'prod' },
      summary: { pass: 29_986, fail: 9, warn: 4, error: 3, skip: 1 },
    });
    expect(new Set(report?.results.map(({ result }) => result))).toEqual(new Set(['fail', 'warn', 'error', 'skip']));
  });

  it('holds 2,000 findings in several objects, and a second run with fewer removes the rest and nothing of others', async () => {
    await writeOnce(aHugeResult(2000));
    const many = ours(await reports(group));
    await writeOnce(aCleanResult());
    const few = await reports(group);

    expect(many.map(({ metadata }) => metadata.name)).toEqual(['logproof-prod-0001', 'logproof-prod-0002', 'logproof-prod-0003', 'logproof-prod-0004']);
    expect(many.flatMap(({ results }) => results)).toHaveLength(2000);
    expect(few.map(({ metadata }) => metadata.name)).toEqual(['logproof-prod-0001', 'of-another-tool']);
    expect(few[0]).toMatchObject({ summary: { pass: 10_000, fail: 0 } });
  });

  it('takes reports of texts that Go stores at six times their length', async () => {
    const [hostile] = (await recorded(aHugeResult(1))).map((one) => ({ ...one, message: '<'.repeat(3000), remediation: '&'.repeat(3000) }));
    const many = Array.from({ length: 450 }, () => hostile as Finding);

    expect(await writeOnce(resultOf(HEAD, many))).toContain('to prod');

    expect(ours(await reports(group)).flatMap(({ results }) => results).filter(({ message }) => message.includes('<<<'))).toHaveLength(450);
  });

  it('says what to grant to a user who may not write, and writes nothing', async () => {
    const [ending] = await write(aResult(), 'nobody');

    expect(ending).toMatchObject({ ending: 'failed', line: expect.stringMatching(/^the policy-report report could not be written to prod: apply \w+: 403 Forbidden: grant it, see deploy\/kubernetes\/rbac-policy-report\.yaml/) as string });
    expect(ours(await reports(group))).toEqual([]);
  });

  it.each(['list', 'create', 'patch', 'delete'])('needs the right to %s', async (verb) => {
    await writeOnce(aHugeResult(600));
    await server.apply(forUser(shipped.replaceAll(/verbs: \[(.*)\]/g, (_, verbs: string) => `verbs: [${verbs.split(', ').filter((each) => each !== verb).join(', ')}]`)));
    if (verb === 'create') for (const { metadata } of ours(await reports(group))) await server.request('DELETE', `${PATHS[group]}/${metadata.name}`);

    let ending = (await write(aCleanResult()))[0];
    for (let tries = 0; tries < 40 && ending?.ending === 'written'; tries += 1) {
      // What was taken holds after a moment; until then the run must find something to create and to delete.
      await server.request('DELETE', `${PATHS[group]}/logproof-prod-0001`);
      if (verb !== 'create') await write(aHugeResult(600));
      await new Promise((resolve) => setTimeout(resolve, 100));
      ending = (await write(aCleanResult()))[0];
    }
    await server.apply(forUser(shipped));

    expect(ending).toMatchObject({ ending: 'failed', line: expect.stringContaining('403 Forbidden: grant it, see deploy/kubernetes/rbac-policy-report.yaml') as string });
  });
});

describe('a cluster that serves both groups', () => {
  it('is written the newer, and what an earlier run wrote in the older is removed', async () => {
    await server.apply(manifestOf(await policyReports(wholeView(aResult()), POLICY_REPORT_APIS[1], CATEGORIES)));

    await writeOnce(aResult());

    expect(ours(await reports('openreports.io'))).toHaveLength(1);
    expect((await reports('wgpolicyk8s.io')).map(({ metadata }) => metadata.name)).toEqual(['of-another-tool']);
  });
});

describe('the command line', () => {
  const folder = folderWith();
  afterAll(folder.remove);

  it('writes a scan to the cluster that it read, beside the report on standard output', async () => {
    const ended = await logproof(['scan', '--kubeconfig', server.adminKubeconfig, '--no-progress', '--report', 'json', '--report', 'policy-report'], { cwd: folder.path });
    const saved = JSON.parse(ended.stdout) as { summary: { pass: number; exitCode: number } };
    const [report] = ours(await reports('openreports.io'));

    expect(ended.stderr).toContain('wrote 1 clusterreports.openreports.io to prod');
    expect(ended.code).toBe(saved.summary.exitCode);
    expect(report?.summary['pass']).toBe(saved.summary.pass);
  });

  it('writes a saved result to the cluster that is named, and manifests that the server accepts to a file', async () => {
    await logproof(['scan', '--kubeconfig', server.adminKubeconfig, '--no-progress', '--report', 'json=result.json'], { cwd: folder.path });
    const written = await logproof(['report', 'result.json', '--report', 'policy-report', '--kubeconfig', server.adminKubeconfig, '--context', 'prod'], { cwd: folder.path });
    await logproof(['report', 'result.json', '--report', 'policy-report=reports.yaml'], { cwd: folder.path });

    expect(written).toMatchObject({ code: 0, stdout: '', stderr: 'wrote 1 clusterreports.openreports.io to prod\n' });
    const applied = await server.apply(readFileSync(`${folder.path}/reports.yaml`, 'utf8'));
    expect(applied.map(({ metadata }) => metadata.name)).toEqual(['logproof-prod-0001']);
  });

  it('ends with 3 when nothing may be written, and 1 where a control fails', async () => {
    const none = await logproof(['report', 'result.json', '--report', 'policy-report', '--kubeconfig', server.kubeconfigFor('nobody')], { cwd: folder.path });

    expect(none.code).toBe(3);
    expect(none.stderr).toContain('403 Forbidden');
  });
});

describe('a cluster with an older definition of wgpolicyk8s.io/v1alpha2', () => {
  it('takes critical results as high, with the true severity in the properties', async () => {
    await withdraw('openreports.io');
    await withdraw('wgpolicyk8s.io');
    await serve('wgpolicyk8s.io, older');

    expect(await writeOnce(aResult())).toContain('wrote 1 clusterpolicyreports.wgpolicyk8s.io to prod');

    const [report] = ours(await reports('wgpolicyk8s.io'));
    expect(report?.results.find(({ policy }) => policy === 'audit-sink-effective')).toMatchObject({ severity: 'high', properties: { severity: 'critical' } });
  });
});
