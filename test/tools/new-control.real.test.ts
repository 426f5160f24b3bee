import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const COPIED = ['.dependency-cruiser.cjs', 'policypack', 'scanner', 'simulator', 'tools', 'docs', 'deploy', 'schemas', 'test/audit-policy', 'test/controls', 'test/tools', 'CONTRIBUTING.md', 'package.json', 'PulumiPolicy.yaml', 'tsconfig.json', 'vitest.config.ts'];
const ID = 'log-group-class-alarmed';

/** CONTRIBUTING.md's example: the shell commands of each step, and the files that it says to write. */
const guide = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8').split('## A control in ten minutes')[1]?.split('\n## ')[0] ?? '';
const commands = [...guide.matchAll(/```sh\n([^`]+)```/g)].map(([, text = '']) => text.trim().split('\n'));
const files = [...guide.matchAll(/^`([^`\n]+)`\n\n```\w+\n([^]+?)\n```/gm)].map(([, path = '', text = '']) => ({ path, text: `${text}\n` }));

interface Ended {
  readonly code: number;
  readonly output: string;
}

interface Tests {
  readonly numPassedTests: number;
  readonly testResults: { readonly assertionResults: { readonly fullName: string; readonly status: string }[] }[];
}

let copy: string;

async function run(line: string): Promise<Ended> {
  try {
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', line], { cwd: copy, maxBuffer: 64 * 1024 * 1024 });
    return { code: 0, output: stdout + stderr };
  } catch (problem) {
    const { code, stdout, stderr } = problem as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

async function failingTests(): Promise<string[]> {
  await run('npx vitest run --project unit test/controls test/tools/control-metadata.test.ts test/tools/generated.test.ts --reporter=json --outputFile=tests.json');
  const tests = JSON.parse(readFileSync(join(copy, 'tests.json'), 'utf8')) as Tests;
  expect(tests.numPassedTests).toBeGreaterThan(100);
  return tests.testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
}

describe("a control added as CONTRIBUTING.md's ten minutes say", () => {
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'logproof-ten-minutes-'));
    for (const path of COPIED) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('is written by the command of step 1, compiles, and has its documentation', async () => {
    for (const line of commands[0] ?? []) expect(await run(line)).toMatchObject({ code: 0, output: expect.stringContaining(`docs/controls/${ID}.md`) as string });
    writeFileSync(join(copy, 'one.json'), JSON.stringify({ extends: './tsconfig.json', include: [`policypack/controls/aws/${ID}.ts`, 'policypack/controls/index.ts'] }));
    expect(await run('npx tsc -p one.json')).toMatchObject({ code: 0 });
  });

  it('fails its tests, and no others, until it is filled in', async () => {
    const failing = await failingTests();
    const cases = [['what passes', 'pass'], ['what fails', 'fail'], ['what is not read', 'unknown']].map(([name, outcome]) => `'${ID}' judges 'FILL IN ${name}': '${outcome}'`);
    expect(failing).toEqual(expect.arrayContaining([...cases, `'${ID}' says what it requires, why, and how to fix it`]));
    expect(failing.filter((name) => !name.includes(ID))).toEqual([]);
  });

  it('passes them, and compiles, once it is filled in as steps 2 to 4 say', async () => {
    expect(files.map(({ path }) => path)).toContain(`policypack/controls/aws/${ID}.ts`);
    for (const { path, text } of files) writeFileSync(join(copy, path), text);
    for (const line of commands[1] ?? []) {
      const { code, output } = await run(line);
      expect(code, output).toBe(0);
    }
    expect(await run('npx tsc -p one.json')).toMatchObject({ code: 0 });
    expect(await failingTests()).toEqual([]);
    expect(readFileSync(join(copy, `docs/controls/${ID}.md`), 'utf8')).toContain('class INFREQUENT_ACCESS, STANDARD required');
  });

  it('is not written a second time', async () => {
    expect(await run(`${commands[0]?.[0]}`)).toMatchObject({ code: 2, output: expect.stringContaining(`${ID}.ts exists: choose another id`) as string });
  });
});
