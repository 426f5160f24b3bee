import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { binary } from '../rig/build.js';
import { callsOf, GITHUB, RECIPES, ROOT } from './recipes.js';

const run = promisify(execFile);

describe('the recipes for GitHub Actions', () => {
  it.each(GITHUB.map(({ path }) => path))('%s satisfies actionlint', async (path) => {
    const { stdout } = await run(await binary('actionlint'), ['-no-color', join(ROOT, path)]);
    expect(stdout).toBe('');
  });
});

describe('the calls of pulumi in the recipes', () => {
  const calls = RECIPES.flatMap((file) => callsOf('pulumi', file)).filter(([command]) => command === 'preview');

  it('are there for GitHub and for GitLab', () => {
    expect(calls.length).toBeGreaterThanOrEqual(2);
  });

  it.each(calls.map((call) => call.join(' ')))('pulumi %s uses flags that the real command has', async (line) => {
    const { stdout } = await run(await binary('pulumi'), ['preview', '--help'], { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: '1' } });
    const flags = line.split(' ').filter((word) => word.startsWith('--'));
    expect(flags.filter((flag) => !stdout.includes(flag))).toEqual([]);
  });
});
