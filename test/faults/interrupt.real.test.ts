import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAws, type SimulatedAws } from '../../simulator/index.js';
import { folderWith } from '../cli/command-line.js';

const BIN = join(import.meta.dirname, '../../dist/scanner/bin.js');

describe('Ctrl-C in the middle of a scan', () => {
  let aws: SimulatedAws;
  let folder: ReturnType<typeof folderWith>;

  beforeEach(async () => {
    const of = (index: number) => ({ logGroupName: `g${String(index).padStart(6, '0')}`, storedBytes: 1, retentionInDays: 365 });
    aws = await startAws({ regions: { 'eu-west-1': { population: { count: 100_000, of } } }, faults: [{ operation: 'DescribeLogGroups', kind: 'slow', delayMs: 50 }] });
    folder = folderWith({ 'logproof.yaml': `sources:\n  aws: { regions: [eu-west-1], endpointUrl: "${aws.url}", requestsPerSecond: 1000 }\n` });
  });
  afterEach(async () => {
    await aws.stop();
    folder.remove();
  });

  function start(): { child: ChildProcess; ended: Promise<{ code: number | null; stderr: string }> } {
    const env = { ...process.env, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
    const child = spawn(process.execPath, [BIN, 'scan', '--report', 'json=result.json'], { cwd: folder.path, env, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    return { child, ended: new Promise((resolve) => child.once('exit', (code) => resolve({ code, stderr }))) };
  }

  const pagesRead = async (count: number): Promise<void> => {
    while ((aws.requests['DescribeLogGroups'] ?? 0) < count) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  it('ends soon with 3, and reports what was read as cut off', async () => {
    const { child, ended } = start();
    await pagesRead(5);
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect(code).toBe(3);
    expect(stderr).toContain('Stopping');
    const result = JSON.parse(readFileSync(join(folder.path, 'result.json'), 'utf8')) as { gaps: { reason: string }[]; controls: Record<string, { tally: { pass: number } }> };
    expect(result.gaps).toMatchObject([{ reason: 'cut-off' }]);
    expect(result.controls['log-group-retention-minimum']?.tally.pass).toBeGreaterThan(0);
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  it('pressed twice ends at once, and leaves no half report', async () => {
    const { child, ended } = start();
    await pagesRead(3);
    child.kill('SIGINT');
    child.kill('SIGTERM');
    const { code, stderr } = await ended;
    expect([130, 3], stderr).toContain(code);
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });
});
