import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfiguration } from '../../policypack/configuration/load.js';
import { folderWith, logproof } from './command-line.js';

const KUBECONFIG = JSON.stringify({
  'current-context': 'prod',
  contexts: [{ name: 'prod', context: { cluster: 'c' } }, { name: 'test', context: { cluster: 'c' } }],
  clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
});

let folder: ReturnType<typeof folderWith>;
const written = (name = 'logproof.yaml') => readFileSync(join(folder.path, name), 'utf8');

beforeEach(() => {
  folder = folderWith();
  // Nothing of this machine is found: neither its clusters nor its clouds.
  vi.stubEnv('HOME', folder.path);
  vi.stubEnv('KUBECONFIG', '');
  vi.stubEnv('AWS_REGION', '');
  vi.stubEnv('AWS_CONFIG_FILE', join(folder.path, 'none'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder.path, 'none'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

describe('logproof init', () => {
  it('writes what is found of every provider', async () => {
    folder.remove();
    folder = folderWith({ kubeconfig: KUBECONFIG, 'Pulumi.yaml': 'name: ai\n', 'Pulumi.prod.yaml': '', 'Pulumi.dev.yaml': '' });
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    const { code, stdout } = await logproof(['init', '--kubeconfig', join(folder.path, 'kubeconfig'), '--profile', 'audit'], { cwd: folder.path });
    expect(code).toBe(0);
    expect(stdout).toBe(
      'Wrote logproof.yaml.\n  Kubernetes contexts: prod (current), test\n  AWS region: eu-west-1\n  Pulumi project: ai, stacks dev, prod\nNext: logproof scan\n',
    );
    expect(written()).toContain(
      [
        '# What is read, side by side.',
        'sources:',
        '  kubernetes: { contexts: ["prod"] }',
        '  # also found: ["test"]',
        '  aws: { regions: ["eu-west-1"], profile: "audit" }',
        '  pulumi: { stacks: ["dev", "prod"] } # of project "ai"',
        '',
      ].join('\n'),
    );
    expect(readConfiguration(written(), 'logproof.yaml').sources).toMatchObject({ kubernetes: { contexts: ['prod'] }, aws: { regions: ['eu-west-1'] }, pulumi: { stacks: ['dev', 'prod'] } });
  });

  it('shows how each provider is written where nothing is found', async () => {
    const { code, stdout } = await logproof(['init'], { cwd: folder.path });
    expect(code).toBe(0);
    expect(stdout).toContain('  Kubernetes contexts: none found\n  AWS region: none found\n  Pulumi project: none found\n');
    expect(written()).toContain('# sources:\n  # kubernetes: { contexts: [prod] }\n  # aws: { regions: [eu-west-1] }\n  # pulumi: { stacks: [organization/project/stack] }\n');
    expect(readConfiguration(written(), 'logproof.yaml').sources).toEqual({});
  });

  it('writes a file that can be read where a project has no stack yet', async () => {
    folder.remove();
    folder = folderWith({ 'Pulumi.yaml': 'name: ai\n' });
    await logproof(['init'], { cwd: folder.path });
    expect(written()).toContain('  # project "ai" has no stack here yet:\n  # pulumi: { stacks: [dev] }\n');
    expect(readConfiguration(written(), 'logproof.yaml').sources).toEqual({});
  });

  it('writes over a file only where it is told to', async () => {
    await logproof(['init', '--config', 'ci.yaml'], { cwd: folder.path });
    const before = written('ci.yaml');
    const refused = await logproof(['init', '--config', 'ci.yaml'], { cwd: folder.path });
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: 'ci.yaml is already there; --force writes over it, --config names another\n' });
    expect((await logproof(['init', '--config', 'ci.yaml', '--force'], { cwd: folder.path })).code).toBe(0);
    expect(written('ci.yaml')).toBe(before);
    expect(existsSync(join(folder.path, 'logproof.yaml'))).toBe(false);
  });
});
