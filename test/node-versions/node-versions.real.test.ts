import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeVersion, run } from './node-version.js';

const ROOT = join(import.meta.dirname, '../..');
const TEN_MINUTES = 600_000;

interface Tests {
  readonly numTotalTests: number;
  readonly numFailedTests: number;
  readonly testResults: { readonly name: string; readonly status: string; readonly message: string }[];
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'logproof-node-versions-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([20, 22, 24])('Node.js %i', (major) => {
  it(
    'passes the unit tests',
    async () => {
      const node = await nodeVersion(major);
      const report = join(folder, `${major}.json`);
      // First on PATH, so that the processes which the tests start are of the same version.
      const env = { ...process.env, PATH: [dirname(node), process.env['PATH']].join(delimiter) };
      const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--reporter=json', `--outputFile=${report}`];
      const { code, output } = await run(node, vitest, { cwd: ROOT, env });
      const tests = JSON.parse(readFileSync(report, 'utf8')) as Tests;
      const failed = tests.testResults.filter(({ status }) => status !== 'passed').map(({ name, message }) => `${name}: ${message}`);
      expect(failed, output).toEqual([]);
      expect(tests).toMatchObject({ numFailedTests: 0 });
      expect(tests.numTotalTests).toBeGreaterThan(300);
      expect(code).toBe(0);
    },
    TEN_MINUTES,
  );

  it('starts logproof', async () => {
    const node = await nodeVersion(major);
    const { code, output } = await run(node, ['dist/scanner/bin.js', '--version'], { cwd: ROOT });
    expect(await run(node, ['--version'], { cwd: ROOT })).toMatchObject({ output: expect.stringMatching(`^v${major}\\.`) as string });
    expect(code).toBe(0);
    expect(output).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
