import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { read } from '../reading.js';
import { anAwsUser, sourceOf } from './account.js';

const start = anAwsUser();

/** Has the profile's credentials given by a script of Node. */
function givenBy(script: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'logproof-aws-'));
  const [program, config] = ['program.cjs', 'config'].map((name) => join(folder, name)) as [string, string];
  writeFileSync(program, script);
  writeFileSync(config, `[default]\ncredential_process = ${process.execPath} ${program}\n`);
  vi.stubEnv('AWS_CONFIG_FILE', config);
}

describe("a profile's credential_process", () => {
  beforeEach(() => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
  });

  it('gives credentials', async () => {
    givenBy('console.log(JSON.stringify({ Version: 1, AccessKeyId: "AKIDEXAMPLE", SecretAccessKey: "secret" }))');

    expect((await read(sourceOf(await start(1)))).gaps).toEqual([]);
  });

  it.each([
    ['never stops writing', 'const more = () => process.stdout.write("hidden ".repeat(10000), more); more();', 'wrote more than 1 MiB, and was ended'],
    ['never ends', 'setInterval(() => process.stdout.write("hidden"), 100)', 'did not end within 2 s, and was ended|no answer within 2 s'],
  ])('that %s is ended, which leaves the region unread', async (_, script, why) => {
    givenBy(script);

    const reading = await read(sourceOf(await start(1), { requestTimeoutSeconds: 2, maxAttempts: 1 }));

    expect(reading.gaps).toEqual(['aws.account unreachable', 'aws.log-group unreachable']);
    expect(reading.gapRecords[0]?.detail).toMatch(new RegExp(`^GetCallerIdentity: .*(${why})`));
    expect(JSON.stringify(reading.batches)).not.toContain('hidden');
  });

  it('that fails is not repeated in what it says', async () => {
    givenBy('console.error("hidden"); process.exit(1)');

    const reading = await read(sourceOf(await start(1), { maxAttempts: 1 }));

    expect(reading.gapRecords[0]?.detail).toMatch(/no AWS credentials could be had/);
    expect(JSON.stringify(reading.batches)).not.toContain('hidden');
  });

  it('that never ends is ended with the run', async () => {
    givenBy('setInterval(() => {}, 1000)');
    const interrupt = new AbortController();
    const source = sourceOf(await start(1));
    const began = performance.now();
    setTimeout(() => interrupt.abort(), 300);

    expect((await read(source, interrupt.signal)).gaps).toEqual(['aws.account cut-off', 'aws.log-group cut-off']);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
