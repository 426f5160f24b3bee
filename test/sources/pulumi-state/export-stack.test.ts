import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exportStack } from '../../../scanner/sources/pulumi-state/export-stack.js';

/** Puts a script of Node in the place of the Pulumi CLI, and has it export. */
async function exported(script: string, timeoutSeconds = 30, signal = new AbortController().signal) {
  const folder = mkdtempSync(join(tmpdir(), 'logproof-pulumi-'));
  writeFileSync(join(folder, 'pulumi'), `#!${process.execPath}\n${script}\n`, { mode: 0o700 });
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH']}`);
  return exportStack({ stack: 'dev', cwd: folder, timeoutSeconds, signal });
}

describe('pulumi stack export', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('gives the state', async () => {
    expect(await exported('console.log(process.argv.slice(2).join(" "))')).toEqual({ text: 'stack export --non-interactive --color never --stack dev\n' });
  });

  it('that never stops writing is ended', async () => {
    const { failure } = (await exported('const more = () => process.stdout.write("x".repeat(1 << 20), more); more();')) as { failure: { detail: string } };

    expect(failure).toEqual({ reason: 'unreachable', detail: 'pulumi stack export: it wrote more than 256 MiB, which is no state, and was ended' });
  });

  it('that never ends is ended when its time is over, or with the run', async () => {
    expect(await exported('setInterval(() => {}, 1000)', 1)).toEqual({ failure: { reason: 'unreachable', detail: 'pulumi stack export: no answer within 1 s' } });
    expect(await exported('setInterval(() => {}, 1000)', 30, AbortSignal.timeout(300))).toEqual({ failure: { reason: 'cut-off', detail: 'pulumi stack export: the run was interrupted' } });
  });
});
