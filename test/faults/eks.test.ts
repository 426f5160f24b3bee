import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTROLS } from '../../policypack/controls/index.js';
import type { Finding } from '../../policypack/core/result.js';
import { startAws, startKubernetes, type Fault, type RegionSeed, type SimulatedAws, type SimulatedKubernetes } from '../../simulator/index.js';
import { folderWith, scanned } from '../cli/command-line.js';

const REGION = 'eu-west-1';
const COMMAND = 'whether EKS exports audit events (aws eks describe-cluster: logging.clusterLogging, type audit; off by default) is not known';
/** The groups of the region are well: what is found is of the cluster. */
const GROUPS: RegionSeed = { logGroups: [{ logGroupName: '/aws/eks/prod/cluster', storedBytes: 1, retentionInDays: 365, streams: ['kube-apiserver-audit'] }] };

describe('a cluster of EKS, read with its account', () => {
  const running: SimulatedAws[] = [];
  const environment = { ...process.env };
  let cluster: SimulatedKubernetes;
  let folder: ReturnType<typeof folderWith>;

  beforeAll(async () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent' });
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', 'AWS_SESSION_TOKEN']) delete process.env[name];
    cluster = await startKubernetes({ version: 'v1.33.1-eks-ae9a62a', auditSinks: false });
    folder = folderWith({ kubeconfig: cluster.kubeconfig });
  });
  afterEach(() => Promise.all(running.splice(0).map((aws) => aws.stop())));
  afterAll(async () => {
    process.env = environment;
    folder.remove();
    await cluster.stop();
  });

  interface Given {
    readonly regions?: Readonly<Record<string, RegionSeed>>;
    readonly faults?: readonly Fault[];
    readonly yaml?: string;
    readonly sources?: readonly string[];
    readonly scanned?: readonly string[];
  }
  /** The exit code, what was not read, and the verdicts of the two questions of export on the cluster. */
  async function scan({ regions = { [REGION]: GROUPS }, faults = [], yaml = '', sources = ['kubernetes', 'aws'], scanned: read = Object.keys(regions) }: Given) {
    const aws = await startAws({ regions, faults });
    running.push(aws);
    writeFileSync(join(folder.path, 'logproof.yaml'), `sources:\n  aws: { regions: [${read.join()}], endpointUrl: "${aws.url}", requestsPerSecond: 10000, maxAttempts: 2 }\n  kubernetes: { kubeconfig: kubeconfig }\n${yaml}`);
    const { code, result } = await scanned([...sources.flatMap((name) => ['--source', name]), '--report', 'ndjson=all.ndjson'], { cwd: folder.path });
    // Passes too.
    const findings = readFileSync(join(folder.path, 'all.ndjson'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Partial<Finding>).filter((one): one is Finding => one.outcome !== undefined);
    const said = findings.map(({ control, subject, outcome, message, remediation }) => ({ control, of: `${subject.kind} ${subject.name}`, said: `${outcome}: ${message}`, todo: remediation }));
    const about = (control: string, kind: string) => said.filter((one) => one.control === control && one.of.startsWith(kind));
    return {
      code,
      aws,
      said,
      gaps: result.gaps.map(({ kind, reason }) => `${kind} ${reason}`),
      exported: about('api-server-audit-exported', 'kubernetes.')[0],
      sent: about('audit-sink-present', 'kubernetes.')[0],
      unknown: said.filter((one) => one.said.startsWith('unknown')),
    };
  }
  const prod = (differs: object = {}): RegionSeed => ({ ...GROUPS, clusters: [{ name: 'prod', endpoint: cluster.url, logTypes: ['api', 'audit'], ...differs }] });
  const REQUIRED = 'controls: { audit-sink-present: { requireIn: kubernetes } }\n';

  it('whose audit log is on: passes by name, and nothing of its API servers is unknown, 0', async () => {
    const { code, exported, sent, unknown, gaps } = await scan({ regions: { [REGION]: prod() } });

    expect(exported?.said).toBe('pass: exported by EKS control-plane logging, type audit');
    expect(sent?.said).toBe('pass: cluster simulated: EKS control-plane logging, type audit (log group /aws/eks/prod/cluster)');
    expect([unknown, gaps]).toEqual([[], []]);
    expect(code).toBe(0);
  });

  it('whose audit log is off: fails, with what to switch on, 1', async () => {
    const { code, exported, sent } = await scan({ regions: { [REGION]: prod({ logTypes: ['api'] }) }, yaml: REQUIRED });

    expect(exported?.said).toBe('fail: EKS is not asked to export audit events, its audit log is required');
    expect(sent?.said).toMatch(/^fail: cluster simulated: audit events are sent nowhere/);
    expect(code).toBe(1);
  });

  it('whose user says what ships its log: AWS decides, 1', async () => {
    const { code, sent } = await scan({ regions: { [REGION]: prod({ logTypes: [] }) }, yaml: 'controls: { audit-sink-present: { requireIn: kubernetes, shipper: fluent-bit } }\n' });

    expect(sent?.said).toMatch(/^fail: /);
    expect(code).toBe(1);
  });

  it.each([
    ['of the same name, at another address', { endpoint: 'https://A1B2.gr7.eu-west-1.eks.amazonaws.com' }],
    ['at the same host and another port', { endpoint: 'https://127.0.0.1:1' }],
    ['that is being made, and has no address', { endpoint: undefined }],
  ])('that AWS has no cluster of, but one %s: unknown, with the command, 3', async (_, differs) => {
    const { code, exported, sent } = await scan({ regions: { [REGION]: prod(differs) } });

    expect(exported?.said).toBe(`unknown: ${COMMAND}: no EKS cluster of the account and regions that were read has the address ${new URL(cluster.url).host}`);
    expect(exported?.todo).toContain('aws eks describe-cluster --region REGION --name CLUSTER');
    expect(sent?.said).toMatch(/^unknown: /);
    expect(code).toBe(3);
  });

  it('whose account is not read: unknown, with the command and what to scan, 3', async () => {
    const { code, exported, sent, aws } = await scan({ regions: { [REGION]: prod() }, sources: ['kubernetes'] });

    expect(exported?.said).toBe(`unknown: ${COMMAND}`);
    expect(exported?.todo).toMatch(/aws eks describe-cluster .*--source aws .*eks:ListClusters and eks:DescribeCluster/);
    expect(sent?.said).toBe(`unknown: ${COMMAND}`);
    expect(aws.requests).toEqual({});
    expect(code).toBe(3);
  });

  it('in another region that is read: found there, 0', async () => {
    const { code, exported } = await scan({ regions: { [REGION]: { ...GROUPS, clusters: [{ name: 'prod', endpoint: 'https://127.0.0.1:1' }] }, 'us-east-1': prod() }, yaml: 'controls: { api-server-audit-exported: { level: disabled } }\n' });

    expect([code, exported]).toEqual([0, undefined]);
    expect((await scan({ regions: { [REGION]: GROUPS, 'us-east-1': prod() } })).exported?.said).toMatch(/^pass: /);
  });

  it.each([
    ['the clusters cannot be listed', 'ListClusters', { kind: 'deny' }, 'forbidden', /grant eks:ListClusters, see deploy\/aws\/iam-policy\.json/],
    ['the cluster cannot be described', 'DescribeCluster', { kind: 'deny' }, 'forbidden', /grant eks:DescribeCluster, see deploy\/aws\/iam-policy\.json/],
    ['EKS is asked too often', 'DescribeCluster', { kind: 'throttle' }, 'throttled', /the account is asked too often/],
    ['the description is cut off', 'DescribeCluster', { kind: 'reset-mid-body' }, 'unreachable', /ECONNRESET/],
    ['the list is cut JSON', 'ListClusters', { kind: 'truncated-json' }, 'unreachable', /./],
  ] as const)('of which %s: unknown, by what would tell, 3', async (_, operation, fault, reason, why) => {
    const { code, exported, sent, gaps } = await scan({ regions: { [REGION]: prod() }, faults: [{ operation, ...fault }] });

    expect(gaps).toEqual([`aws.eks-cluster ${reason}`]);
    expect(exported?.said).toMatch(/^unknown: whether EKS exports audit events/);
    expect(exported?.said).toMatch(why);
    expect(sent?.said).toMatch(why);
    expect(code).toBe(3);
  });

  it('in a region that does not offer EKS: it is of another account, unknown, 3', async () => {
    const { code, exported, gaps } = await scan({ faults: [{ operation: 'ListClusters', kind: 'status', status: 400, body: '{"__type":"UnknownOperationException","message":""}' }] });

    expect(gaps).toEqual([]);
    expect(exported?.said).toMatch(/^unknown: .*no EKS cluster of the account and regions that were read/);
    expect(code).toBe(3);
  });

  describe('without its kubeconfig', () => {
    const alone = (given: Given) => scan({ ...given, sources: ['aws'] });
    const verdicts = ({ said }: Awaited<ReturnType<typeof scan>>) => said.filter(({ of }) => of.startsWith('aws.eks-cluster'));

    it('is judged as a declared one is', async () => {
      const on = await alone({ regions: { [REGION]: prod() } });
      expect(verdicts(on)).toMatchObject([{ control: 'api-server-audit-exported', of: 'aws.eks-cluster prod', said: 'pass: exported by EKS control-plane logging, type audit' }]);
      expect(on.code).toBe(0);

      const off = await alone({ regions: { [REGION]: prod({ logTypes: [] }) } });
      expect(verdicts(off)).toMatchObject([{ said: 'fail: EKS is not asked to export audit events, its audit log is required' }]);
      expect(off.code).toBe(1);
    });

    it('that cannot be described is unknown, 3', async () => {
      const { code, said, gaps } = await alone({ regions: { [REGION]: prod() }, faults: [{ operation: 'DescribeCluster', kind: 'deny' }] });

      expect(said.filter(({ of }) => of.startsWith('aws.eks-cluster'))).toMatchObject([{ said: expect.stringMatching(/^unknown: the log types and the endpoint of the cluster \(DescribeCluster\)/) }]);
      expect(gaps).toEqual(['aws.eks-cluster forbidden']);
      expect(code).toBe(3);
    });

    it('costs a region that has none one request, and none where no control asks', async () => {
      const ofEks = ({ aws: { requests } }: Awaited<ReturnType<typeof scan>>) => Object.fromEntries(Object.entries(requests).filter(([name]) => /Cluster/.test(name)));

      expect(ofEks(await alone({}))).toEqual({ ListClusters: 1 });
      const groupsAlone = CONTROLS.map(({ id }) => `  ${id}: { level: ${id.startsWith('log-group-') ? 'advisory' : 'disabled'}${id === 'log-group-retention-maximum' ? ', days: 400' : ''} }\n`).join('');
      expect(ofEks(await alone({ regions: { [REGION]: prod() }, yaml: `controls:\n${groupsAlone}` }))).toEqual({});
    });
  });
});
