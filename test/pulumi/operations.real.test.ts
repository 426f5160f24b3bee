import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pulumiEnvironment, type PulumiEnvironment } from '../rig/pulumi/environment.js';
import { give, writeProgram, type CommandOutcome, type DeclaredResource } from '../rig/pulumi/program.js';
import { aLogGroup, aLogStream, anAuditSink } from './resources.js';
import type { Declared } from './engine.js';

const policyPack = resolve(import.meta.dirname, '../..');
const asDeclared = ({ properties, ...resource }: Declared): DeclaredResource => ({ ...resource, inputs: properties });
const BUCKET: DeclaredResource = { type: 'aws:s3/bucket:Bucket', name: 'bucket', inputs: { bucket: 'first' } };
const SOUND = [anAuditSink(), aLogGroup(), aLogStream()].map(asDeclared);

let environment: PulumiEnvironment;
beforeAll(async () => void (environment = await pulumiEnvironment()));
afterAll(() => environment?.stop());

/** A program of its own, whose resources may change from one command to the next. */
async function program(name: string): Promise<(resources: readonly DeclaredResource[], ...args: string[]) => Promise<CommandOutcome & { said: string }>> {
  const root = join(environment.folder, name);
  const run = async (args: string[]) => {
    const ended = await give({ environment, command: environment.command, runtime: 'nodejs', args: [...args, '--non-interactive'], cwd: root });
    return { ...ended, said: ended.stdout + ended.stderr };
  };
  writeProgram({ root, project: name, resources: [], runtime: 'nodejs' });
  expect(await run(['stack', 'init', 'test'])).toMatchObject({ exitCode: 0 });
  return (resources, ...args) => {
    writeProgram({ root, project: name, resources, runtime: 'nodejs' });
    return run(args);
  };
}

const WITH_PACK = ['--policy-pack', policyPack];
const stateOf = async (run: Awaited<ReturnType<typeof program>>, resources: readonly DeclaredResource[]): Promise<string> => (await run(resources, 'stack', 'export')).stdout;

describe('what an operation does with a wrong program', () => {
  it('up makes nothing: its preview is refused', async () => {
    const run = await program('plain-up');
    const wrong = [BUCKET, ...[anAuditSink(), aLogGroup({ retentionInDays: 30 }), aLogStream()].map(asDeclared)];
    const up = await run(wrong, 'up', '--yes', ...WITH_PACK);

    expect(up.exitCode, up.said).not.toBe(0);
    expect(up.said).toContain('kept 30 days, 365 required');
    expect(await stateOf(run, wrong)).not.toContain('aws:s3/bucket:Bucket');
  });

  it('up --skip-preview never makes the refused resource, but may make others', async () => {
    const run = await program('skipped');
    const wrong = [BUCKET, ...[anAuditSink(), aLogGroup({ retentionInDays: 30 })].map(asDeclared)];
    const up = await run(wrong, 'up', '--yes', '--skip-preview', ...WITH_PACK);

    expect(up.exitCode, up.said).not.toBe(0);
    expect(up.said).toContain('kept 30 days, 365 required');
    expect(await stateOf(run, wrong)).not.toContain('aws:cloudwatch/logGroup:LogGroup');
  });

  it('up --skip-preview that takes the last log group away deletes it, and says so when it is gone', async () => {
    const run = await program('last-group');
    writeFileSync(join(environment.folder, 'last-group', 'logproof.yaml'), 'controls: { log-group-present: { requireIn: all } }\n');
    const first = await run(SOUND, 'up', '--yes', '--skip-preview', ...WITH_PACK);
    const rest = SOUND.slice(0, 1);
    const preview = await run(rest, 'preview', ...WITH_PACK);
    const up = await run(rest, 'up', '--yes', '--skip-preview', ...WITH_PACK);

    expect(first.exitCode, first.said).toBe(0);
    expect(preview.exitCode).not.toBe(0);
    expect(preview.said).toContain('log-group-present');
    expect(up.exitCode).not.toBe(0);
    expect(up.said).toContain('log-group-present');
    expect(await stateOf(run, rest)).not.toContain('aws:cloudwatch/logGroup:LogGroup');
  });

  it('destroy, refresh and import ask no pack, and take none', async () => {
    const run = await program('unasked');
    const wrong = [aLogGroup({ retentionInDays: 30 })].map(asDeclared);
    const made = await run(wrong, 'up', '--yes', '--skip-preview');
    const refreshed = await run(wrong, 'refresh', '--yes', '--skip-preview');
    const refreshedWith = await run(wrong, 'refresh', '--yes', ...WITH_PACK);
    const imported = await run(wrong, 'import', 'aws:s3/bucket:Bucket', 'found', 'found', ...WITH_PACK);
    const destroyedWith = await run(wrong, 'destroy', '--yes', ...WITH_PACK);
    const destroyed = await run(wrong, 'destroy', '--yes', '--skip-preview');

    expect(made.exitCode, made.said).toBe(0);
    expect(refreshed.exitCode, refreshed.said).toBe(0);
    for (const refused of [refreshedWith, imported, destroyedWith]) {
      expect(refused.exitCode).not.toBe(0);
      expect(refused.said).toContain('unknown flag: --policy-pack');
    }
    expect(destroyed.exitCode, destroyed.said).toBe(0);
  });
});

describe('hundreds of groups that keep too little', () => {
  it('are refused by a preview of a few lines', async () => {
    const run = await program('many');
    const many = Array.from({ length: 300 }, (_, index) => asDeclared(aLogGroup({ name: `g${index}`, retentionInDays: 30, kmsKeyId: '', deletionProtectionEnabled: false }, `g${index}`)));
    const preview = await run(many, 'preview', ...WITH_PACK);
    const policies = preview.stdout.slice(preview.stdout.indexOf('Policies:'), preview.stdout.indexOf('Diagnostics:'));

    expect(preview.exitCode).not.toBe(0);
    expect(policies).toContain('kept 30 days, 365 required: g0, g1, g2, g3, g4 and 295 more');
    expect(policies.trimEnd().split('\n').length, policies).toBeLessThan(30);
  });
});

describe('a perfect program', () => {
  it('is clean at its first preview', async () => {
    const run = await program('perfect');
    const preview = await run(SOUND, 'preview', ...WITH_PACK);

    expect(preview.exitCode, preview.said).toBe(0);
    expect(preview.stdout).toContain('✅ logproof');
    expect(preview.stdout).not.toContain('⚠');
    expect(preview.stdout.split('\n').filter((line) => /^ *logproof:/.test(line))).toHaveLength(1);
  });
});
