import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTROLS } from '../../policypack/controls/index.js';
import { pack, run, type Tarball } from './tarball.js';

const VERSION = (JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string }).version;

let folder: string;
let tarball: Tarball;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'logproof-package-'));
  tarball = await pack(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const matching = (pattern: RegExp): string[] => tarball.paths.filter((path) => pattern.test(path));

describe('the published package', () => {
  it.each([
    'package.json',
    'PulumiPolicy.yaml',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    'SECURITY.md',
    'dist/policypack/index.js',
    'dist/policypack/index.d.ts',
    'dist/scanner/bin.js',
    'dist/scanner/cli/demo.js',
    'simulator/demo/reference-stack.json',
    'schemas/config.schema.json',
    'schemas/waivers.schema.json',
    'schemas/result.schema.json',
    'deploy/ci/github/logproof-drift.yml',
    'docs/controls/README.md',
    'docs/ci.md',
    'reference-stack/index.ts',
    'reference-stack/package.json',
    'reference-stack/Pulumi.yaml',
    'reference-stack/README.md',
  ])('holds %s', (path) => {
    expect(tarball.paths).toContain(path);
  });

  it.each([
    ['tests', /(^|\/)(test|bench)\/|\.test\./],
    ['dependencies', /node_modules/],
    ['TypeScript sources but the reference stack', /^(?!reference-stack\/).*(?<!\.d)\.tsx?$/],
    ['tools, settings and hidden files', /^(tools|\.ci|vitest|eslint|tsconfig)|(^|\/)\./],
    ['what somebody left behind', /\.(tgz|log|tmp|orig|rej)$|logproof-demo/],
  ])('holds no %s', (_, pattern) => {
    expect(matching(pattern)).toEqual([]);
  });

  it('is smaller than a megabyte', () => {
    expect(tarball.size).toBeLessThan(1_000_000);
  });
});

describe('the package, unpacked', () => {
  it('satisfies publint', async () => {
    const unpacked = join(folder, 'unpacked');
    mkdirSync(unpacked);
    expect(await run(unpacked, 'tar', ['-xzf', tarball.file])).toMatchObject({ code: 0 });
    const pkgDir = join(unpacked, 'package');
    const { messages, pkg } = await publint({ pkgDir, pack: false, strict: true });
    const serious = messages.filter(({ type }) => type !== 'suggestion');
    expect(serious.map((message) => formatMessage(message, pkg))).toEqual([]);
  });
});

describe('the package, installed into an empty project', () => {
  let project: string;

  beforeAll(async () => {
    project = join(folder, 'project');
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{ "name": "somebody", "private": true }');
    const { code, stderr } = await run(project, 'npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', tarball.file]);
    expect(code, stderr).toBe(0);
  });

  const logproof = (...args: string[]) => run(project, 'npx', ['--no-install', 'logproof', ...args]);

  it('says its version', async () => {
    expect(await logproof('--version')).toMatchObject({ code: 0, stdout: `${VERSION}\n` });
  });

  it('lists every control', async () => {
    const { code, stdout } = await logproof('controls', '--output', 'json');
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { id: string }[]).map(({ id }) => id)).toEqual(CONTROLS.map(({ id }) => id));
  });

  it('explains a scan', async () => {
    expect(await logproof('scan', '--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('--pulumi-state') as string });
  });

  it('brings none of its development dependencies', () => {
    const installed = readdirSync(join(project, 'node_modules'));
    expect(['typescript-eslint', 'vitest', 'tsx', 'playwright-core', 'publint', 'dependency-cruiser'].filter((name) => installed.includes(name))).toEqual([]);
    expect(existsSync(join(project, 'node_modules/logproof/PulumiPolicy.yaml'))).toBe(true);
  });

  it('tells the whole story of the demo', async () => {
    const { code, stdout, stderr } = await logproof('demo');
    expect(code, stdout + stderr).toBe(0);
    expect(readdirSync(join(project, 'logproof-demo'))).toEqual(expect.arrayContaining(['report.html', 'report.sarif', 'result.json']));
  });
});
