import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ancestors, asking, processesOf, type Processes } from '../../policypack/pulumi/ancestors.js';
import { foundSettings } from '../../policypack/pulumi/found-settings.js';
import { programFolder, type Standing } from '../../policypack/pulumi/program-folder.js';

let root = '';
beforeEach(() => void (root = realpathSync(mkdtempSync(join(tmpdir(), 'logproof-folder-')))));
afterEach(() => rmSync(root, { recursive: true }));

/** A folder below the root, with files. */
function folder(path: string, files: Readonly<Record<string, string>> = {}): string {
  const made = join(root, path);
  mkdirSync(made, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
}

const project = (path: string, name: string, file = 'Pulumi.yaml') => folder(path, { [file]: JSON.stringify({ name, runtime: 'nodejs' }) });
/** In the pack's own folder, with nothing said. */
const standing = (said: Partial<Standing> = {}): Standing => ({ cwd: folder('pack'), pack: folder('pack'), environment: {}, ancestors: [], ...said });
const engineIn = (cwd: string) => [{ name: 'node', cwd: '/' }, { name: 'pulumi', cwd }, { name: 'bash', cwd: '/' }];
const found = (name: string | undefined, said: Partial<Standing>) => programFolder(name, standing(said)).folder;

describe("a program's folder", () => {
  it.each(['Pulumi.yaml', 'Pulumi.yml', 'Pulumi.json'])('is where %s is, at or above the engine', (file) => {
    const infra = project('infra', 'ai', file);

    expect(found('ai', { ancestors: engineIn(infra), environment: { PWD: project('other', 'ai') } })).toBe(infra);
    expect(found('ai', { ancestors: engineIn(folder('infra/src/deep')) })).toBe(infra);
  });

  it('is where the language host stands, whatever the engine is called', () => {
    const infra = project('infra', 'ai');

    expect(found('ai', { ancestors: [{ name: 'pulumi-language', cwd: infra }, { name: 'my-engine', cwd: '/' }] })).toBe(infra);
  });

  it('is of the project that runs, where its program is in a folder that is another project', () => {
    const infra = project('infra', 'ai');
    const program = project('infra/program', 'nested');

    expect(found('ai', { ancestors: [{ name: 'pulumi-language', cwd: program }, { name: 'pulumi', cwd: infra }] })).toBe(infra);
  });

  it('is where the engine stands, though its project file says no name that can be read', () => {
    const infra = folder('infra', { 'Pulumi.yaml': 'name: [' });

    expect(found('ai', { ancestors: engineIn(infra), environment: { PWD: project('other', 'web') } })).toBe(infra);
  });

  it.each([
    ['of the process itself', (infra: string) => ({ cwd: infra })],
    ['of a process above', (infra: string) => ({ ancestors: [{ name: 'sh', cwd: infra }] })],
    ['of PWD', (infra: string) => ({ environment: { PWD: infra } })],
    ['of npm', (infra: string) => ({ environment: { PWD: '/', INIT_CWD: infra } })],
    ['above the pack', (infra: string) => ({ cwd: folder('infra/node_modules/logproof'), pack: join(infra, 'node_modules/logproof') })],
  ])('is the folder %s only if its project has the name that the engine said', (_, said) => {
    const infra = project('infra', 'ai');

    expect(found('ai', said(infra))).toBe(infra);
    expect(found('another', said(infra))).toBeUndefined();
  });

  it('is not the one of a project file that cannot be read', () => {
    expect(found('ai', { cwd: folder('broken', { 'Pulumi.yaml': 'name: [' }) })).toBeUndefined();
    expect(found('ai', { cwd: folder('nameless', { 'Pulumi.yaml': 'null' }) })).toBeUndefined();
  });

  it('is, without a project, where the command is given, unless the project around it has the file', () => {
    const infra = project('infra', 'ai');
    const below = folder('infra/states');

    expect(found(undefined, { ancestors: engineIn(below) })).toBe(infra);
    folder('infra/states', { 'logproof.yaml': '' });
    expect(found(undefined, { ancestors: engineIn(below) })).toBe(below);
    expect(found(undefined, { ancestors: engineIn(folder('plain')), environment: { PWD: infra } })).toBe(join(root, 'plain'));
  });
});

describe('the files of a program', () => {
  it('are said, both of them', () => {
    const infra = project('infra', 'ai');
    folder('infra', { 'logproof.yaml': 'controls: { log-group-retention-minimum: { days: 731 } }', 'waivers.yaml': '[]' });
    const { settings, line } = foundSettings('ai', standing({ ancestors: engineIn(infra) }));

    expect(settings.controls['log-group-retention-minimum']?.params).toMatchObject({ days: 731 });
    expect(line).toBe(`configuration: ${infra}/logproof.yaml and ${infra}/waivers.yaml`);
  });

  it('are said not to be used where the folder is not known', () => {
    const other = project('other', 'web');
    folder('other', { 'logproof.yaml': 'controls: { log-group-retention-minimum: { days: 1 } }' });
    const { settings, line } = foundSettings('ai', standing({ environment: { PWD: other } }));

    expect(settings.controls['log-group-retention-minimum']?.params).toMatchObject({ days: 365 });
    expect(line).toBe(
      `configuration: every default, since the folder of the project ai is not known; ${other}/logproof.yaml is not known to be its own and is not used. Name the file by LOGPROOF_CONFIG`,
    );
  });

  it('are those that LOGPROOF_CONFIG names, though the folder is not known', () => {
    const shell = folder('shell', { 'strict.yaml': 'controls: { log-group-retention-minimum: { days: 999 } }' });
    const { line } = foundSettings('ai', standing({ environment: { PWD: shell, LOGPROOF_CONFIG: 'strict.yaml' } }));

    expect(line).toBe(`configuration: ${shell}/strict.yaml`);
  });

  it('are refused where LOGPROOF_CONFIG names none, or two', () => {
    const infra = project('infra', 'ai');
    const named = (environment: Standing['environment']) => () => foundSettings('ai', standing({ ancestors: engineIn(infra), environment }));

    expect(named({ LOGPROOF_CONFIG: 'absent.yaml' })).toThrow('absent.yaml: cannot be read (ENOENT)');
    folder('infra', { 'logproof.yaml': '' });
    expect(named({ PWD: folder('shell', { 'logproof.yaml': '' }), LOGPROOF_CONFIG: 'logproof.yaml' })).toThrow(/is a file in two places, .*infra\/logproof.yaml and .*shell\/logproof.yaml/);
    expect(named({ PWD: infra, LOGPROOF_CONFIG: 'logproof.yaml' })).not.toThrow();
  });
});

describe('the processes above', () => {
  const chain: Processes = {
    parentOf: (pid) => ({ 30: 20, 20: 10, 10: 1 })[pid],
    seen: (pid) => (pid === 20 ? undefined : { name: `p${pid}`, cwd: `/${pid}` }),
  };

  it('are told nearest first, without those that cannot be seen', () => {
    expect(ancestors(30, chain).map(({ name }) => name)).toEqual(['p30', 'p10']);
    expect(ancestors(30, processesOf('win32'))).toEqual([]);
  });

  it('do not go on for ever', () => {
    expect(ancestors(30, { ...chain, parentOf: () => 30 })).toHaveLength(8);
  });

  it.runIf(process.platform === 'linux')('are read from /proc', () => {
    expect(ancestors(process.pid)[0]?.cwd).toBe(process.cwd());
    expect(ancestors(process.pid).length).toBeGreaterThan(1);
  });

  it('are asked of ps and lsof elsewhere', () => {
    const answers: Record<string, string> = { 'ps -o ppid= -p 7': '  3\n', 'ps -o comm= -p 7': '/usr/local/bin/pulumi\n', 'lsof -a -p 7 -d cwd -Fn': 'p7\nfcwd\nn/Users/me/in fra\n' };
    const processes = asking((...words) => answers[words.join(' ')] ?? '');

    expect(processes.seen(7)).toEqual({ name: 'pulumi', cwd: '/Users/me/in fra' });
    expect(processes.parentOf(7)).toBe(3);
    expect(processes.seen(8)).toBeUndefined();
    expect(processes.parentOf(8)).toBeUndefined();
  });
});
