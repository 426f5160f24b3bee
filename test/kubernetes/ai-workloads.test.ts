import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { startKubernetes, type KubernetesOptions, type SimulatedKubernetes } from '../../simulator/index.js';
import type { KubernetesObject } from '../../simulator/kubernetes/resources.js';
import { folderWith, logproof, scanned } from '../cli/command-line.js';
import { aController, AI_RESOURCES, anInferenceService, aPod, aRayCluster, ONE_API_SERVER } from '../sources/kubernetes/ai-cluster.js';
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
      signs: ['kind RayCluster of ray.io'],
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

  it.each<[string, object, object]>([
    ['once, for the cluster', { shipper: 'fluent-bit' }, {}],
    ['for the control of the API servers', {}, { 'api-server-audit-exported': { shipper: 'fluent-bit' } }],
    ['for the control of the workloads', {}, shipper],
  ])('which serves every control, said %s', async (_, kubernetes, controls) => {
    const { audited, result } = await inventoryOf({ policy: GOOD, flagz: log, kubernetes, controls });

    expect(new Set(Object.values(audited))).toEqual(new Set(['pass']));
    expect(result.controls['api-server-audit-exported']?.tally).toMatchObject({ pass: 1, unknown: 0 });
    expect(result.controls['api-server-audit-exported']?.params).toEqual({ shipper: 'fluent-bit' });
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

  it('fails the one that something runs whose group is not logged, though its own kind is', async () => {
    const knative = [
      { group: 'serving.knative.dev', version: 'v1', kind: 'Service', plural: 'services', namespaced: true },
      { group: 'serving.knative.dev', version: 'v1', kind: 'Revision', plural: 'revisions', namespaced: true },
    ];
    const objects = [aController('apps/v1', 'Deployment', 'chat-00001-deployment', { image: 'vllm/vllm-openai', owner: ['serving.knative.dev/v1', 'Revision', 'chat-00001'] })];
    const dropped = (resources: object) => stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'None', resources: [{ group: 'serving.knative.dev', ...resources }] }, { level: 'Metadata' }] });
    const of = (policy: string) => inventoryOf({ policy, objects, resources: [...AI_RESOURCES, ...knative] });
    const [whole, above, good] = [await of(dropped({})), await of(dropped({ resources: ['services'] })), await of(GOOD)];

    expect([whole, above, good].map(({ audited, code }) => [audited['models/chat-00001-deployment'], code === 1])).toEqual([['fail', true], ['fail', true], ['pass', false]]);
    expect(above.findings[0]?.message).toMatch(/services\.serving\.knative\.dev.*in namespace "models"/);
  });

  it('takes the user’s word for what is none: counted, judged by nothing, and fails no run', async () => {
    const { code, result, findings } = await inventoryOf({ policy: NOTHING, kubernetes: { aiWorkloads: { not: { namespaces: ['apps'] } } } });

    expect(result.inventory?.filter(({ excluded }) => excluded !== undefined).map(({ subject, excluded, audited }) => [subject.name, excluded, audited])).toEqual([
      ['apps/llm', 'namespace apps', 'not-applicable'],
      ['apps/render', 'namespace apps', 'not-applicable'],
    ]);
    expect(result.controls['ai-workload-audited']?.tally).toMatchObject({ pass: 2, notApplicable: 2 });
    expect(findings).toEqual([]);
    expect(code).not.toBe(1);
  });

  it.each<[string, [string, string, boolean | undefined][]]>([
    ['low', [['apps/llm', 'mandatory', undefined], ['apps/render', 'mandatory', undefined]]],
    ['high', [['apps/llm', 'advisory', true], ['apps/render', 'advisory', true]]],
  ])('fails a run from the tier %s on, where the user says so', async (failFrom, expected) => {
    const { findings, result } = await inventoryOf({ policy: NOTHING, kubernetes: { aiWorkloads: { failFrom } } });
    const advisory = Object.fromEntries((result.inventory ?? []).map((item) => [item.subject.name, item.advisory]));

    expect(findings.map(({ subject, level }) => [subject.name, level, advisory[subject.name]])).toEqual(expected);
  });

  it('names every sign and every image in its evidence, and no credential', async () => {
    const secret = { ...aPod('llm', { namespace: 'apps' }), spec: { containers: [{ name: 'main', image: 'bob:hunter2@registry.corp/team/own:1', env: [{ name: 'OPENAI_API_KEY', value: 'sk-hunter2' }], args: ['vllm', 'serve'] }] } };
    const { findings, result } = await inventoryOf({ policy: NOTHING, objects: [secret] });

    expect(findings[0]?.evidence).toMatchObject({ signs: ['env OPENAI_API_KEY', 'argument vllm serve'], images: ['registry.corp/team/own:1'] });
    expect(JSON.stringify(result)).not.toContain('hunter2');
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
    ['an image that is every image', { images: ['*'] }, /sources\.kubernetes\.aiWorkloads\.images\.0: expected an image, or a pattern of images that says more than \*.*found "\*"/],
    ['an image with a glob that means nothing', { images: ['ml/***'] }, /sources\.kubernetes\.aiWorkloads\.images\.0: expected an image/],
    ['an image with a space', { images: ['a b'] }, /sources\.kubernetes\.aiWorkloads\.images\.0: expected an image/],
    ['a kind with its version', { kinds: [{ apiGroup: 'batch.volcano.sh/v1', kind: 'Job' }] }, /sources\.kubernetes\.aiWorkloads\.kinds\.0\.apiGroup: expected an API group without its version.*found "batch\.volcano\.sh\/v1"/],
    ['a kind in small letters', { kinds: [{ apiGroup: 'batch.volcano.sh', kind: 'jobs' }] }, /sources\.kubernetes\.aiWorkloads\.kinds\.0\.kind: expected a kind as manifests write it/],
    ['a variable that is none', { env: ['OPENAI KEY'] }, /sources\.kubernetes\.aiWorkloads\.env\.0: expected the name of an environment variable/],
    ['a service account without its namespace', { serviceAccounts: ['letters'] }, /sources\.kubernetes\.aiWorkloads\.serviceAccounts\.0: expected namespace\/name of a service account/],
    ['a selector of what is none, that is none', { not: { selector: 'a b' } }, /sources\.kubernetes\.aiWorkloads\.not\.selector: expected a label selector/],
    ['a tier that nobody can name', { as: 'low' }, /sources\.kubernetes\.aiWorkloads\.as: /],
    ['a tier that is none', { failFrom: 'never' }, /sources\.kubernetes\.aiWorkloads\.failFrom: /],
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
