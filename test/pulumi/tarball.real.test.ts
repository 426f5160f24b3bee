import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pack, run } from '../package/tarball.js';
import { pulumiEnvironment, type PulumiEnvironment } from '../rig/pulumi/environment.js';
import { runStack } from '../rig/pulumi/stack.js';
import { EVERYTHING_WRONG, programOf } from './programs.js';
import { aSoundStack } from './resources.js';

let environment: PulumiEnvironment;
let policyPack: string;

beforeAll(async () => {
  environment = await pulumiEnvironment();
  const project = join(environment.folder, 'somebody');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "name": "somebody", "private": true }');
  const { file } = await pack(environment.folder);
  const installed = await run(project, 'npm', [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    file,
  ]);
  expect(installed, installed.stderr).toMatchObject({ code: 0 });
  policyPack = join(project, 'node_modules/logproof');
});
afterAll(() => environment?.stop());

describe('the pack that a project installed', () => {
  it('passes a sound stack', async () => {
    const preview = await runStack({
      environment,
      op: 'preview',
      stack: 'sound',
      policyPack,
      program: programOf(aSoundStack()),
    });

    expect(preview, preview.stdout + preview.stderr).toMatchObject({ ok: true, violations: [] });
  });

  it('refuses a broken one', async () => {
    const preview = await runStack({
      environment,
      op: 'preview',
      stack: 'wrong',
      policyPack,
      program: programOf(EVERYTHING_WRONG),
    });

    expect(preview.ok).toBe(false);
    expect(preview.violations).toContainEqual(
      expect.objectContaining({ policy: 'log-group-retention-minimum', level: 'mandatory', pack: 'logproof' }),
    );
  });
});
