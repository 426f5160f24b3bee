import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { startKubernetes, type KubernetesOptions, type SimulatedKubernetes } from '../../simulator/index.js';
import type { KubernetesObject } from '../../simulator/kubernetes/resources.js';
import { folderWith, logproof, scanned } from '../cli/command-line.js';
import { AI_RESOURCES, anInferenceService, aPod, aRayCluster, ONE_API_SERVER } from '../sources/kubernetes/ai-cluster.js';
import { anAuditSink } from '../sources/kubernetes/cluster.js';
import { GOOD } from './clusters.js';

const running: SimulatedKubernetes[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((cluster) => cluster.stop()));
});

const EXPORTED = {
  flagz: { 'audit-policy-file': '/p', 'audit-webhook-config-file': '/w' },
  metrics: 'apiserver_audit_event_total 1\napiserver_audit_level_total{level="Metadata"} 1\n',
};
const OBJECTS = [anInferenceService('chat'), aRayCluster('train'), aPod('llm', { namespace: 'apps', image: 'vllm/vllm-openai' }), aPod('render', { namespace: 'apps', gpu: true }), aPod('web')];
const RAY_DROPPED = stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'None', resources: [{ group: 'ray.io' }] }, { level: 'Metadata' }] });
const NOTHING = stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'None', namespaces: ['apps'] }, { level: 'Metadata' }] });

/** Only what is asked here: the other controls have tests of their own. */
const settings = (kubernetes: object, controls: object = {}): string =>
  stringify({ controls: { 'audit-sink-present': { level: 'disabled' }, 'api-server-audit-policy-covers': { level: 'disabled' }, ...controls }, sources: { kubernetes: { maxAttempts: 2, ...kubernetes } } });

async function inventoryOf({ policy, kubernetes = {}, controls, waivers, flags = [], apiServers = ONE_API_SERVER, ...options }: KubernetesOptions & { policy?: string; kubernetes?: object; controls?: object; waivers?: object; flags?: string[]; apiServers?: KubernetesObject }) {
  const cluster = await startKubernetes({ resources: AI_RESOURCES, ...EXPORTED, ...options, objects: [apiServers, ...(options.objects ?? OBJECTS)] });
  running.push(cluster);
  const files = policy === undefined ? {} : { auditPolicy: 'policy.yaml' };
  const folder = folderWith({ kubeconfig: cluster.kubeconfig, 'policy.yaml': policy ?? '', 'logproof.yaml': settings({ aiWorkloads: true, ...files, ...kubernetes }, controls), ...(waivers && { 'waivers.yaml': stringify(waivers) }) });
  try {
    const { code, result } = await scanned(['--kubeconfig', 'kubeconfig', ...flags], { cwd: folder.path });
    const audited = Object.fromEntries((result.inventory ?? []).map(({ subject, audited: outcome }) => [subject.name, outcome]));
    return { code, result, audited, findings: result.findings.filter(({ control }) => control === 'ai-workload-audited') };
  } finally {
    folder.remove();
  }
}

describe('a scan for AI workloads', () => {
  it('lists each with its tier, and passes those that a proven policy covers', async () => {
    const { audited, result, findings } = await inventoryOf({ policy: GOOD });

    expect(audited).toEqual({ 'apps/llm': 'pass', 'apps/render': 'pass', 'models/chat': 'pass', 'models/train': 'pass' });
    expect(findings).toEqual([]);
    expect(result.controls['ai-workload-audited']?.tally.pass).toBe(4);
    expect(result.inventory?.find(({ subject }) => subject.name === 'models/train')).toEqual({
      subject: { kind: 'kubernetes.ai-workload', id: 'ray.io/RayCluster/models/train', name: 'models/train', origin: 'live', scope: 'kubernetes:simulated' },
      apiGroup: 'ray.io',
      kind: 'RayCluster',
      resource: 'rayclusters',
      namespace: 'models',
      confidence: 'certain',
      reason: 'kind RayCluster of ray.io',
      images: [],
      accelerators: [],
      pods: 0,
      audited: 'pass',
    });
  });

  it('fails the one whose kind an earlier rule drops, with a request and the rule', async () => {
    const { code, audited, findings } = await inventoryOf({ policy: RAY_DROPPED });

    expect(audited).toMatchObject({ 'models/chat': 'pass', 'models/train': 'fail' });
    expect(findings).toMatchObject([{ subject: { name: 'models/train' }, level: 'mandatory', message: expect.stringMatching(/rayclusters\.ray\.io .*in namespace "models".*level None \(by rules\[0\]\)/) }]);
    expect(code).toBe(1);
  });

  it('lists the one whose failure is waived with its waiver', async () => {
    const waiver = { reason: 'synthetic data only', owner: 'team-ml', approver: 'security', expires: '2027-03-31' };
    const { result, findings } = await inventoryOf({ policy: RAY_DROPPED, waivers: [{ control: 'ai-workload-audited', subject: 'models/train', ...waiver }] });

    expect(result.inventory?.find(({ subject }) => subject.name === 'models/train')).toMatchObject({ audited: 'fail', waiver });
    expect(result.inventory?.filter((item) => item.waiver)).toHaveLength(1);
    expect(findings).toMatchObject([{ outcome: 'fail', waiver }]);
    expect(result.summary.waived).toBe(1);
  });

  it('only warns of an accelerator, and fails the model server beside it', async () => {
    const { findings } = await inventoryOf({ policy: NOTHING });

    expect(findings.map(({ subject, level }) => [subject.name, level])).toEqual([['apps/llm', 'mandatory'], ['apps/render', 'advisory']]);
  });

  it('passes none where no policy is given: unknown, and 3', async () => {
    const { code, audited, findings } = await inventoryOf({});

    expect(new Set(Object.values(audited))).toEqual(new Set(['unknown']));
    expect(findings[0]?.message).toContain('sources.kubernetes.auditPolicy');
    expect(code).toBe(3);
  });

  it('fails all where nothing exports', async () => {
    const { audited } = await inventoryOf({ policy: GOOD, flagz: {} });

    expect(new Set(Object.values(audited))).toEqual(new Set(['fail']));
  });

  const log = { 'audit-policy-file': '/p', 'audit-log-path': '/l' };
  const shipper = { 'ai-workload-audited': { shipper: 'fluent-bit' } };

  it('takes the user’s word for what ships the log', async () => {
    const { audited } = await inventoryOf({ policy: GOOD, flagz: log, controls: shipper });

    expect(new Set(Object.values(audited))).toEqual(new Set(['pass']));
  });

  it('but passes none where the log of one API server of three was seen', async () => {
    const three = { ...ONE_API_SERVER, endpoints: [{ addresses: ['192.0.2.1', '192.0.2.2', '192.0.2.3'] }] };
    const { audited, code } = await inventoryOf({ policy: GOOD, flagz: log, controls: shipper, apiServers: three });

    expect(new Set(Object.values(audited))).toEqual(new Set(['unknown']));
    expect(code).toBe(3);
  });

  it('nor where its counters say that nothing is logged, whatever policy is given', async () => {
    const { audited, findings } = await inventoryOf({ policy: GOOD, flagz: log, controls: shipper, metrics: 'apiserver_audit_event_total 0\napiserver_audit_level_total{level="None"} 9\n' });

    expect(new Set(Object.values(audited))).toEqual(new Set(['fail']));
    expect(findings[0]?.message).toBe('no export of audit events is seen, one is required');
  });

  it('passes none where API servers run by different policies, of which one is given', async () => {
    const server = (name: string, policy: string) => ({
      ...aPod(name, { namespace: 'kube-system', labels: { component: 'kube-apiserver' } }),
      spec: { containers: [{ name: 'kube-apiserver', command: ['kube-apiserver', `--audit-policy-file=${policy}`, '--audit-webhook-config-file=/w'] }] },
      status: { phase: 'Running' },
    });
    const two = { ...ONE_API_SERVER, endpoints: [{ addresses: ['192.0.2.1', '192.0.2.2'] }] };
    const { audited, findings, code } = await inventoryOf({ policy: GOOD, objects: [aRayCluster('train'), server('a', '/good.yaml'), server('b', '/bad.yaml')], apiServers: two });

    expect(audited).toEqual({ 'models/train': 'unknown' });
    expect(findings[0]?.message).toMatch(/which of the policies \/bad\.yaml, \/good\.yaml an API server runs by/);
    expect(code).toBe(1);
  });

  it('takes an AuditSink for it on a server that reads one', async () => {
    const { audited } = await inventoryOf({ version: '1.17', objects: [...OBJECTS, anAuditSink('ai')] });

    expect(new Set(Object.values(audited))).toEqual(new Set(['pass']));
  });

  it('lists them unjudged where the control is disabled', async () => {
    const { audited, result } = await inventoryOf({ policy: GOOD, controls: { 'ai-workload-audited': { level: 'disabled' } } });

    expect(result.inventory).toHaveLength(4);
    expect(new Set(Object.values(audited))).toEqual(new Set([undefined]));
  });

  it('finds what the configuration declares, and is switched on by the flag alone', async () => {
    const declared = await inventoryOf({ policy: GOOD, kubernetes: { aiWorkloads: { selector: 'team in (x)', namespaces: ['models'] } } });
    const flagged = await inventoryOf({ policy: GOOD, kubernetes: { aiWorkloads: false }, flags: ['--ai-workloads'] });
    const off = await inventoryOf({ policy: GOOD, kubernetes: { aiWorkloads: false } });

    expect(Object.keys(declared.audited)).toContain('models/web');
    expect(Object.keys(flagged.audited)).toHaveLength(4);
    expect(off.result.inventory).toBeUndefined();
  });

  it.each([
    ['a selector that is none', { selector: 'a b' }, /sources\.kubernetes\.aiWorkloads\.selector: expected a label selector such as app=llm.*found "a b"/],
    ['a pattern of namespaces', { namespaces: ['models', 'ml-*'] }, /sources\.kubernetes\.aiWorkloads\.namespaces\.1: expected the name of a namespace, such as models; patterns are none: choose by namespaceSelector, found "ml-\*"/],
    ['a selector of namespaces that is none', { namespaceSelector: 'team in' }, /sources\.kubernetes\.aiWorkloads\.namespaceSelector: expected a label selector.*found "team in"/],
    ['a key that is none', { labels: 'a' }, /sources\.kubernetes\.aiWorkloads\.labels: is not a known key/],
    ['a text', 'yes', /sources\.kubernetes\.aiWorkloads: expected true or false, or a mapping, found "yes"/],
  ])('refuses %s by its place, with 2', async (_, aiWorkloads, message) => {
    const folder = folderWith({ 'logproof.yaml': settings({ aiWorkloads }) });
    const { code, stderr } = await logproof(['scan'], { cwd: folder.path });
    folder.remove();

    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});

describe('a workload whose owner, image and namespace are named to deceive', () => {
  const escape = '\u001b[2J\u009b2J\u202e';
  const hostile = aPod(`${'n'.repeat(253)}`, {
    image: `x/<script>alert(1)</script>/${escape}/vllm-openai`,
    owner: [`<b>${escape}.test/v1`, `"><img src=x onerror=alert(1)>|\`${escape}`, `[here](javascript:alert(1))${escape}/../..`],
  });
  const bare = { ...aPod('p'.repeat(253), { image: 'ollama' }) };

  it('deceives nobody, in whatever report, and is never audited', async () => {
    const formats = ['table', 'json', 'ndjson', 'markdown', 'html', 'sarif', 'junit', 'policy-report'];
    const cluster = await startKubernetes({ resources: AI_RESOURCES, ...EXPORTED, objects: [ONE_API_SERVER, hostile, bare] });
    running.push(cluster);
    const folder = folderWith({ kubeconfig: cluster.kubeconfig, 'policy.yaml': GOOD, 'logproof.yaml': settings({ aiWorkloads: true, auditPolicy: 'policy.yaml' }) });
    const { code } = await logproof(['scan', '--kubeconfig', 'kubeconfig', '--no-progress', ...formats.flatMap((format) => ['--report', `${format}=out.${format}`])], { cwd: folder.path });
    const written = formats.map((format) => [format, readFileSync(join(folder.path, `out.${format}`), 'utf8')] as const);
    folder.remove();

    expect(code).toBe(3);
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(written.filter(([, text]) => /[\u001b\u009b\u202e]/.test(text)).map(([format]) => format)).toEqual([]);
    const report = Object.fromEntries(written) as Record<string, string>;
    expect(report['html']).not.toMatch(/<img|<b>|<script>alert/);
    expect(report['junit']).not.toMatch(/<img|<b>|<script/);
    expect(report['markdown']?.replace(/`[^`\n]*`/g, '')).not.toMatch(/<img|<b>|<script|\]\(/);
    const { inventory } = JSON.parse(report['json'] ?? '') as { inventory: { name: string; audited: string; subject: { name: string } }[] };
    expect(inventory.map(({ subject, audited }) => [subject.name.length, audited])).toEqual([[260, 'pass'], [expect.any(Number), 'unknown']]);
  });
});
