import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { folderWith } from '../cli/command-line.js';

const BIN = join(import.meta.dirname, '../../dist/scanner/bin.js');

/** Runs a script as root of a user namespace of its own, where mounting is allowed and touches nobody else. */
function inNamespace(script: string): { code: number; output: string } {
  try {
    return { code: 0, output: execFileSync('unshare', ['-rm', 'bash', '-c', `exec 2>&1; ${script}`], { encoding: 'utf8', env: { ...process.env, NODE: process.execPath, BIN } }) };
  } catch (problem) {
    const { status, stdout } = problem as { status: number; stdout: string };
    return { code: status, output: stdout };
  }
}

const aState = (count: number): string =>
  JSON.stringify({
    version: 3,
    deployment: {
      resources: Array.from({ length: count }, (_, index) => ({
        urn: `urn:pulumi:prod::ai::aws:cloudwatch/logGroup:LogGroup::g${index}`,
        custom: true,
        type: 'aws:cloudwatch/logGroup:LogGroup',
        outputs: { name: `g${index}`, retentionInDays: 30 },
      })),
    },
  });

describe('a report that cannot be written', () => {
  let folder: ReturnType<typeof folderWith>;
  afterEach(() => folder.remove());

  it('for a full disk: it says so, the earlier report stays, no half report is left, the others are written, and the failure counts', () => {
    folder = folderWith({ 'stack.json': aState(2_000) });
    const { code, output } = inNamespace(`
      cd ${folder.path} && mkdir small && mount -t tmpfs -o size=64k none small && echo earlier > small/result.json
      "$NODE" "$BIN" scan --no-progress --pulumi-state stack.json --report json=small/result.json --report sarif=whole.sarif
      echo "code $?"; cat small/result.json; ls small`);
    expect(code).toBe(0);
    expect(output).toContain('the json report small/result.json could not be written: ENOSPC');
    expect(output).toContain('code 1');
    expect(output).toMatch(/earlier\nresult\.json\n$/);
    expect(JSON.parse(readFileSync(join(folder.path, 'whole.sarif'), 'utf8'))).toHaveProperty('runs');
  });

  it('for a full disk in a run without a failure: 3, never 0', () => {
    folder = folderWith({ 'stack.json': aState(2_000), 'logproof.yaml': 'controls:\n  audit-sink-present: { level: disabled }\n  log-stream-present: { level: disabled }\n  log-group-retention-minimum: { level: advisory }\n' });
    const { output } = inNamespace(`
      cd ${folder.path} && mkdir small && mount -t tmpfs -o size=64k none small
      "$NODE" "$BIN" scan --no-progress --pulumi-state stack.json --report json=small/result.json
      echo "code $?"`);
    expect(output).toContain('code 3');
  });

  it('for a read-only folder: it says so before anything is read, 2', () => {
    folder = folderWith({ 'stack.json': aState(1) });
    const { output } = inNamespace(`
      cd ${folder.path} && mkdir fixed && mount -t tmpfs -o ro none fixed
      "$NODE" "$BIN" scan --no-progress --pulumi-state stack.json --report json=fixed/result.json
      echo "code $?"`);
    expect(output).toContain('cannot be written (EROFS)');
    expect(output).toContain('code 2');
  });

  it('for a file where the folder should be: 2', () => {
    folder = folderWith({ 'stack.json': aState(1), out: 'a file' });
    const { output } = inNamespace(`cd ${folder.path} && "$NODE" "$BIN" scan --pulumi-state stack.json --report json=out/result.json; echo "code $?"`);
    expect(output).toMatch(/cannot be written \((ENOTDIR|EEXIST)\)/);
    expect(output).toContain('code 2');
  });

  it('leaves nothing half behind where it can be written', () => {
    folder = folderWith({ 'stack.json': aState(3) });
    writeFileSync(join(folder.path, 'result.json'), 'earlier');
    inNamespace(`cd ${folder.path} && "$NODE" "$BIN" scan --no-progress --pulumi-state stack.json --report json=result.json`);
    expect(readdirSync(folder.path).sort()).toEqual(['result.json', 'stack.json']);
    expect(existsSync(join(folder.path, 'result.json'))).toBe(true);
    expect(JSON.parse(readFileSync(join(folder.path, 'result.json'), 'utf8'))).toMatchObject({ schema: 'logproof.result/1' });
  });
});
