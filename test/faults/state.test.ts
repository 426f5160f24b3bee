import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderWith, logproof, scanned } from '../cli/command-line.js';

const URN = 'urn:pulumi:prod::ai::aws:cloudwatch/logGroup:LogGroup::audit';
const aGroup = (outputs: object, more: object = {}) => ({ urn: URN, custom: true, id: 'audit', type: 'aws:cloudwatch/logGroup:LogGroup', inputs: {}, outputs, ...more });
const aStack = { urn: 'urn:pulumi:prod::ai::pulumi:pulumi:Stack::ai-prod', custom: false, type: 'pulumi:pulumi:Stack' };
const aState = (...resources: object[]) => JSON.stringify({ version: 3, deployment: { manifest: {}, resources: [aStack, ...resources] } });
const YAML = 'controls:\n  audit-sink-present: { requireIn: kubernetes }\n  log-stream-present: { level: disabled }\n';
const SECRET = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', ciphertext: 'v1:CIPHERTEXT-OF-THE-TEST' };

describe('a state file', () => {
  let folder: ReturnType<typeof folderWith>;
  beforeAll(() => {
    folder = folderWith({ 'logproof.yaml': YAML });
  });
  afterAll(() => folder.remove());

  const scanState = (text: string, ...more: string[]) => {
    writeFileSync(join(folder.path, 'stack.json'), text);
    return scanned(['--pulumi-state', 'stack.json', ...more], { cwd: folder.path });
  };

  it.each([
    ['malformed', '{ "version": 3, oops'],
    ['truncated', aState(aGroup({ retentionInDays: 365 })).slice(0, -20)],
    ['empty', ''],
    ['of another shape', '{"hello":"world"}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['one whose resources are no list', '{"version":3,"deployment":{"resources":{}}}'],
    ['one whose resource has no type', '{"version":3,"deployment":{"resources":[{"urn":"u"}]}}'],
  ])('that is %s: it names the file, 2', async (_what, text) => {
    writeFileSync(join(folder.path, 'stack.json'), text);
    const { code, stdout, stderr } = await logproof(['scan', '--pulumi-state', 'stack.json'], { cwd: folder.path });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('stack.json');
  });

  it('that is not there: it names the file, 2', async () => {
    const { code, stderr } = await logproof(['scan', '--pulumi-state', 'nope.json'], { cwd: folder.path });
    expect(code).toBe(2);
    expect(stderr).toContain('nope.json');
  });

  it('of 100 MB is read whole, 1', async () => {
    const filler = Array.from({ length: 100 }, (_, index) => ({ urn: `urn:pulumi:prod::ai::x:y:Z::r${index}`, custom: true, type: 'x:y:Z', outputs: { blob: 'x'.repeat(1024 * 1024) } }));
    const { code, result } = await scanState(aState(...filler, aGroup({ name: 'audit', retentionInDays: 30 })));
    expect(code).toBe(1);
    expect(result.findings).toContainEqual(expect.objectContaining({ control: 'log-group-retention-minimum', outcome: 'fail' }));
  });

  it('with hostile keys, names and depth changes nothing but what it declares', async () => {
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    const hostile = aState(
      aGroup({ name: '\u001b[31m<script>alert(1)</script>', retentionInDays: 30 }, { outputs: JSON.parse('{"__proto__":{"polluted":true},"name":"\\u001b[31m<script>","retentionInDays":30}') as object }),
    ).replace('"inputs":{}', `"inputs":{"deep":${deep}}`);
    const { code, result } = await scanState(hostile);
    expect(code).toBe(1);
    expect(result.findings.filter(({ control }) => control === 'log-group-retention-minimum')).toHaveLength(1);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('keeps secrets encrypted: what they hold is unknown, they are never printed, 3', async () => {
    const { code, result, stdout } = await scanState(aState(aGroup({ name: 'audit', retentionInDays: SECRET, kmsKeyId: 'k', deletionProtectionEnabled: true })));
    expect(code).toBe(3);
    expect(result.findings).toContainEqual(expect.objectContaining({ control: 'log-group-retention-minimum', outcome: 'unknown' }));
    expect(stdout).not.toContain('CIPHERTEXT-OF-THE-TEST');
  });

  it('from standard input', async () => {
    const { code } = await scanned(['--pulumi-state', '-'], { cwd: folder.path, stdin: aState(aGroup({ name: 'audit', retentionInDays: 365 })) });
    expect(code).toBe(0);
  });

  it('in the checkpoint form', async () => {
    const checkpoint = { version: 3, checkpoint: { stack: 'prod', latest: { manifest: {}, resources: [aStack, aGroup({ name: 'audit', retentionInDays: 365 })] } } };
    expect((await scanState(JSON.stringify(checkpoint))).code).toBe(0);
  });

  it('that declares nothing, since the stack was destroyed: nothing to judge, 3', async () => {
    const { code, result } = await scanState(aState());
    expect([code, result.findings]).toEqual([3, []]);
  });
});
