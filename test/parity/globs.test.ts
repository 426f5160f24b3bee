import { afterEach, describe, expect, it } from 'vitest';
import { folderWith, logproof, scanned } from '../cli/command-line.js';
import { settingsOf } from '../pulumi/in-process.js';
import { stateFile } from '../pulumi/state-file.js';
import { readShown } from '../../policypack/pulumi/resource.js';
import { Session } from '../../policypack/pulumi/session.js';

const TYPE = 'aws:cloudwatch/logGroup:LogGroup';
const CONTROL = 'log-group-retention-minimum';

/** Log groups that keep too little, by their names, with where they are. */
const SUBJECTS = {
  'ai-sandbox-1': 'arn:aws:logs:eu-west-1:123456789012',
  'ai-sandbox/deep': 'arn:aws:logs:us-east-1:123456789012',
  '/ai/audit': 'arn:aws:logs:eu-west-1:210987654321',
  '/ai/audit/deep': 'arn:aws-us-gov:logs:us-gov-west-1:123456789012',
  'AI-sandbox-2': 'arn:aws-cn:logs:cn-north-1:123456789012',
  '.hidden': 'arn:aws:logs:eu-west-1:123456789012',
} as const;
type Name = keyof typeof SUBJECTS;
const NAMES = Object.keys(SUBJECTS) as Name[];
const arnOf = (name: Name): string => `${SUBJECTS[name]}:log-group:${name}`;

/** A glob, and which of the groups it is for. */
const NAMED: readonly (readonly [string, readonly Name[]])[] = [
  ['ai-sandbox-1', ['ai-sandbox-1']],
  ['ai-*', ['ai-sandbox-1']],
  ['ai-**', ['ai-sandbox-1', 'ai-sandbox/deep']],
  ['ai-sandbox/*', ['ai-sandbox/deep']],
  ['ai-sandbox-?', ['ai-sandbox-1']],
  ['ai?sandbox?deep', []],
  ['/ai/*', ['/ai/audit']],
  ['/ai/**', ['/ai/audit', '/ai/audit/deep']],
  ['/ai/**/deep', ['/ai/audit/deep']],
  ['/ai/audit/**/deep', ['/ai/audit/deep']],
  ['**/deep', ['ai-sandbox/deep', '/ai/audit/deep']],
  ['*-2', ['AI-sandbox-2']],
  ['.h*', ['.hidden']],
  ['\\.hidden', ['.hidden']],
  ['/ai/audit:*', []],
];

const BY_ARN: typeof NAMED = [
  ['arn:aws:logs:*:*:log-group:ai-*', ['ai-sandbox-1']],
  ['arn:aws:logs:*:*:log-group:ai-sandbox-1:*', ['ai-sandbox-1']],
  ['arn:aws:logs:eu-west-1:*:log-group:**', ['ai-sandbox-1', '/ai/audit', '.hidden']],
  ['arn:aws:logs:eu-west-1:*', ['ai-sandbox-1', '.hidden']],
  ['arn:aws:logs:*:210987654321:**', ['/ai/audit']],
  ['arn:aws:logs:*:log-group:ai-**', ['ai-sandbox-1', 'ai-sandbox/deep']],
  ['arn:aws-us-gov:logs:*:*:log-group:/ai/**', ['/ai/audit/deep']],
  ['arn:aws-cn:logs:*:*:log-group:AI-*', ['AI-sandbox-2']],
  ['arn:*:logs:*:*:log-group:/ai/**', ['/ai/audit', '/ai/audit/deep']],
  ['arn:*:logs:*:*:log-group:**/deep', ['ai-sandbox/deep', '/ai/audit/deep']],
];

const REFUSED = ['!/ai/audit', 'ai-{a,b}', 'ai-[0-9]', '+(ai)', '@(a|b)', 'ai|b', '***', 'ai\\'];

const waivers = (subject: string, more: object = {}): string => JSON.stringify([{ control: CONTROL, subject, reason: 'r', owner: 'o', approver: 'a', expires: '2999-01-01', ...more }]);

let folder: ReturnType<typeof folderWith> | undefined;
afterEach(() => {
  folder?.remove();
  folder = undefined;
});

/** The scan's door: which are waived, and which are judged at all, by the command line. */
async function scanOf(files: Readonly<Record<string, string>>): Promise<{ readonly waived: string[]; readonly judged: string[] }> {
  const entries = NAMES.map((name, index) => ({ type: TYPE, name: `g${index}`, inputs: { name, retentionInDays: 7 }, outputs: { name, retentionInDays: 7, arn: arnOf(name) } }));
  folder = folderWith({ ...files, 'stack.json': stateFile(entries) });
  const { result } = await scanned(['--pulumi-state', 'stack.json'], { cwd: folder.path });
  const found = result.findings.filter(({ control }) => control === CONTROL);
  return { waived: found.filter(({ waiver }) => waiver).map(({ subject }) => subject.name), judged: found.map(({ subject }) => subject.name) };
}

/** The pack's door: before creation, where no ARN is known, or after it. */
function packOf(written: { readonly logproof?: string; readonly waivers?: string }, created: boolean): { readonly waived: string[]; readonly judged: string[] } {
  const session = new Session({ settings: settingsOf(written), today: '2026-06-01' });
  const shown = NAMES.map((name, index) =>
    readShown({ type: TYPE, urn: `urn:pulumi:dev::shop::${TYPE}::g${index}`, name: `g${index}`, propertyDependencies: {}, properties: () => ({ name, retentionInDays: 7, ...(created && { arn: arnOf(name) }) }) }),
  );
  const told = shown.flatMap((resource, index) => session.resource(resource).notices.filter(({ policy }) => policy === CONTROL).map(({ level }) => ({ name: NAMES[index] as Name, level })));
  return { waived: told.filter(({ level }) => level === 'advisory').map(({ name }) => name), judged: told.map(({ name }) => name) };
}

const sorted = (names: readonly string[]): string[] => [...names].sort();

describe('a waiver is for the same log groups at both doors', () => {
  it.each([...NAMED, ...BY_ARN])('%s', async (subject, names) => {
    const written = { waivers: waivers(subject) };

    expect(sorted((await scanOf({ 'waivers.yaml': written.waivers })).waived)).toEqual(sorted(names));
    expect(sorted(packOf(written, true).waived)).toEqual(sorted(names));
  });

  it.each(NAMED)('by %s, before they are created too', (subject, names) => {
    expect(sorted(packOf({ waivers: waivers(subject) }, false).waived)).toEqual(sorted(names));
  });

  it.each(BY_ARN)('by %s, before they are created by what it says of the name', (subject, names) => {
    expect(packOf({ waivers: waivers(subject) }, false).waived).toEqual(expect.arrayContaining([...names]));
  });
});

describe('a scope holds the same log groups at both doors', () => {
  it.each(NAMED)('include %s', async (glob, names) => {
    const logproofYaml = JSON.stringify({ scope: { logGroups: { include: [glob] } } });

    expect(sorted((await scanOf({ 'logproof.yaml': logproofYaml })).judged)).toEqual(sorted(names));
    expect(sorted(packOf({ logproof: logproofYaml }, false).judged)).toEqual(sorted(names));
  });
});

describe('what no glob means here is refused at both doors, with its place and what to write', () => {
  const scopes = (glob: string) => JSON.stringify({ scope: { logGroups: { exclude: ['debug', glob] } } });

  it.each(REFUSED)('%s', async (glob) => {
    for (const [files, place] of [
      [{ 'waivers.yaml': waivers(glob) }, 'waivers.yaml:1: 0.subject: '],
      [{ 'logproof.yaml': scopes(glob) }, 'logproof.yaml:1: scope.logGroups.exclude.1: '],
    ] as const) {
      folder = folderWith({ ...files, 'stack.json': stateFile([]) });
      const { code, stderr, stdout } = await logproof(['scan', '--pulumi-state', 'stack.json'], { cwd: folder.path });
      folder.remove();

      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(place);
      expect(stderr).toMatch(/\bwrite\b/);
    }
    expect(() => settingsOf({ waivers: waivers(glob) })).toThrow('waivers.yaml:1: 0.subject: ');
    expect(() => settingsOf({ logproof: scopes(glob) })).toThrow('scope.logGroups.exclude.1: ');
  });

  it.each(['*', '**', '*:*', '?*'])('and so is a waiver for %s that does not say that it is for everything', async (subject) => {
    folder = folderWith({ 'waivers.yaml': waivers(subject), 'stack.json': stateFile([]) });
    const { code, stderr } = await logproof(['scan', '--pulumi-state', 'stack.json'], { cwd: folder.path });

    expect(code).toBe(2);
    expect(stderr).toContain('waivers.yaml:1: 0.subject: matches everything; say what the waiver is for, or add all: true');
    expect(() => settingsOf({ waivers: waivers(subject) })).toThrow('add all: true');
  });

  it('while one that says so is for everything', async () => {
    const written = waivers('**', { all: true });

    expect((await scanOf({ 'waivers.yaml': written })).waived).toHaveLength(NAMES.length);
    expect(packOf({ waivers: written }, false).waived).toHaveLength(NAMES.length);
  });
});
