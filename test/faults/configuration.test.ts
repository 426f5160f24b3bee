import { afterEach, describe, expect, it } from 'vitest';
import { folderWith, logproof } from '../cli/command-line.js';

let folder: ReturnType<typeof folderWith>;
afterEach(() => folder.remove());

async function scanIn(files: Readonly<Record<string, string>>) {
  folder = folderWith({ 'stack.json': '{"version":3,"deployment":{"resources":[]}}', ...files });
  return logproof(['scan', '--pulumi-state', 'stack.json'], { cwd: folder.path });
}

const BOMB = ['a: &a [x, x, x, x, x, x, x, x, x, x]', ...[...'bcdefg'].map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdef'[index]}`).join(', ')}]`)].join('\n');

describe('a mistake in the configuration ends with 2 and reads nothing', () => {
  it.each([
    ['a wrong type', 'controls:\n  log-group-retention-minimum: { days: "one year" }', 'logproof.yaml:2: controls.log-group-retention-minimum.days: expected a number, found "one year"'],
    ['an unknown key', 'controls: {}\nscop: {}', 'logproof.yaml:2: scop: is not a known key'],
    ['an unknown control', 'controls:\n  log-group-retention: {}', 'logproof.yaml:2: controls.log-group-retention: is not a known key'],
    ['an unknown parameter', 'controls:\n  log-group-encrypted: { days: 3 }', 'controls.log-group-encrypted.days: is not a known key'],
    ['a level that does not exist', 'controls:\n  log-group-encrypted: { level: strict }', 'expected one of mandatory, advisory, disabled, found "strict"'],
    ['a number of days below one', 'controls:\n  log-group-retention-minimum: { days: 0 }', 'expected more than 0, found 0'],
    ['bounds the wrong way round', 'controls:\n  audit-sink-throttle: { qps: { min: 20, max: 10 } }', 'expected min to be at most max'],
    ['a pattern that is no regular expression', 'controls:\n  placeholder-value: { patterns: ["("] }', 'expected a regular expression, found "("'],
    ['a duplicate key', 'controls: {}\ncontrols: {}', 'logproof.yaml:2: the same key twice'],
    ['anchors that explode', BOMB, 'logproof.yaml: anchors that expand'],
    ['text that is not YAML', 'controls: [', 'logproof.yaml:2: Flow sequence'],
    ['a list in the place of the mapping', '- a', 'logproof.yaml:1: expected a mapping, found a list'],
    ['an unknown framework', 'frameworks: [iso-9001]', 'expected one of eu-ai-act,'],
    ['a framework that no control answers', 'frameworks: [eu-ai-act, cis-eks]', 'logproof.yaml:1: frameworks.1: expected one of eu-ai-act,'],
    ['an unknown report format', 'reports: { pdf: x.pdf }', 'reports'],
  ])('%s', async (_what, yaml, expected) => {
    const { code, stderr, stdout } = await scanIn({ 'logproof.yaml': `${yaml}\n` });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(expected);
  });

  it('tells all mistakes of both files at once', async () => {
    const waivers = '- { control: no-such-control, subject: "*", reason: r, owner: a, approver: b, expires: 2026-02-30 }\n';
    const { code, stderr } = await scanIn({ 'logproof.yaml': 'a: 1\nb: 2\n', 'waivers.yaml': waivers });
    expect(code).toBe(2);
    expect(stderr).toContain('logproof.yaml:1: a:');
    expect(stderr).toContain('logproof.yaml:2: b:');
    expect(stderr).toMatch(/waivers\.yaml:1: 0\.control: expected one of .*, found "no-such-control"/);
    expect(stderr).toContain('waivers.yaml:1: 0.expires: expected a day as YYYY-MM-DD, found "2026-02-30"');
  });

  it('a file that was named and is not there', async () => {
    folder = folderWith();
    const { code, stderr } = await logproof(['scan', '--config', 'nope.yaml'], { cwd: folder.path });
    expect(code).toBe(2);
    expect(stderr).toContain('nope.yaml: cannot be read (ENOENT)');
  });
});

describe('a mistake on the command line ends with 2', () => {
  it.each([
    [['scan', '--no-such-flag'], 'unknown option'],
    [['scan', '--fail-on', 'terrible'], 'Allowed choices are low, medium, high, critical'],
    [['scan', '--today', '2026-02-30'], 'Expected a day as YYYY-MM-DD'],
    [['scan', '--source', 'azure'], 'Expected one of kubernetes, aws, pulumi'],
    [['scan', '--report', 'pdf'], 'expected one of table, json'],
    [['scan', '--report', 'sarif='], 'expected a file name'],
    [['scan', '--report', 'json', '--report', 'table'], 'two reports on standard output'],
    [['scan', '--report', 'json=a', '--report', 'table=./a'], 'two reports in one file'],
    [['scan', '--region', 'eu-west-1', '--endpoint-url', 'ftp://x'], 'expected an http or https URL'],
    [['skan'], 'Did you mean scan?'],
    [['controls', 'show', 'log-group-retention'], 'Did you mean log-group-retention-maximum, log-group-retention-minimum'],
    [['report', 'nope.json'], 'nope.json: cannot be read (ENOENT)'],
  ])('%j', async (argv, expected) => {
    folder = folderWith();
    const { code, stderr } = await logproof(argv, { cwd: folder.path });
    expect(code).toBe(2);
    expect(stderr).toContain(expected);
  });
});
