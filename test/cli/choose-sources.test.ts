import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadConfiguration } from '../../policypack/configuration/load.js';
import { chooseSources, settingsByProvider } from '../../scanner/cli/choose-sources.js';
import { scanCommand } from '../../scanner/cli/scan-command.js';
import { contextOf, folderWith } from './command-line.js';

const KUBECONFIG = JSON.stringify({
  'current-context': 'prod',
  contexts: [{ name: 'prod', context: { cluster: 'c' } }],
  clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
});

let folder: ReturnType<typeof folderWith>;

beforeEach(() => {
  folder = folderWith({ kubeconfig: KUBECONFIG });
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE', 'AWS_REGION', 'KUBECONFIG', 'AWS_WEB_IDENTITY_TOKEN_FILE']) vi.stubEnv(name, '');
  vi.stubEnv('HOME', folder.path);
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

const chosen = async (argv: readonly string[], configuration = '') => {
  const flags = scanCommand().exitOverride().parse(argv, { from: 'user' }).opts();
  const made = folderWith({ 'logproof.yaml': configuration });
  try {
    const { sources } = await chooseSources(flags, loadConfiguration({ cwd: made.path }), contextOf({ cwd: folder.path }));
    return [...new Set(sources.map(({ scope }) => scope))];
  } finally {
    made.remove();
  }
};

describe('a scan reads', () => {
  it('what a flag speaks of', async () => {
    expect(await chosen(['--region', 'eu-west-1', '--region', 'us-east-1', '--pulumi-stack', 'dev'])).toEqual(['aws:eu-west-1', 'aws:us-east-1', 'pulumi:dev']);
    expect(await chosen(['--kubeconfig', 'kubeconfig'])).toEqual(['kubernetes:prod']);
  });

  it('what the file speaks of', async () => {
    expect(await chosen([], 'sources: { aws: { regions: [eu-west-1] } }')).toEqual(['aws:eu-west-1']);
  });

  it('what --source names, whatever else is spoken of', async () => {
    expect(await chosen(['--source', 'aws', '--pulumi-stack', 'dev'], 'sources: { aws: { regions: [eu-west-1] } }')).toEqual(['aws:eu-west-1']);
  });

  it('what credentials are found for, where nothing is spoken of', async () => {
    expect(await chosen([])).toEqual([]);
    vi.stubEnv('KUBECONFIG', join(folder.path, 'kubeconfig'));
    expect(await chosen([])).toEqual(['kubernetes:prod']);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'a');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 's');
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    expect(await chosen([])).toEqual(['kubernetes:prod', 'aws:eu-west-1']);
  });
});

describe('a scan refuses', () => {
  it.each([
    [['--source', 'aws', '--api-server'], '--api-server reads a cluster, which --source aws leaves out: add --source kubernetes'],
    [['--source', 'aws', '--source', 'pulumi', '--ai-workloads'], '--ai-workloads reads a cluster, which --source aws, pulumi leaves out: add --source kubernetes'],
    [['--source', 'aws'], 'no AWS region: give --region, sources.aws.regions in logproof.yaml, AWS_REGION, or a region in the profile'],
    [['--source', 'pulumi'], 'no Pulumi state: give --pulumi-state FILE or --pulumi-stack NAME, or sources.pulumi in logproof.yaml'],
    [['--endpoint-url', 'ftp://x'], '--endpoint-url ftp://x: expected an http or https URL'],
  ])('%j', async (argv, message) => {
    await expect(chosen(argv)).rejects.toMatchObject({ name: 'InputMistake', message });
  });
});

describe('a path', () => {
  it('in a flag is relative to the working directory, in the file to the file', () => {
    const { configuration } = loadConfiguration({ cwd: folder.path });
    const file = { configuration: { ...configuration, sources: { pulumi: { states: ['state.json'], stacks: [] } } }, file: '/etc/logproof/logproof.yaml' };
    expect(settingsByProvider({}, file, '/work').pulumi.states).toEqual(['/etc/logproof/state.json']);
    expect(settingsByProvider({ pulumiState: ['state.json', '-'] }, file, '/work').pulumi.states).toEqual(['/work/state.json', '-']);
  });
});
