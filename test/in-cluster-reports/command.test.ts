import { afterAll, describe, expect, it } from 'vitest';
import { writeInClusterReports } from '../../scanner/in-cluster-reports/index.js';
import { folderWith, logproof } from '../cli/command-line.js';
import { aResult, textOf } from '../reporters/sample-result.js';
import { CATEGORIES } from '../../policypack/kinds/providers.js';
import { REPORTERS } from '../../scanner/reporters/index.js';

const nowhere = JSON.stringify({
  'current-context': 'prod',
  // A port that nothing listens on: RFC 863, discard.
  clusters: [{ name: 'prod', cluster: { server: 'https://127.0.0.1:9' } }],
  users: [{ name: 'prod', user: { token: 'secret-token' } }],
  contexts: [{ name: 'prod', context: { cluster: 'prod', user: 'prod' } }],
});

const folder = folderWith({ 'result.json': await textOf(REPORTERS.json(aResult(), { colour: false, width: 100, categories: CATEGORIES })), kubeconfig: nowhere });
afterAll(folder.remove);

const run = (...argv: string[]) => logproof(argv, { cwd: folder.path });

describe('policy reports without a file', () => {
  it('are for the clusters that a scan reads: without one the command is wrong', async () => {
    expect(await run('scan', '--source', 'aws', '--region', 'eu-west-1', '--report', 'policy-report')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--report policy-report is written to the clusters that are read, and none is: give --context, or a file') as string,
    });
  });

  it('are manifests on standard output where a saved result is rendered and no cluster is named', async () => {
    const ended = await run('report', 'result.json', '--report', 'policy-report');
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^---\napiVersion: openreports\.io\/v1alpha1\nkind: ClusterReport\n/) as string });
  });

  it('do not count as standard output where a cluster is named', async () => {
    const ended = await run('report', 'result.json', '--report', 'table', '--report', 'policy-report', '--kubeconfig', 'kubeconfig');
    expect(ended.stdout).toContain('audit-sink-effective');
    expect(ended.code).toBe(3);
  });

  it('count as standard output where none is', async () => {
    expect(await run('report', 'result.json', '--report', 'table', '--report', 'policy-report')).toMatchObject({ code: 2 });
  });

  it('say which cluster is not there, before anything is written', async () => {
    expect(await run('report', 'result.json', '--report', 'table', '--report', 'policy-report', '--kubeconfig', 'kubeconfig', '--context', 'staging')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('there is no context "staging"') as string,
    });
  });

  it('are what --context is for: without them the command is wrong', async () => {
    expect(await run('report', 'result.json', '--context', 'prod')).toMatchObject({ code: 2, stderr: expect.stringContaining('no such report is asked for') as string });
  });
});

describe('a cluster that is down', () => {
  const write = (signal: AbortSignal) => writeInClusterReports(aResult(), { kubeconfig: `${folder.path}/kubeconfig`, maxAttempts: 2, retryDelayMs: 10 }, signal);

  it('is said with what to do, and no token', async () => {
    expect(await write(new AbortController().signal)).toEqual([
      {
        ending: 'failed',
        line: 'the policy-report report could not be written to prod: discover openreports.io: ECONNREFUSED: nothing listens there: check the address and whether the server is up',
      },
    ]);
  });

  it('is not waited for when the run was interrupted', async () => {
    const [ending] = await write(AbortSignal.abort());
    expect(ending?.line).toContain('the run was interrupted');
  });
});
