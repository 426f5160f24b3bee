import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const COPIED = ['.dependency-cruiser.cjs', 'policypack', 'scanner', 'simulator', 'tools', 'bench', 'test', 'docs', 'deploy', 'schemas', 'package.json', 'PulumiPolicy.yaml', 'tsconfig.json', 'vitest.config.ts'];

/** CONTRIBUTING.md's example: the shell commands, and the files that it says to write. */
const guide = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8').split('## A kind in an hour')[1]?.split('\n## ')[0] ?? '';
const commands = [...guide.matchAll(/```sh\n([^`]+)```/g)].flatMap(([, text = '']) => text.trim().split('\n'));
const files = [...guide.matchAll(/^`([^`\n]+)`\n\n```\w+\n([^]+?)\n```$/gm)].map(([, path = '', text = '']) => ({ path, text: `${text}\n` }));

interface Ended {
  readonly code: number;
  readonly output: string;
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

const read = (path: string): string => readFileSync(join(copy, path), 'utf8');

/** Files of the sources, relative to a checkout. */
const listed = (root: string): string[] =>
  COPIED.flatMap((path) =>
    statSync(join(root, path)).isFile() ? [path] : readdirSync(join(root, path), { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/')] : [])),
  );

/** Files that were not there, or read otherwise. */
const changed = (): string[] => listed(copy).filter((path) => !existsSync(join(ROOT, path)) || !readFileSync(join(ROOT, path)).equals(readFileSync(join(copy, path))));

/** What `npm run generate` says that it wrote. */
const writtenIn = (output: string): string[] => [...output.matchAll(/^ {2}(\S+)$/gm)].map(([, path = '']) => path);

describe("a kind added as CONTRIBUTING.md's hour says", () => {
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'logproof-an-hour-'));
    for (const path of COPIED) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    for (const { path, text } of files) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), text);
    }
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('is a folder of the pack, a reader, an operation of the simulator, a thing of it for the tests, and a control over it with their tests: no file is edited', () => {
    expect(files.map(({ path }) => path)).toEqual([
      'policypack/kinds/aws/log-query-definition/facts.ts',
      'policypack/kinds/aws/log-query-definition/declared.ts',
      'policypack/kinds/aws/log-query-definition/kind.ts',
      'scanner/sources/aws/log-query-definition.ts',
      'simulator/aws/logs/query-definitions.ts',
      'policypack/controls/aws/log-query-definition-answered.ts',
      'test/controls/log-query-definition-answered.json',
      'test/kinds/aws/log-query-definition.ts',
      'test/sources/aws/log-query-definition.test.ts',
    ]);
    expect(files.filter(({ path }) => existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('has its place in every index, the rights and the pages once they are generated, compiles, and judges both doors', async () => {
    expect(commands.length).toBeGreaterThan(2);
    const generated: string[] = [];
    for (const line of commands) {
      const { code, output } = await run(line);
      expect(code, `${line}\n${output}`).toBe(0);
      if (line === 'npm run generate') generated.push(...writtenIn(output));
    }
    expect(generated).toContain('policypack/kinds/index.ts');
    expect(changed().filter((path) => !generated.includes(path)).sort(), 'what is written by hand').toEqual(files.map(({ path }) => path).sort());
    expect(read('policypack/kinds/index.ts')).toContain('awsLogQueryDefinition,');
    expect(read('scanner/sources/aws/readers.ts')).toContain('logQueryDefinition,');
    expect(read('deploy/aws/iam-policy.json')).toContain('logs:DescribeQueryDefinitions');
    const page = read('docs/controls/log-query-definition-answered.md');
    expect(page).toContain('asks /ai/gone, which is not there');
    expect(page).toContain('Live, as `DescribeQueryDefinitions` answers:');
  });

  it('crosses no wall', async () => {
    const { code, output } = await run('npx depcruise --preserve-symlinks --config .dependency-cruiser.cjs policypack scanner simulator tools bench test');
    expect(code, output).toBe(0);
  });

  it('does not compile without its needs', async () => {
    const path = 'policypack/controls/aws/log-query-definition-answered.ts';
    const whole = read(path);
    writeFileSync(join(copy, path), whole.replace(/^ {2}needs: .*\n/m, ''));
    writeFileSync(join(copy, 'one.json'), JSON.stringify({ extends: './tsconfig.json', include: [path] }));
    const { code, output } = await run('npx tsc -p one.json');
    writeFileSync(join(copy, path), whole);
    expect(code).not.toBe(0);
    expect(output).toContain("Property 'missingGroups' does not exist");
  });
});
