import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderWith, logproof } from '../command-line.js';
import { aSink, SERVICE } from '../../render/a-sink.js';

const MANIFEST = stringify(aSink());
const SECRET = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', ciphertext: 'AAAA' };
const SINK_TYPE = 'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink';

const resource = (type: string, name: string, inputs: object, outputs = inputs): object => ({
  urn: `urn:pulumi:prod::logs::${type}::${name}`, type, custom: true, inputs, outputs,
});

const state = (...resources: object[]): string => JSON.stringify({ version: 3, deployment: { resources } });

let folder: ReturnType<typeof folderWith>;
beforeEach(() => void (folder = folderWith({ 'sink.yaml': MANIFEST })));
afterEach(() => folder.remove());

const render = (...argv: string[]) => logproof(['render', ...argv], { cwd: folder.path });

describe('logproof render --from', () => {
  it('prints the form and nothing else, and says on standard error what it cannot keep', async () => {
    const { code, stdout, stderr } = await render('--from', 'sink.yaml', '--to', 'policy');

    expect(code).toBe(0);
    expect(stdout).toMatch(/^# From the AuditSink ai-system-audit-sink\. Audit policy for kube-apiserver/);
    expect(stderr).toMatch(/^What the AuditSink ai-system-audit-sink promised and this cannot keep:\n- Independence: /);
  });

  it('reads standard input, and finds the sink among other documents', async () => {
    const stdin = `apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n---\n${MANIFEST}`;

    const { code, stdout } = await logproof(['render', '--from', '-', '--to', 'webhook'], { stdin });

    expect([code, stdout.includes('server: https://log-collector-svc.kube-system.svc:443/audit')]).toEqual([0, true]);
  });

  it('calls the Service by the address that is given', async () => {
    const { stdout } = await render('--from', 'sink.yaml', '--to', 'webhook', '--service-address', '10.96.0.20');

    expect(stdout).toContain('server: https://10.96.0.20:443/audit');
    expect(stdout).toContain('tls-server-name: log-collector-svc.kube-system.svc');
  });

  it('writes every form, whole, and lists the files', async () => {
    const { code, stdout } = await render('--from', 'sink.yaml', '--to', 'all', '--out', 'audit');
    const files = ['aks.sh', 'eks.sh', 'flags.txt', 'gke.sh', 'k3s.yaml', 'kind.yaml', 'kubeadm-v1beta3.yaml', 'kubeadm.yaml', 'policy.yaml', 'talos.yaml', 'webhook.kubeconfig'];

    expect(code).toBe(0);
    expect(readdirSync(join(folder.path, 'audit')).sort()).toEqual(files);
    expect(stdout.trim().split('\n').sort()).toEqual(files.map((file) => join('audit', file)));
  });

  it('writes beside an installer form the two files that it refers to', async () => {
    await render('--from', 'sink.yaml', '--to', 'kind', '--out', 'audit');

    expect(readdirSync(join(folder.path, 'audit')).sort()).toEqual(['kind.yaml', 'policy.yaml', 'webhook.kubeconfig']);
  });

  it('renders anew what it rendered before', async () => {
    await render('--from', 'sink.yaml', '--to', 'all', '--out', 'audit');
    writeFileSync(join(folder.path, 'sink.yaml'), stringify({ ...aSink(), metadata: { name: `long-${'n'.repeat(200)}` } }));

    const { code } = await render('--from', 'sink.yaml', '--to', 'all', '--out', 'audit');
    const again = await render('--from', 'sink.yaml', '--to', 'all', '--out', 'audit');

    expect([code, again.code]).toEqual([0, 0]);
    expect(readFileSync(join(folder.path, 'audit', 'policy.yaml'), 'utf8')).toContain('nnnn');
  });

  it('writes over nothing that it did not render, and then writes nothing at all', async () => {
    mkdirSync(join(folder.path, 'audit', 'webhook.kubeconfig'), { recursive: true });
    writeFileSync(join(folder.path, 'audit', 'policy.yaml'), 'rules: []\n');

    const { code, stdout, stderr } = await render('--from', 'sink.yaml', '--to', 'kind', '--out', 'audit');

    expect([code, stdout, stderr]).toEqual([2, '', 'audit/policy.yaml, audit/webhook.kubeconfig: there already, and not rendered by logproof: move it, or give another folder to --out\n']);
    expect(readdirSync(join(folder.path, 'audit')).sort()).toEqual(['policy.yaml', 'webhook.kubeconfig']);
    expect(readFileSync(join(folder.path, 'audit', 'policy.yaml'), 'utf8')).toBe('rules: []\n');
  });

  it('writes names out that a terminal would obey', async () => {
    const { stderr } = await logproof(['render', '--from', '-', '--to', 'policy'], { stdin: stringify(aSink({ throttle: { '\u001b[31mqps': 1 } })) });

    expect(stderr).toContain('spec.webhook.throttle.\\u{1B}[31mqps: no API server ever read this field');
  });

  it('warns of a field that was never read, and of a certificate that has expired', async () => {
    const { code, stderr } = await logproof(['render', '--from', '-', '--to', 'policy'], { stdin: stringify(aSink({ throttle: { qsp: 1 } })) });

    expect(code).toBe(0);
    expect(stderr).toContain('warning: (standard input): spec.webhook.throttle.qsp: no API server ever read this field, and it is left out\n');
  });
});

describe('logproof render of what cannot be rendered', () => {
  it.each([
    [['--to', 'policy'], 'give one of --from FILE, --context NAME and --pulumi-state FILE'],
    [['--from', 'sink.yaml', '--context', 'a', '--to', 'policy'], 'give one of --from FILE'],
    [['--from', 'sink.yaml', '--kubeconfig', 'a', '--to', 'policy'], '--kubeconfig is for --context NAME'],
    [['--from', 'sink.yaml', '--to', 'all'], '--to all makes several files: give --out DIR'],
    [['--from', 'sink.yaml', '--to', 'nomad'], "argument 'nomad' is invalid"],
    [['--from', 'sink.yaml'], "required option '--to <form>' not specified"],
    [['--from', 'sink.yaml', '--to', 'webhook', '--service-address', 'a b'], 'Expected an IP address or a host name'],
    [['--from', 'absent.yaml', '--to', 'policy'], 'absent.yaml: no such file'],
    [['--from', 'sink.yaml', '--sink', 'other', '--to', 'policy'], 'sink.yaml: holds no AuditSink of that name; it holds: ai-system-audit-sink'],
    [['--from', 'sink.yaml', '--to', 'policy', '--out', 'sink.yaml'], '--out sink.yaml: cannot be written (EEXIST)'],
  ])('%j ends with 2 and says why', async (argv, said) => {
    const { code, stdout, stderr } = await render(...argv);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(said);
  });

  it.each([
    ['spec: [', 'sink.yaml:1: is not valid YAML'],
    ['', 'sink.yaml: is empty'],
    ['just text', 'sink.yaml: apiVersion: absent'],
    ['kind: Pod\nmetadata: { name: a }', 'sink.yaml: kind: "Pod", AuditSink required'],
    ['kind: Pod\n---\nkind: Service', 'sink.yaml: holds no AuditSink'],
    [`${MANIFEST}---\n${MANIFEST.replace('ai-system', 'other')}`, 'sink.yaml: holds several AuditSinks: give --sink NAME, one of ai-system-audit-sink, other-audit-sink'],
    [`${MANIFEST}---\n${MANIFEST}`, 'holds several AuditSinks'],
    [stringify(aSink({ throttle: { burst: -1 } })), 'sink.yaml: spec.webhook.throttle.burst: -1, a whole number above 0 required'],
  ])('a manifest of %j is refused by file and field', async (text, said) => {
    writeFileSync(join(folder.path, 'sink.yaml'), text);

    const { code, stdout, stderr } = await render('--from', 'sink.yaml', '--to', 'policy');

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(said);
  });

  it('leaves no file behind when the sink is invalid', async () => {
    await logproof(['render', '--from', '-', '--to', 'all', '--out', 'audit'], { cwd: folder.path, stdin: stringify(aSink({ clientConfig: {} })) });

    expect(readdirSync(folder.path)).toEqual(['sink.yaml']);
  });
});

describe('logproof render --pulumi-state', () => {
  const rendered = (text: string, ...argv: string[]) => logproof(['render', '--pulumi-state', '-', '--to', 'webhook', ...argv], { stdin: text });

  it('renders the sink that a stack declares, at the address that its Service was given', async () => {
    const service = resource('kubernetes:core/v1:Service', 'collector', { metadata: { name: SERVICE.name, namespace: SERVICE.namespace } }, {
      metadata: { name: SERVICE.name, namespace: SERVICE.namespace }, spec: { clusterIP: '10.43.7.1' },
    } as never);

    const { code, stdout } = await rendered(state(service, resource(SINK_TYPE, 'sink', aSink())));

    expect(code).toBe(0);
    expect(stdout).toContain('server: https://10.43.7.1:443/audit');
  });

  it('renders one of several by its name, and says which were left', async () => {
    const { code, stderr } = await rendered(state(resource(SINK_TYPE, 'a', aSink({ name: 'a' })), resource(SINK_TYPE, 'b', aSink({ name: 'b' }))), '--sink', 'b');

    expect(code).toBe(0);
    expect(stderr).toContain('warning: not rendered: a\n');
  });

  it('refuses a sink with an encrypted bundle, naming the resource and the field', async () => {
    const { code, stdout, stderr } = await rendered(state(resource(SINK_TYPE, 'sink', aSink({ clientConfig: { service: SERVICE, caBundle: SECRET } }))));

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('standard input: sink: spec.webhook.clientConfig.caBundle: is encrypted or not known yet in the state');
  });

  it('refuses a state without a sink, and a file that is no state', async () => {
    expect(await rendered(state())).toMatchObject({ code: 2, stderr: 'standard input: holds no AuditSink (auditregistration.k8s.io/v1alpha1)\n' });
    expect(await rendered('{}')).toMatchObject({ code: 2 });
  });
});

describe('the help of logproof render', () => {
  it('has examples that work', async () => {
    const { stdout } = await logproof(['render', '--help']);

    expect(stdout).toContain('logproof render --from audit-sink.yaml --to policy');
    writeFileSync(join(folder.path, 'audit-sink.yaml'), MANIFEST);
    expect((await render('--from', 'audit-sink.yaml', '--to', 'policy')).code).toBe(0);
    expect(readFileSync(join(folder.path, 'audit-sink.yaml'), 'utf8')).toBe(MANIFEST);
  });
});
