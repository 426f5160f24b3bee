import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadConfiguration } from '../../policypack/configuration/load.js';
import { chooseSources, settingsByProvider } from '../../scanner/cli/choose-sources.js';
import { scanCommand } from '../../scanner/cli/scan-command.js';
import { LIVE_PROVIDERS } from '../../scanner/sources/index.js';
import { contextOf, folderWith, logproof } from './command-line.js';

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

  it('what --source names, whatever else is configured', async () => {
    expect(await chosen(['--source', 'aws'], 'sources: { aws: { regions: [eu-west-1] }, pulumi: { stacks: [dev] } }')).toEqual(['aws:eu-west-1']);
  });

  it('AWS by the flags of a probe, too, which looks into its logs', async () => {
    expect(await chosen(['--source', 'kubernetes', '--kubeconfig', 'kubeconfig', '--probe', '--region', 'eu-west-1'])).toEqual(['kubernetes:prod']);
    await expect(chosen(['--source', 'kubernetes', '--kubeconfig', 'kubeconfig', '--region', 'eu-west-1'])).rejects.toMatchObject({ name: 'InputMistake' });
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

/** Every flag of every provider that names something, beside each source that it is not of. */
const inVain = LIVE_PROVIDERS.flatMap(({ name, flags }) =>
  flags()
    .options.filter(({ negate }) => !negate)
    .flatMap(({ long, required }) => LIVE_PROVIDERS.filter((other) => other.name !== name).map((other) => [long ?? '', other.name, ...(required ? ['https://named.example'] : [])])),
);

describe('a flag of what --source leaves out', () => {
  it.each(inVain)('%s is refused beside --source %s', async (flag, source, ...value) => {
    await expect(chosen(['--source', source ?? '', flag ?? '', ...value])).rejects.toMatchObject({ message: expect.stringMatching(new RegExp(`^${flag} reads .*, which --source ${source} leaves out: add --source `)) });
  });
});

describe('what is found and left out', () => {
  const leftOut = async (argv: readonly string[], configuration = ''): Promise<string[]> => {
    const flags = scanCommand().exitOverride().parse(argv, { from: 'user' }).opts();
    const made = folderWith({ 'logproof.yaml': configuration });
    try {
      const chosen = await chooseSources(flags, loadConfiguration({ cwd: made.path }), contextOf({ cwd: folder.path }));
      return chosen.leftOut.map(({ source, about, detail }) => `${source} ${about}: ${detail}`);
    } finally {
      made.remove();
    }
  };
  const credentials = (): void => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAFOUND');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 's3cret');
  };

  it('is said: credentials without a region beside a kubeconfig', async () => {
    vi.stubEnv('KUBECONFIG', join(folder.path, 'kubeconfig'));
    credentials();
    expect(await leftOut([])).toEqual(['aws left-out: found: AWS credentials; not read: no AWS region: give --region, sources.aws.regions in logproof.yaml, AWS_REGION, or a region in the profile']);
  });

  it('is said: what --source leaves out, configured or found, malformed too', async () => {
    credentials();
    expect(await leftOut(['--source', 'pulumi', '--pulumi-stack', 'dev'], 'sources: { kubernetes: { contexts: [prod] } }')).toEqual([
      'kubernetes left-out: configured; not read: --source pulumi leaves it out',
      'aws left-out: found: AWS credentials; not read: --source pulumi leaves it out',
    ]);
    writeFileSync(join(folder.path, 'broken'), 'contexts: [');
    vi.stubEnv('KUBECONFIG', join(folder.path, 'broken'));
    expect(await leftOut(['--source', 'aws', '--region', 'eu-west-1'])).toEqual(['kubernetes left-out: found: something that is malformed; not read: --source aws leaves it out']);
  });

  it('is not said where nothing is', async () => expect(await leftOut(['--source', 'pulumi', '--pulumi-stack', 'dev'])).toEqual([]));

  it('is said on standard error and in the report', async () => {
    vi.stubEnv('KUBECONFIG', join(folder.path, 'kubeconfig'));
    credentials();
    const { code, stdout, stderr } = await logproof(['scan', '--no-progress'], { cwd: folder.path });
    expect(code).toBe(3);
    expect(stderr).toContain('warning: aws: found: AWS credentials; not read: no AWS region');
    expect(stdout.replace(/\s+/g, ' ')).toContain('left out aws: found: AWS credentials; not read: no AWS region');
    expect(stdout + stderr).not.toMatch(/AKIAFOUND|s3cret/);
  });

  it('is said where nothing else is there to read', async () => {
    credentials();
    expect(await logproof(['scan'], { cwd: folder.path })).toMatchObject({ code: 2, stderr: expect.stringContaining('nothing to read: aws: found: AWS credentials; not read: no AWS region') });
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
