import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAws, type SimulatedAws } from '../../simulator/index.js';
import { folderWith, scanned } from '../cli/command-line.js';

const REGION = 'eu-west-1';
const ARN = `arn:aws:eks:${REGION}:123456789012:cluster/prod`;

describe('an EKS cluster that a state declares', () => {
  const running: SimulatedAws[] = [];
  const environment = { ...process.env };
  let folder: ReturnType<typeof folderWith>;
  beforeAll(() => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent' });
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', 'AWS_SESSION_TOKEN']) delete process.env[name];
    folder = folderWith();
  });
  afterEach(() => Promise.all(running.splice(0).map((aws) => aws.stop())));
  afterAll(() => {
    process.env = environment;
    folder.remove();
  });

  /** Drift, and the verdicts on what the state declares and on what is live, by control: `origin outcome`. */
  async function scan(declared: readonly string[], live: readonly { readonly name: string; readonly logTypes: readonly string[] }[]) {
    const aws = await startAws({ regions: { [REGION]: { clusters: live } } });
    running.push(aws);
    const resources = [
      { urn: 'urn:pulumi:prod::ai::pulumi:pulumi:Stack::ai-prod', type: 'pulumi:pulumi:Stack', custom: false },
      { urn: 'urn:pulumi:prod::ai::aws:eks/cluster:Cluster::prod', type: 'aws:eks/cluster:Cluster', custom: true, id: 'prod', inputs: { name: 'prod', enabledClusterLogTypes: declared }, outputs: { name: 'prod', arn: ARN, region: REGION, enabledClusterLogTypes: declared } },
    ];
    writeFileSync(join(folder.path, 'state.json'), JSON.stringify({ version: 3, deployment: { manifest: {}, resources } }));
    writeFileSync(join(folder.path, 'logproof.yaml'), `sources:\n  aws: { regions: [${REGION}], endpointUrl: "${aws.url}", requestsPerSecond: 10000, maxAttempts: 2 }\n  pulumi: { states: [state.json] }\n`);
    const { result } = await scanned(['--source', 'aws', '--source', 'pulumi'], { cwd: folder.path });
    const exported = result.controls['api-server-audit-exported']?.tally;
    return { drift: result.drift.map(({ subject, ...rest }) => ({ of: `${subject.kind} ${subject.name}`, ...rest })), exported, present: result.findings.filter(({ control }) => control === 'declared-resource-present').map(({ outcome }) => outcome) };
  }
  const changed = (declared: readonly string[], live: readonly string[], breaks: readonly string[]) => [{ of: 'aws.eks-cluster prod', change: 'changed', path: 'enabledClusterLogTypes', declared, live, breaks }];

  it('is as it is declared, in whichever order', async () => {
    expect(await scan(['audit', 'api'], [{ name: 'prod', logTypes: ['api', 'audit'] }])).toMatchObject({ drift: [], exported: { pass: 2, fail: 0 }, present: [] });
  });

  it('whose audit log was switched off: what it breaks is said', async () => {
    expect(await scan(['api', 'audit'], [{ name: 'prod', logTypes: ['api'] }])).toMatchObject({ drift: changed(['api', 'audit'], ['api'], ['api-server-audit-exported']), exported: { pass: 1, fail: 1 } });
  });

  it('whose audit log was never on: what is switched off besides breaks nothing', async () => {
    expect(await scan(['api'], [{ name: 'prod', logTypes: [] }])).toMatchObject({ drift: changed(['api'], [], []), exported: { pass: 0, fail: 2 } });
  });

  it('is missing where it is not there; and one of somebody else is no drift', async () => {
    expect(await scan(['audit'], [{ name: 'other', logTypes: ['audit'] }])).toMatchObject({ drift: [{ of: 'aws.eks-cluster prod', change: 'missing' }], present: ['fail'] });
  });
});
