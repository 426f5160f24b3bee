import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { REPORT_FORMATS } from '../../policypack/core/report-formats.js';
import { startAws, startKubernetes, type RegionSeed } from '../../simulator/index.js';
import { folderWith, logproof } from '../cli/command-line.js';
import { TESTED } from '../kinds/all.js';
import { resource } from '../parity/declared-form.js';
import { withPack } from '../pulumi/in-process.js';
import type { Oracle } from './oracle.js';

/** How a secret stands in a text that somebody wrote into a field. */
const FORMS: readonly ((mark: string) => string)[] = [
  (mark) => `https://user:${mark}@collector.acme.io/audit`,
  (mark) => `https://${mark}@collector.acme.io`,
  (mark) => `https://collector.acme.io/audit?token=${mark}`,
  (mark) => `http://user:${mark}@collector.acme.io:8080/audit?sig=${mark}`,
  (mark) => `https://user:a ${mark}@collector.acme.io`,
  (mark) => `https://user:${mark}/x@collector.acme.io`,
  (mark) => `https://user:${mark}`,
  (mark) => `user:${mark}@registry.acme.io/ai/model:1`,
  (mark) => `/audit?X-Amz-Signature=${mark}`,
  (mark) => `Server=db;Password=${mark};`,
  (mark) => `Authorization: Bearer ${mark}`,
  (mark) => `--token ${mark}`,
  (mark) => `{"client_secret": "${mark}"}`,
  (mark) => `-----BEGIN PRIVATE KEY-----\n${mark}\n-----END PRIVATE KEY-----`,
  (mark) => `eyJhbGciOiJIUzI1NiJ9.${mark}.c2ln`,
];

interface Planted {
  /** Which kind's things, and which of the fields in them, both by their place in a row that starts anew at its end. */
  readonly kind: number;
  readonly field: number;
  readonly form: number;
  readonly mark: string;
  readonly door: keyof typeof DOORS;
}

/** A copy of plain data with another text in one of its fields, whatever stood there. */
function planted<T>(tree: T, field: number, text: string): T {
  const places: ((value: string) => void)[] = [];
  const visit = (value: unknown, put: (text: string) => void): void => {
    if (typeof value !== 'object' || value === null) places.push(put);
    else for (const key of Object.keys(value)) visit((value as Record<string, unknown>)[key], (other) => void ((value as Record<string, unknown>)[key] = other));
  };
  const copy = { tree: structuredClone(tree) };
  visit(copy.tree, (other) => void (copy.tree = other as T));
  places[field % places.length]?.(text);
  return copy.tree;
}

/** What a program declares to have a thing of each kind. */
const DECLARED = [...TESTED.values()].flatMap(({ resources }) => (resources && resources.length > 0 ? [resources] : []));
const declaredOf = (kind: number): (typeof DECLARED)[number] => DECLARED[kind % DECLARED.length] ?? [];

const ALL_FORMATS = REPORT_FORMATS.flatMap((format) => ['--report', `${format}=reports/${format}`]);

/** Runs a scan with a report of every format; everything that it wrote. */
async function everythingSaid(files: Readonly<Record<string, string>>, argv: readonly string[]): Promise<string> {
  const folder = folderWith(files);
  try {
    const { stdout, stderr } = await logproof(['scan', '--verbose', ...argv, ...ALL_FORMATS], { cwd: folder.path });
    const table = await logproof(['scan', ...argv], { cwd: folder.path });
    const reports = readdirSync(join(folder.path, 'reports'), { withFileTypes: true }).map(({ name }) => readFileSync(join(folder.path, 'reports', name), 'utf8'));
    return [stdout, stderr, table.stdout, table.stderr, ...reports].join('\n');
  } finally {
    folder.remove();
  }
}

const stateOf = (kind: number, field: number, text: string): string => {
  const resources = declaredOf(kind).map(({ type, name, inputs }) => resource(type, name, inputs as object));
  const inputs = planted(resources.map((one) => one.inputs), field, text);
  return JSON.stringify({ version: 3, deployment: { manifest: {}, resources: resources.map((one, index) => ({ ...one, inputs: inputs[index], outputs: inputs[index], custom: true })) } });
};

const SINK = {
  apiVersion: 'auditregistration.k8s.io/v1alpha1',
  kind: 'AuditSink',
  metadata: { name: 'audit', annotations: { note: 'none' } },
  spec: { policy: { level: 'Metadata', stages: ['ResponseComplete'] }, webhook: { throttle: { qps: 10, burst: 15 }, clientConfig: { url: 'https://collector.acme.io/audit', caBundle: '' } } },
};
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'kube-apiserver-a', namespace: 'kube-system', labels: { component: 'kube-apiserver', tier: 'control-plane' } },
  spec: { containers: [{ name: 'kube-apiserver', image: 'registry.k8s.io/kube-apiserver:v1.18.0', env: [{ name: 'OPENAI_API_KEY', value: 'none' }], command: ['kube-apiserver', '--audit-policy-file=/etc/policy.yaml', '--audit-webhook-config-file=/etc/webhook.yaml', '--audit-log-path=/var/log/audit'] }] },
};
const KEY = '6f0d2c1e-7a54-4d0b-9f5e-2b8c4a7d1e90';
const REGION: RegionSeed = {
  logGroups: [{ logGroupName: 'ai-audit', storedBytes: 1, retentionInDays: 30, kmsKeyId: `arn:aws:kms:eu-west-1:123456789012:key/${KEY}`, tags: { team: 'ml' }, streams: ['events'] }],
  keys: [{ keyId: KEY }],
  invocationLogging: { textDataDeliveryEnabled: true, cloudWatchConfig: { logGroupName: 'ai-audit', roleArn: 'arn:aws:iam::123456789012:role/bedrock' }, s3Config: { bucketName: 'ai-invocations', keyPrefix: 'bedrock' } },
} as RegionSeed;
const NAMES = new Set(['apiVersion', 'kind', 'metadata']);

/** A part of an object that a server would take anything in. */
const withPlanted = (object: Readonly<Record<string, unknown>>, field: number, text: string): Record<string, unknown> =>
  ({ ...object, ...planted(Object.fromEntries(Object.entries(object).filter(([key]) => !NAMES.has(key))), field, text) });

const DOORS = {
  async state({ kind, field }: Planted, text: string) {
    return await everythingSaid({ 'stack.json': stateOf(kind, field, text) }, ['--pulumi-state', 'stack.json']);
  },
  async pack({ kind, field, mark }: Planted, text: string) {
    const secret = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', value: mark };
    let said = '';
    for (const value of [text, secret]) {
      const chosen = declaredOf(kind);
      const inputs = planted(chosen.map((one) => one.inputs as object), field, value as string);
      const resources = chosen.map(({ type, name }, index) => ({ type, name, properties: inputs[index] as object }));
      await withPack({}, async (engine, remarks) => {
        for (const one of resources) said += JSON.stringify(await engine.analyze(one));
        said += JSON.stringify([await engine.analyzeStack(resources), remarks]);
      });
    }
    return said;
  },
  async kubernetes({ field }: Planted, text: string) {
    const [sink, pod] = field % 2 === 0 ? [withPlanted(SINK, field >> 1, text), POD] : [SINK, withPlanted(POD, field >> 1, text)];
    const cluster = await startKubernetes({ version: '1.18', tokens: { admin: { user: 'admin' } }, objects: [sink, pod] as never });
    const name = `context of ${text}`;
    const kubeconfig = JSON.stringify({
      apiVersion: 'v1', kind: 'Config', 'current-context': name,
      contexts: [{ name, context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster: { server: cluster.url, 'certificate-authority-data': Buffer.from(cluster.ca ?? '').toString('base64') } }],
      users: [{ name: 'u', user: { token: 'admin' } }],
    });
    const state = JSON.stringify({ version: 3, deployment: { manifest: {}, resources: [{ ...resource('kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink', 'audit', SINK), custom: true }] } });
    try {
      return await everythingSaid({ kubeconfig, 'stack.json': state }, ['--kubeconfig', 'kubeconfig', '--pulumi-state', 'stack.json']);
    } finally {
      await cluster.stop();
    }
  },
  async aws({ field }: Planted, text: string) {
    const aws = await startAws({ regions: { 'eu-west-1': planted(REGION, field, text) } });
    const before = { ...process.env };
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent' });
    const yaml = `sources:\n  aws: { regions: [eu-west-1], endpointUrl: "${aws.url}", requestsPerSecond: 10000, maxAttempts: 1 }\n`;
    try {
      return await everythingSaid({ 'logproof.yaml': yaml, 'stack.json': stateOf(0, 0, 'nothing') }, ['--source', 'aws', '--source', 'pulumi', '--pulumi-state', 'stack.json']);
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
      await aws.stop();
    }
  },
  async configuration({ field }: Planted, text: string) {
    const files = [
      { 'logproof.yaml': JSON.stringify({ sources: { kubernetes: { contexts: [text] } }, scope: { logGroups: { include: [text] } } }) },
      { 'logproof.yaml': JSON.stringify({ controls: { 'audit-sink-level': { minimum: text } } }) },
      { 'logproof.yaml': `controls: {\n  a: "${text}\n` },
      { 'waivers.yaml': JSON.stringify([{ control: text, subject: text, reason: text, owner: text, approver: text, expires: text }]) },
      { 'stack.json': `{"version": 3, "deployment": {"resources": [${JSON.stringify(text)}` },
      { 'saved.json': `{"schema": ${JSON.stringify(text)}}`, },
      { kubeconfig: `users:\n- name: u\n  user: {token: ${text}, password: "${text}\n` },
    ];
    const folder = folderWith(files[field % files.length]);
    try {
      const runs = [['scan', '--pulumi-state', 'stack.json'], ['report', 'saved.json'], ['scan', '--kubeconfig', 'kubeconfig', '--context', text], ['scan', '--today', text], ['scan', '--control', text]];
      const said = [];
      for (const argv of runs) said.push(await logproof([...argv, '--verbose'], { cwd: folder.path }));
      return JSON.stringify(said);
    } finally {
      folder.remove();
    }
  },
} as const;

const oracle: Oracle = {
  promise: 'a secret that stands in any field of any kind, or in a file that is read, is in no report, no message and no answer to the engine',
  property: () =>
    fc.asyncProperty(
      fc.record({
        door: fc.constantFrom(...(Object.keys(DOORS) as (keyof typeof DOORS)[])),
        kind: fc.nat({ max: 999 }),
        field: fc.nat({ max: 999 }),
        form: fc.nat({ max: FORMS.length - 1 }),
        mark: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 }).map((hex) => `S${hex}`),
      }),
      async (input: Planted) => {
        const said = await DOORS[input.door](input, (FORMS[input.form] as (mark: string) => string)(input.mark));
        const at = said.indexOf(input.mark);
        if (at >= 0) throw new Error(`${input.mark} is told: ${said.slice(Math.max(0, at - 200), at + 60)}`);
      },
    ),
  few: 4,
  many: 50,
};

export default oracle;
