import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPORT_FORMATS } from '../../policypack/core/report-formats.js';
import { folderWith } from '../cli/command-line.js';

const BIN = join(import.meta.dirname, '../../dist/scanner/bin.js');

const aState = (count: number, days: number): string =>
  JSON.stringify({
    version: 3,
    deployment: {
      resources: Array.from({ length: count }, (_, index) => ({
        urn: `urn:pulumi:prod::ai::aws:cloudwatch/logGroup:LogGroup::g${index}`,
        custom: true,
        type: 'aws:cloudwatch/logGroup:LogGroup',
        outputs: { name: `g${index}`, retentionInDays: days },
      })),
    },
  });

/** One finding, some, and so many that they are spilled to disk. */
const FAILING = { one: 1, some: 40, many: 22_000 } as const;

let folder: ReturnType<typeof folderWith>;
beforeAll(() => {
  const failing = Object.entries(FAILING).map(([size, count]) => [`${size}.json`, aState(count, 30)]);
  const configuration = 'controls:\n  audit-sink-present: { level: disabled }\n  log-stream-present: { level: disabled }\n';
  folder = folderWith({ ...(Object.fromEntries(failing) as Record<string, string>), 'passing.json': aState(3, 365), 'logproof.yaml': configuration, 'policy.yaml': 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{ level: None }]\n' });
  mkdirSync(join(folder.path, 'tmp'));
});
afterAll(() => folder.remove());

/** Runs a script; `lp` is logproof, `scan STATE …` a scan of one of the states. */
function shell(script: string, setup = ''): { readonly code: number | null; readonly output: string } {
  const functions = 'lp() { "$NODE" "$BIN" "$@"; }; scan() { state=$1; shift; lp scan --no-progress --pulumi-state "$state.json" "$@"; }';
  const { status, stdout, stderr } = spawnSync('bash', ['-c', [functions, setup, script].join('\n')], {
    cwd: folder.path,
    encoding: 'utf8',
    env: { ...process.env, NODE: process.execPath, BIN, TMPDIR: join(folder.path, 'tmp') },
  });
  return { code: status, output: stdout + stderr };
}

const leftovers = (): string[] => [...readdirSync(join(folder.path, 'tmp')), ...readdirSync(folder.path).filter((name) => name.endsWith('.partial'))];

describe('a reader who leaves', () => {
  /** How much is read: nothing, a little, and more than a pipe holds. */
  const READ = { one: [0, 1], some: [1, 70_000], many: [70_000] } as const;
  const cases = REPORT_FORMATS.flatMap((format) => Object.entries(READ).flatMap(([size, read]) => read.map((bytes) => ({ format, size, bytes }))));

  it.each(cases)('after $bytes bytes of $format about $size: the failure counts, the other report is written, nothing is left', ({ format, size, bytes }) => {
    const { code, output } = shell(`scan ${size} --report ${format}=/dev/stdout --report json=beside.json | head -c ${bytes} > /dev/null; exit \${PIPESTATUS[0]}`);
    expect(code, output).toBe(1);
    expect(output).toBe('wrote beside.json\n');
    expect(JSON.parse(readFileSync(join(folder.path, 'beside.json'), 'utf8'))).toMatchObject({ summary: { exitCode: 1 } });
    expect(leftovers()).toEqual([]);
  });

  it.each([
    ['a passing scan', 0, 'scan passing'],
    ['a wrong command', 2, 'lp scan --source nothing'],
    ['a list', 0, 'lp controls'],
    ['a proof that fails', 1, 'lp audit-policy check policy.yaml'],
    ['help', 0, 'lp --help'],
  ])('of %s changes nothing', (_what, code, command) => {
    expect(shell(`${command} 2>/dev/null | true; exit \${PIPESTATUS[0]}`).code).toBe(code);
    expect(shell(`${command} >/dev/null 2> >(true)`).code).toBe(code);
  });
});

describe('an output that is full or closed', () => {
  it.each([
    ['a failing scan', 1, 'scan some'],
    ['a passing scan', 3, 'scan passing'],
    ['a proof that fails', 1, 'lp audit-policy check policy.yaml'],
    ['a list', 3, 'lp controls'],
    ['an explanation', 3, 'lp controls show log-group-encrypted --output json'],
    ['rights', 3, 'lp permissions aws'],
    ['help', 3, 'lp scan --help'],
    ['a wrong command', 2, 'lp scan --source nothing'],
  ])('of %s ends with %i', (_what, code, command) => {
    const { code: ended, output } = shell(`${command} > /dev/full`);
    expect(ended, output).toBe(code);
    expect(output).not.toContain('    at ');
  });

  it('says so, and the other reports are written', () => {
    const { code, output } = shell('rm -f beside.json; scan some --report sarif --report json=beside.json > /dev/full');
    expect({ code, output }).toEqual({ code: 1, output: 'wrote beside.json\nstandard output could not be written: ENOSPC\n' });
  });

  it.each([
    ['standard error is full', '2>/dev/full'],
    ['standard error is closed', '2>&-'],
    ['both are closed', '>&- 2>&-'],
    ['both are full', '>/dev/full 2>/dev/full'],
  ])('where %s a failure is a failure', (_what, redirection) => {
    expect(shell(`scan many --verbose ${redirection}`).code).toBe(1);
    expect(leftovers()).toEqual([]);
  });

  it('that fills in the middle of a file is not taken for whole', () => {
    const { output } = shell(
      'unshare -rm bash -c \'mkdir -p small && mount -t tmpfs -o size=16k none small && "$NODE" "$BIN" scan --no-progress --pulumi-state passing.json --report html > small/report.html; echo "code $?"\'',
    );
    expect(output).toContain('standard output could not be written: ENOSPC');
    expect(output).toContain('code 3');
  });
});

describe('a disk that fills while findings are spilled', () => {
  it('is said, fails the run, and nothing stays', () => {
    const { output } = shell(
      'unshare -rm bash -c \'mount -t tmpfs -o size=256k none tmp && "$NODE" "$BIN" scan --no-progress --pulumi-state many.json; echo "code $?"; ls tmp | wc -l\'',
    );
    expect(output).toContain('logproof failed: ENOSPC');
    expect(output).toContain('The disk is full');
    expect(output).toMatch(/^code [13]\n0\n/);
  });
});

describe('a signal', () => {
  /** A scan that has findings on disk, and waits for its reader; `end` ends it. */
  const ended = (name: string, end: string): number | null =>
    shell(`mkfifo ${name}; "$NODE" "$BIN" scan --no-progress --pulumi-state many.json --report json > ${name} & exec 3< ${name}; head -c 1 <&3 >/dev/null; ${end}; wait $!`).code;

  it.each(['HUP', 'TERM', 'INT', 'QUIT'])('SIG%s, again, ends a run whose reader waits, not with 0, and leaves nothing', (signal) => {
    expect(ended(`reader-${signal}`, `kill -${signal} $!; sleep 0.3; kill -${signal} $!`)).toBe(130);
    expect(leftovers()).toEqual([]);
  });

  it('SIGKILL leaves no findings on disk either', () => {
    expect(ended('reader-KILL', 'kill -KILL $!')).toBe(137);
    expect(leftovers()).toEqual([]);
  });
});

describe('where a report is written to', () => {
  it.each([
    ['a device', 'scan some --report json=/dev/null; code=$?; test -c /dev/null && exit $code', 1],
    ['a full device', 'scan passing --report json=/dev/full', 3],
    ['standard output by its name', 'scan some --quiet --report json=/dev/stdout > out.json; code=$?; "$NODE" -e "JSON.parse(require(\'fs\').readFileSync(\'out.json\'))" && exit $code', 1],
    ['a pipe of the shell', 'scan some --quiet --report json=>(cat > piped.json)', 1],
    ['a pipe whose reader leaves', 'scan passing --report html=>(head -c 1 >/dev/null)', 3],
    ['a FIFO', 'mkfifo fifo; cat fifo > fifo.json & scan some --report json=fifo; code=$?; wait; test -p fifo && test -s fifo.json && exit $code', 1],
  ])('%s is written to as it is', (_what, script, code) => {
    expect(shell(script)).toMatchObject({ code });
  });

  it.each([
    ['a folder', 'tmp'],
    ['a name that ends as a folder does', 'not-yet/'],
    ['a link to a folder', 'link-to-folder'],
    ['links that lead round', 'round'],
    ['what no file can be made in', '/proc/report.json'],
    ['a descriptor that is not open', '/dev/fd/99'],
  ])('%s is refused before anything is read', (_what, file) => {
    const { code, output } = shell(`scan absent --report json=${file}`, 'ln -sfn tmp link-to-folder; ln -sfn round round');
    expect(code).toBe(2);
    expect(output).toContain('cannot be written');
    expect(existsSync(join(folder.path, 'not-yet'))).toBe(false);
  });
});
