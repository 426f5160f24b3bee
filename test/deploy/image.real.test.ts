import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { copyOf, parseDockerfile, type Stage } from './dockerfile.js';

const ROOT = join(import.meta.dirname, '../..');
const { stages } = parseDockerfile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'));
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const run = promisify(execFile);

/** Under `npm run`, npm hands its settings down in npm_*; a builder has none of them. */
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_ENV$)/i.test(name)));

let image: string;

/** Steps that this checkout has been through already: what they leave is taken over, since they take minutes. */
const TAKEN_OVER: Readonly<Record<string, string | undefined>> = { 'npm ci --ignore-scripts': undefined, 'npm run build': 'dist' };

/** Replays a stage in an empty folder, with the programs of this machine in place of the base's. */
async function replay({ instructions, name }: Stage): Promise<void> {
  let workdir = '/';
  for (const { name: instruction, text } of instructions) {
    if (instruction === 'WORKDIR') mkdirSync(inside(name, (workdir = text)), { recursive: true });
    if (instruction === 'RUN' && text in TAKEN_OVER) takeOver(TAKEN_OVER[text], inside(name, workdir));
    else if (instruction === 'RUN') await run('sh', ['-ec', text], { cwd: inside(name, workdir), env: environment, maxBuffer: 64 * 1024 * 1024 });
    if (instruction !== 'COPY') continue;
    const { stage, sources, target } = copyOf(text);
    for (const source of sources) {
      const to = inside(name, join(workdir, target));
      // Between stages by hard links: thousands of files.
      if (stage === undefined) copy(join(ROOT, source), to, target.endsWith('/'));
      else await run('cp', ['-al', inside(stage, source), to]);
    }
  }
}

/** `npm run test:real` builds first. */
function takeOver(outcome: string | undefined, folder: string): void {
  if (outcome !== undefined) cpSync(join(ROOT, outcome), join(folder, outcome), { recursive: true });
}

const inside = (stage: string | undefined, path: string): string => join(image, stage ?? 'last', path);

function copy(from: string, to: string, intoFolder: boolean): void {
  const filter = (path: string): boolean => basename(path) !== 'node_modules';
  cpSync(from, intoFolder && !statSync(from).isDirectory() ? join(to, basename(from)) : to, { recursive: true, filter, verbatimSymlinks: true });
}

/** Nobody's write access, as on a read-only root: for root itself by running as another user. */
function seal(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) seal(join(folder, entry.name));
  chmodSync(folder, 0o555);
}

function unseal(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) unseal(join(folder, entry.name));
}

const user = process.getuid?.() === 0 ? { uid: 65532, gid: 65532 } : {};

/** The image's entry point, with the Node.js of this machine. */
async function logproof(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<{ code: number; stdout: string; stderr: string }> {
  const entry = JSON.parse(stages.at(-1)?.instructions.find(({ name }) => name === 'ENTRYPOINT')?.text ?? '[]') as string[];
  const script = inside(undefined, entry[1] ?? '');
  try {
    return { code: 0, ...(await run(process.execPath, [script, ...args], { cwd: inside(undefined, '/app'), env: { PATH: '', ...env }, ...user })) };
  } catch (problem) {
    const { code, stdout, stderr } = problem as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

beforeAll(async () => {
  image = mkdtempSync(join(tmpdir(), 'logproof-image-'));
  chmodSync(image, 0o755);
  for (const stage of stages) await replay(stage);
  seal(inside(undefined, '/'));
}, 240_000);
afterAll(() => {
  if (existsSync(inside(undefined, '/'))) unseal(inside(undefined, '/'));
  rmSync(image, { recursive: true, force: true });
});

describe('the steps of the Dockerfile, replayed from an empty folder', () => {
  it('end in a command that runs as another user where nothing can be written', async () => {
    expect(await logproof(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  it('read the configuration that the ConfigMap mounts, for a user without a home, and say what is not there', async () => {
    const { code, stderr } = await logproof(['scan', '--config', join(ROOT, 'deploy/kubernetes/logproof.yaml'), '--no-progress']);
    expect(code).toBe(2);
    expect(stderr).toContain('no kubeconfig was found');
  });

  it('leave development dependencies and sources behind', () => {
    const installed = readdirSync(inside(undefined, '/app/node_modules'));
    expect(['vitest', 'typescript-eslint', 'tsx', 'eslint', 'playwright-core'].filter((name) => installed.includes(name))).toEqual([]);
    expect(readdirSync(inside(undefined, '/app')).sort()).toEqual(['LICENSE', 'PulumiPolicy.yaml', 'dist', 'node_modules', 'package.json', 'simulator']);
  });

  it('give the user that the CronJob runs as', () => {
    const { spec } = parse(readFileSync(join(ROOT, 'deploy/kubernetes/cronjob.yaml'), 'utf8')) as { spec: { jobTemplate: { spec: { template: { spec: { securityContext: object } } } } } };
    expect(stages.at(-1)?.instructions).toContainEqual({ name: 'USER', text: '65532:65532' });
    expect(spec.jobTemplate.spec.template.spec.securityContext).toMatchObject({ runAsUser: 65532, runAsGroup: 65532 });
  });
});
