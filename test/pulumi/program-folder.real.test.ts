import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pulumiEnvironment, type PulumiEnvironment } from '../rig/pulumi/environment.js';
import { give, writeProgram, type GivenCommand, type Runtime } from '../rig/pulumi/program.js';
import { aLogGroup, aLogStream } from './resources.js';

const policyPack = resolve(import.meta.dirname, '../..');

/** The program keeps its log 365 days, without a key. */
const RESOURCES = [aLogGroup({ retentionInDays: 365, kmsKeyId: '' }), aLogStream()].map(({ properties, ...resource }) => ({ ...resource, inputs: properties }));

let environment: PulumiEnvironment;
beforeAll(async () => void (environment = await pulumiEnvironment()));
afterAll(() => environment?.stop());

const write = (folder: string, files: Readonly<Record<string, string>>): void => {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
};

/** A repository whose root and `infra/` both have files, of which the root's are weaker. */
async function repository(name: string, runtime: Runtime, main?: string): Promise<{ readonly root: string; readonly infra: string }> {
  const root = join(environment.folder, name);
  const infra = join(root, 'infra');
  const preview = `pulumi preview --non-interactive --stack test --policy-pack ${policyPack}`;
  write(root, { 'logproof.yaml': 'controls: { log-group-retention-minimum: { days: 1 } }', 'waivers.yaml': waiver('root') });
  write(infra, {
    'logproof.yaml': 'controls: { log-group-retention-minimum: { days: 731 }, log-group-encrypted: { level: mandatory } }',
    'waivers.yaml': waiver('infra'),
    Makefile: `preview:\n\t${preview}\n`,
  });
  writeProgram({ root: infra, project: name, resources: RESOURCES, runtime, ...(main !== undefined && { main }) });
  mkdirSync(join(infra, 'sub', 'folder'), { recursive: true });
  const made = await give({ environment, command: environment.command, args: ['stack', 'init', 'test', '-C', infra], cwd: root, runtime });
  expect(made, made.stderr).toMatchObject({ exitCode: 0 });
  return { root, infra };
}

/** A waiver whose owner approved it tells, by a finding of its own, which file it came from. */
const waiver = (from: string): string => `- { control: audit-sink-level, subject: of-${from}, reason: r, owner: me, approver: me, expires: 2999-12-31 }`;

const PREVIEW = ['preview', '--non-interactive', '--stack', 'test', '--policy-pack', policyPack];
const GIVEN: readonly (readonly [string, (at: { root: string; infra: string }) => Pick<GivenCommand, 'args' | 'cwd' | 'env'> & { command?: string }])[] = [
  ['in its folder', ({ infra }) => ({ args: PREVIEW, cwd: infra, env: { PWD: infra } })],
  ['from above, by -C', ({ root }) => ({ args: ['-C', 'infra', ...PREVIEW], cwd: root, env: { PWD: root } })],
  ['from elsewhere, by -C', ({ infra }) => ({ args: ['-C', infra, ...PREVIEW], cwd: '/', env: { PWD: '/' } })],
  ['by make -C', ({ root }) => ({ command: 'make', args: ['-C', 'infra', 'preview'], cwd: root, env: { PWD: root } })],
  ['by a subprocess that has its cwd and the PWD of another', ({ root, infra }) => ({ args: PREVIEW, cwd: infra, env: { PWD: root } })],
  ['by a subprocess without PWD', ({ infra }) => ({ args: PREVIEW, cwd: infra, env: { PWD: undefined } })],
  ['in a folder below', ({ infra }) => ({ args: PREVIEW, cwd: join(infra, 'sub', 'folder'), env: { PWD: undefined } })],
];

describe.each<Runtime>(['nodejs', 'rig'])("a program's own files, with the pack run beside the language host %s", (runtime) => {
  let at: { root: string; infra: string };
  beforeAll(async () => void (at = await repository(`of-${runtime}`, runtime)));

  it.each(GIVEN)('hold where pulumi is run %s', async (_, given) => {
    const { exitCode, stdout, stderr } = await give({ environment, command: environment.command, runtime, ...given(at) });
    const said = stdout + stderr;

    expect(exitCode, said).not.toBe(0);
    expect(said).toMatch(/kept 365 days, 731 required/);
    expect(said).toMatch(/\[mandatory\].*log-group-encrypted/);
    expect(said).toContain('audit-sink-level on of-infra');
    expect(said).toContain(`logproof: configuration: ${join(at.infra, 'logproof.yaml')} and ${join(at.infra, 'waivers.yaml')}`);
    expect(said).not.toContain('of-root');
  });
});

describe('a program in a folder below its project', () => {
  it("has the project's files", async () => {
    const { infra } = await repository('with-main', 'nodejs', 'program');
    const { stdout, stderr } = await give({ environment, command: environment.command, runtime: 'nodejs', args: PREVIEW, cwd: infra, env: { PWD: '/' } });

    expect(stdout + stderr).toMatch(/kept 365 days, 731 required/);
  });
});

describe('a program without files', () => {
  it('is judged by the defaults, and one line says so', async () => {
    const { root, infra } = await repository('bare', 'nodejs');
    writeProgram({ root: join(root, 'bare'), project: 'bare', resources: RESOURCES, runtime: 'nodejs' });
    const { stdout, stderr } = await give({ environment, command: environment.command, runtime: 'nodejs', args: PREVIEW, cwd: join(root, 'bare'), env: { PWD: infra } });

    // Under Diagnostics; while it runs, the engine shows it beside the stack too.
    expect((stdout + stderr).split('\n').filter((line) => /^ *logproof:/.test(line))).toEqual([
      `    logproof: configuration: no logproof.yaml in ${join(root, 'bare')}, every default holds`,
    ]);
    expect(stdout + stderr).not.toContain('731');
  });

  it('takes the file that LOGPROOF_CONFIG names, from where the command is given too', async () => {
    const { root, infra } = await repository('named', 'nodejs');
    write(join(root, 'ci'), { 'strict.yaml': 'controls: { log-group-retention-minimum: { days: 999 } }' });
    const named = { environment, command: environment.command, runtime: 'nodejs' as const, args: ['-C', 'infra', ...PREVIEW], cwd: root };
    const fromRoot = await give({ ...named, env: { PWD: root, LOGPROOF_CONFIG: 'ci/strict.yaml' } });
    const twice = await give({ ...named, env: { PWD: root, LOGPROOF_CONFIG: 'logproof.yaml' } });

    expect(fromRoot.stdout + fromRoot.stderr).toMatch(/kept 365 days, 999 required/);
    expect(twice.exitCode).not.toBe(0);
    expect(twice.stdout + twice.stderr).toContain(`is a file in two places, ${join(infra, 'logproof.yaml')} and ${join(dirname(infra), 'logproof.yaml')}`);
  });
});
