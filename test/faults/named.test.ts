import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPORT_FORMATS } from '../../scanner/reporters/index.js';
import { startAws, startKubernetes, type SimulatedAws, type SimulatedKubernetes } from '../../simulator/index.js';
import { folderWith, logproof, scanned } from '../cli/command-line.js';

const REGION = 'eu-west-1';

let aws: SimulatedAws;
let cluster: SimulatedKubernetes;
let folder: ReturnType<typeof folderWith>;

beforeAll(async () => {
  [aws, cluster] = await Promise.all([
    startAws({ regions: { [REGION]: { logGroups: [{ logGroupName: '/ai/audit', retentionInDays: 365, storedBytes: 1 }] } } }),
    startKubernetes({ version: '1.18', tls: true, tokens: { admin: { user: 'admin' } } }),
  ]);
});
beforeEach(() => {
  folder = folderWith({ 'logproof.yaml': 'sources:\n  kubernetes: { apiServer: false, requestTimeoutSeconds: 2, maxAttempts: 1 }\n  aws: { requestTimeoutSeconds: 2, maxAttempts: 1 }\n' });
  for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ENDPOINT_URL', 'NODE_TLS_REJECT_UNAUTHORIZED', 'KUBECONFIG']) vi.stubEnv(name, '');
  for (const [name, value] of Object.entries({ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent', HOME: folder.path })) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});
afterAll(async () => {
  await Promise.all([aws.stop(), cluster.stop()]);
});

/** @param trust what stands in the kubeconfig's cluster beside its address */
function kubeconfig(trust: object, server = cluster.url): void {
  writeFileSync(
    join(folder.path, 'kubeconfig'),
    JSON.stringify({
      'current-context': 'prod',
      contexts: [{ name: 'prod', context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster: { server, ...trust } }],
      users: [{ name: 'u', user: { token: 'admin' } }],
    }),
  );
}
const ca = (): object => ({ 'certificate-authority-data': Buffer.from(cluster.ca ?? '').toString('base64') });

/** Runs a scan into every format, and gives each report's text without breaks of lines and marks of code. */
async function reports(...argv: readonly string[]): Promise<Record<string, string>> {
  const files = REPORT_FORMATS.map((format) => [format, join(folder.path, `${format}.out`)] as const);
  const { stderr } = await logproof(['scan', '--no-progress', '--quiet', ...argv, ...files.flatMap(([format, file]) => ['--report', `${format}=${file}`])], { cwd: folder.path });
  expect(stderr).toBe('');
  return Object.fromEntries(files.map(([format, file]) => [format, readFileSync(file, 'utf8').replaceAll('`', '').replace(/\s+/g, ' ')]));
}

/** What a scan of the cluster says of how it was asked. */
const ofCluster = async (): Promise<string[]> => {
  const { result } = await scanned(['--source', 'kubernetes', '--kubeconfig', 'kubeconfig'], { cwd: folder.path });
  return (result.remarks ?? []).filter(({ about, source }) => about === 'certificate' && source === 'kubernetes').map(({ detail }) => detail);
};

describe('an endpoint that is not the own one of AWS', () => {
  it.each([
    ['given by --endpoint-url', () => ['--endpoint-url', aws.url.replace('http://', 'http://user:hunter2@')]],
    ['given by AWS_ENDPOINT_URL', () => (vi.stubEnv('AWS_ENDPOINT_URL', aws.url), [])],
  ])('%s is in every report, without what is secret in it', async (_, given) => {
    const said = await reports('--source', 'aws', '--region', REGION, ...given());
    for (const format of REPORT_FORMATS) {
      expect(said[format], format).toContain(`asked at ${aws.url}`);
      expect(said[format], format).toContain(`asked without TLS and any certificate at ${aws.url}`);
      expect(said[format], format).not.toContain('hunter2');
    }
  });

  it('that lists the regions is said too', async () => {
    const { result } = await scanned(['--source', 'aws', '--region', 'all', '--endpoint-url', aws.url], { cwd: folder.path });
    expect(result.remarks).toContainEqual({ source: 'aws', scope: 'aws:all', about: 'endpoint', detail: `asked at ${aws.url} (no endpoint of AWS's own)` });
  });
});

describe('a certificate that nobody checks', () => {
  it('by insecure-skip-tls-verify is in every report, and so is an address of this machine', async () => {
    kubeconfig({ 'insecure-skip-tls-verify': true });
    const said = await reports('--source', 'kubernetes', '--kubeconfig', 'kubeconfig');
    for (const format of REPORT_FORMATS) {
      expect(said[format], format).toContain("s certificate was not verified: insecure-skip-tls-verify in the kubeconfig");
      expect(said[format], format).toContain(`asked at ${cluster.url}`);
    }
  });

  it('by NODE_TLS_REJECT_UNAUTHORIZED=0 is said of a cluster that it lets be read', async () => {
    kubeconfig({});
    expect(await ofCluster()).toEqual([]);
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    expect(await ofCluster()).toEqual(["the server's certificate was not verified: NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment"]);
  });

  it('is not said of one that is checked', async () => {
    kubeconfig(ca());
    expect(await ofCluster()).toEqual([]);
  });
});

describe('what is named by an empty text', () => {
  it.each(['--config', '--kubeconfig', '--context', '--region', '--profile', '--endpoint-url', '--pulumi-state', '--pulumi-stack', '--report'])('%s is refused', async (flag) => {
    kubeconfig(ca());
    expect(await logproof(['scan', flag, ''], { cwd: folder.path })).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(new RegExp(`${flag}: expected .*, found an empty text`)) });
  });
});
