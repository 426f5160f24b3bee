import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderWith } from '../cli/command-line.js';

const BIN = join(import.meta.dirname, '../../dist/scanner/bin.js');
/** It takes some seconds to judge these, and nothing of it waits for a server. */
const GROUPS = 40_000;

const resource = (type: string, name: string, inputs: object): object => ({ urn: `urn:pulumi:s::p::${type}::${name}`, type, custom: true, id: name, inputs, outputs: {} });
const STATE = JSON.stringify({
  version: 3,
  deployment: { resources: Array.from({ length: GROUPS }, (_, index) => resource('aws:cloudwatch/logGroup:LogGroup', `g${index}`, { name: `/ai/g${index}`, retentionInDays: 1 })) },
});

describe('Ctrl-C while a large state is judged', () => {
  let folder: ReturnType<typeof folderWith>;
  beforeAll(() => {
    folder = folderWith({ 'state.json': STATE });
  });
  afterAll(() => folder.remove());

  /** Milliseconds from the signal to the answer, and from a second one to the end. */
  function answered(after: number): Promise<{ answer: number; end: number; code: number | null }> {
    const child = spawn(process.execPath, [BIN, 'scan', '--source', 'pulumi', '--pulumi-state', 'state.json', '--report', 'json=result.json', '--no-progress'], { cwd: folder.path, stdio: ['ignore', 'ignore', 'pipe'] });
    let [first, second, answer] = [0, 0, 0];
    setTimeout(() => {
      first = performance.now();
      child.kill('SIGINT');
    }, after);
    child.stderr.on('data', (chunk: Buffer) => {
      if (answer > 0 || !chunk.toString().includes('Stopping')) return;
      answer = performance.now() - first;
      second = performance.now();
      child.kill('SIGINT');
    });
    return new Promise((resolve) => child.once('exit', (code) => resolve({ answer, end: performance.now() - second, code })));
  }

  it('is answered within a second, and the second one ends it', async () => {
    const tries = [await answered(1_500), await answered(2_500), await answered(3_500)].filter(({ answer }) => answer > 0);
    expect(tries.length).toBeGreaterThan(0);
    // Whoever else uses the machine may delay one of them.
    expect(Math.min(...tries.map(({ answer }) => answer))).toBeLessThan(1_000);
    expect(Math.min(...tries.map(({ end }) => end))).toBeLessThan(1_000);
    for (const { code } of tries) expect([130, 1]).toContain(code);
  });
});
