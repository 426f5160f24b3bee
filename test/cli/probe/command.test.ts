import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startAws, startKubernetes, type Fault, type SimulatedAws, type SimulatedKubernetes } from '../../../simulator/index.js';
import { folderWith, logproof, scanned } from '../command-line.js';
import { metrics } from '../../probe/metrics.js';

const REGION = 'eu-west-1';
const GROUP = '/ai/audit';
const SECRETS = ['secret-of-the-user', 'token-of-the-user'];

let aws: SimulatedAws;
let cluster: SimulatedKubernetes;
let folder: ReturnType<typeof folderWith>;

beforeEach(async () => {
  aws = await startAws({ regions: { [REGION]: { logGroups: [{ logGroupName: GROUP, streams: ['audit'] }] } } });
  cluster = await startKubernetes({ metrics: metrics() });
  folder = folderWith({
    kubeconfig: cluster.kubeconfigFor('token-of-the-user', 'prod'),
    'logproof.yaml': `sources:\n  kubernetes: { maxAttempts: 2, requestTimeoutSeconds: 2 }\n  aws: { endpointUrl: "${aws.url}", maxAttempts: 2, requestTimeoutSeconds: 1 }\n`,
  });
  for (const [name, value] of Object.entries({ AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret-of-the-user', AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent' })) vi.stubEnv(name, value);
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', 'AWS_SESSION_TOKEN']) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  folder.remove();
  await Promise.all([aws.stop(), cluster.stop()]);
});

const probe = async (argv: readonly string[] = [], signal?: AbortSignal) => {
  const ended = await logproof(['probe', '--kubeconfig', 'kubeconfig', '--context', 'prod', '--log-group', GROUP, '--region', REGION, '--timeout', '1', ...argv], { cwd: folder.path, ...(signal && { signal }) });
  for (const secret of SECRETS) expect(ended.stdout + ended.stderr).not.toContain(secret);
  return ended;
};

describe('logproof probe', () => {
  it('says which link may be broken, and how to look for the event, and ends with 1', async () => {
    const { code, stdout, stderr } = await probe();

    expect(code).toBe(1);
    expect(stdout).toMatch(/^broken: not audited or not exported or not stored: no audit event of prod in \/ai\/audit \(eu-west-1\) within 1 s\n/);
    expect(stdout).toMatch(/find it {5}Logs Insights, \/ai\/audit: fields .* like "logproof-probe-[-0-9a-f]{36}"/);
    expect(stderr).toContain('looking for its audit event in /ai/audit for up to 1 s');
  });

  it('is quiet when told', async () => {
    expect((await probe(['--quiet'])).stderr).toBe('');
  });

  it.each<[string, Fault, RegExp]>([
    ['is denied', { operation: 'FilterLogEvents', kind: 'deny' }, /FilterLogEvents: AccessDeniedException: .*grant logs:FilterLogEvents, see deploy\/aws\/iam-policy-probe\.json/],
    ['is throttled until the retries are spent', { operation: 'FilterLogEvents', kind: 'throttle' }, /FilterLogEvents: ThrottlingException/],
    ['does not answer', { operation: 'FilterLogEvents', kind: 'hang' }, /FilterLogEvents: no answer within 1 s/],
    ['breaks off', { operation: 'FilterLogEvents', kind: 'reset-mid-body' }, /FilterLogEvents: ECONNRESET/],
    ['has other credentials', { operation: 'FilterLogEvents', kind: 'expired-credentials' }, /the credentials have expired/],
  ])('ends with 3 where the log group %s', async (_what, fault, said) => {
    aws.faults.add(fault);

    const { code, stdout } = await probe();

    expect(code).toBe(3);
    expect(stdout).toMatch(/^unknown: it could not be looked whether audit events of prod arrive/);
    expect(stdout).toMatch(said);
  });

  it('looks again where a page was throttled once', async () => {
    aws.faults.add({ operation: 'FilterLogEvents', kind: 'throttle', times: 1 });

    expect((await probe()).code).toBe(1);
  });

  it.each<[string, Fault, RegExp]>([
    ['knows nobody of that token', { kind: 'expired-credentials' }, /401 Unauthorized/],
    ['does not answer', { operation: 'get configmaps', kind: 'hang' }, /no answer within 2 s/],
    ['throttles', { operation: 'get configmaps', kind: 'throttle' }, /429/],
    ['fails', { operation: 'get configmaps', kind: 'status', status: 503 }, /503/],
  ])('ends with 3 where the cluster %s', async (_what, fault, said) => {
    cluster.faults.add(fault);

    const { code, stdout } = await probe();

    expect(code).toBe(3);
    expect(stdout).toMatch(said);
    expect(aws.requests['FilterLogEvents'] ?? 0).toBe(0);
  });

  it('goes on where the request itself is refused: that is audited too', async () => {
    cluster.faults.add({ operation: 'get configmaps', kind: 'deny' });

    const { code, stdout } = await probe(['--output', 'json']);

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'logproof.probe/1', proven: false, request: { answered: 403 } });
  });

  it('only reads: gets, and the review of who we are', async () => {
    await probe();

    expect(Object.keys(cluster.requests).filter((operation) => !/^(get|list) /.test(operation))).toEqual(['create selfsubjectreviews']);
    expect(Object.keys(aws.requests)).toEqual(['FilterLogEvents']);
  });

  it('ends with 3 when it is interrupted', async () => {
    const interrupt = new AbortController();
    setTimeout(() => interrupt.abort(), 200);

    const { code, stdout } = await probe(['--timeout', '60'], interrupt.signal);

    expect(code).toBe(3);
    expect(stdout).toContain('the run was interrupted');
  });

  it.each([
    [['--timeout', '0'], /whole seconds/],
    [['--region', 'Frankfurt'], /expected an AWS region's name/],
    [['--log-group', 'a b'], /expected a log group's name/],
    [['--context', 'other'], /there is no context "other"/],
    [['--endpoint-url', 'nowhere'], /expected an http or https URL/],
    [['--output', 'yaml'], /Allowed choices are text, json/],
  ])('ends with 2 for %j', async (argv, said) => {
    const { code, stderr, stdout } = await probe(argv);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(said);
  });

  it('ends with 2 where no log group is named anywhere', async () => {
    const { code, stderr } = await logproof(['probe', '--kubeconfig', 'kubeconfig', '--region', REGION], { cwd: folder.path });

    expect(code).toBe(2);
    expect(stderr).toContain('give --log-group NAME, or sources.kubernetes.probe.logGroup in logproof.yaml');
  });
});

describe('logproof scan --probe', () => {
  const scan = (...argv: string[]) => scanned(['--source', 'kubernetes', '--kubeconfig', 'kubeconfig', '--region', REGION, ...argv], { cwd: folder.path });

  it('makes a finding of it, that names the link', async () => {
    folder.remove();
    folder = folderWith({
      kubeconfig: cluster.kubeconfig,
      'logproof.yaml': `sources:\n  kubernetes: { probe: { logGroup: ${GROUP}, region: ${REGION}, timeoutSeconds: 1 } }\n  aws: { endpointUrl: "${aws.url}" }\n`,
    });

    const { code, result } = await scan('--probe');

    expect(code).toBe(1);
    expect(result.findings.find(({ control }) => control === 'audit-delivery-proven')).toMatchObject({ outcome: 'fail', subject: { kind: 'kubernetes.audit-delivery' } });
    expect(result.population).toContainEqual(expect.objectContaining({ kind: 'kubernetes.audit-delivery', read: 1, complete: true }));
  });

  it('is a gap, and unknown, where the log group may not be read', async () => {
    aws.faults.add({ operation: 'FilterLogEvents', kind: 'deny' });

    const { result } = await scan('--probe', '--log-group', GROUP);

    expect(result.gaps).toMatchObject([{ kind: 'kubernetes.audit-delivery', reason: 'forbidden', affects: expect.arrayContaining(['audit-delivery-proven']) }]);
    expect(result.controls['audit-delivery-proven']?.tally).toMatchObject({ pass: 0, unknown: 1 });
  });

  it('is not there when it was not asked for', async () => {
    const { result } = await scan('--no-api-server');

    expect(result.controls['audit-delivery-proven']?.tally).toEqual({ pass: 0, fail: 0, unknown: 0, error: 0, notApplicable: 0 });
    expect(cluster.requests['get configmaps']).toBeUndefined();
  });

  it.each([['--api-server'], ['--ai-workloads'], ['--probe']])('refuses %s where --source leaves the clusters out', async (flag) => {
    const { code, stderr } = await logproof(['scan', '--source', 'aws', '--region', 'eu-west-1', flag]);

    expect([code, stderr]).toEqual([2, `${flag} reads a cluster, which --source aws leaves out: add --source kubernetes\n`]);
  });

  it.each([[['--probe'], /give --log-group NAME/], [['--log-group', GROUP], /--log-group is for --probe/]])('ends with 2 for %j alone', async (argv, said) => {
    const { code, stderr } = await logproof(['scan', '--kubeconfig', 'kubeconfig', '--region', REGION, ...argv], { cwd: folder.path });

    expect(code).toBe(2);
    expect(stderr).toMatch(said);
  });
});
