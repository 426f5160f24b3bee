import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as pulumi from '@pulumi/pulumi';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Observation } from '../../../policypack/core/fact.js';
import { pulumiSources } from '../../../scanner/sources/pulumi-state/index.js';
import { pulumiEnvironment, type PulumiEnvironment } from '../../rig/pulumi/environment.js';
import { RigResource } from '../../rig/pulumi/resource.js';
import { runStack } from '../../rig/pulumi/stack.js';

let environment: PulumiEnvironment;

beforeAll(async () => {
  environment = await pulumiEnvironment();
  const program = async (): Promise<void> => {
    const tags = { token: pulumi.secret('correct horse') };
    new RigResource('aws:cloudwatch/logGroup:LogGroup', 'logs', { name: 'ai-audit', retentionInDays: 365, tags });
  };
  const up = await runStack({ environment, op: 'up', stack: 'exported', program });
  expect(up, up.stdout + up.stderr).toMatchObject({ ok: true });
  for (const [name, value] of Object.entries(environment.env)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await environment?.stop();
});

async function read(stack: string): Promise<Observation[]> {
  const cwd = join(environment.folder, 'elsewhere');
  mkdirSync(cwd, { recursive: true });
  const [source] = pulumiSources({ states: [], stacks: [stack], stdin: Readable.from([]), cwd });
  const seen: Observation[] = [];
  for await (const batch of source?.collect(new AbortController().signal, () => undefined) ?? []) seen.push(...batch);
  return seen;
}

describe('a stack that the real Pulumi CLI exports', () => {
  it('is read with the lines of its program, and its secrets stay encrypted', async () => {
    const seen = await read('organization/rig/exported');

    expect(seen.map(({ type, kind }) => `${type} ${kind}`)).toEqual([
      'fact pulumi.stack',
      'fact aws.log-group',
      'population pulumi.stack',
    ]);
    expect(seen[1]).toMatchObject({
      id: 'arn:aws:logs:us-east-1:123456789012:log-group:ai-audit',
      scope: 'pulumi:rig/exported',
      facts: { retentionDays: { value: 365 }, tags: { gap: 'unsupported' } },
      location: { file: expect.stringContaining('export.real.test.ts') as string, line: expect.any(Number) as number },
    });
    expect(JSON.stringify(seen)).not.toContain('correct horse');
  });

  it('is a gap when there is no such stack', async () => {
    expect(await read('organization/rig/never-made')).toMatchObject([
      {
        type: 'gap',
        kind: 'pulumi.stack',
        reason: 'unreachable',
        detail: expect.stringContaining('no stack named') as string,
      },
    ]);
  });

  it('is a gap when nobody is logged in', async () => {
    vi.stubEnv('PULUMI_BACKEND_URL', '');
    vi.stubEnv('PULUMI_ACCESS_TOKEN', '');

    const seen = await read('organization/rig/exported');

    expect(seen).toMatchObject([
      { type: 'gap', reason: 'forbidden', detail: expect.stringContaining('pulumi login') as string },
    ]);
  });
});
