import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCases } from '../../tools/cases/read-cases.js';
import { readRequest, writeControl } from '../../tools/new-control.js';

describe('what new-control is asked for', () => {
  it.each([
    [['sink-named', '--subject', 'kubernetes.audit-sink'], 'kubernetes'],
    [['log-group-named', '--subject', 'aws.log-group'], 'aws'],
    [['stack-named', '--subject', 'pulumi.stack'], 'stack'],
    [['text-named', '--subject', 'any'], 'stack'],
    [['waiver-named', '--subject', 'logproof.waiver'], 'waivers'],
    [['log-group-named', '--subject', 'aws.log-group', '--folder', 'azure'], 'azure'],
  ])('%j goes to the folder %s', (args, folder) => {
    expect(readRequest(args)).toEqual({ id: args[0], subject: args[2], folder });
  });

  it.each([
    [[], /expected one id, found 0/],
    [['a-b', 'c-d', '--subject', 'any'], /expected one id, found 2/],
    [['LogGroup', '--subject', 'aws.log-group'], /"LogGroup" is no id: expected words in small letters/],
    [['log', '--subject', 'aws.log-group'], /"log" is no id/],
    [['../evil-id', '--subject', 'aws.log-group'], /is no id/],
    [['log-group-named'], /--subject is missing: expected one of .*kubernetes\.audit-sink/],
    [['log-group-named', '--subject', 'aws.bucket'], /--subject aws.bucket: expected one of/],
    [['log-group-named', '--subject', 'any', '--folder', '../..'], /--folder ..\/..: expected the name of a folder/],
    [['log-group-named', '--topic', 'any'], /'--topic'.*Usage: npm run new-control/],
  ])('refuses %j', (args, message) => {
    expect(() => readRequest(args)).toThrow(message);
  });
});

describe('writing a control', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'logproof-new-control-'));
    mkdirSync(join(root, 'policypack/controls'), { recursive: true });
  });

  afterEach(() => rmSync(root, { recursive: true }));

  const wanted = { id: 'log-group-named', subject: 'aws.log-group', folder: 'aws' };

  it('writes the control and a case of each outcome, all to fill in', () => {
    const written = writeControl(root, wanted);
    expect(written).toEqual([
      'policypack/controls/aws/log-group-named.ts',
      'test/controls/log-group-named.json',
    ]);
    for (const path of written) expect(readFileSync(join(root, path), 'utf8')).toMatch(/FILL IN/);
    const cases = parseCases(readFileSync(join(root, 'test/controls/log-group-named.json'), 'utf8'), 'its cases');
    expect(cases.map(({ expect: { outcome } }) => outcome)).toEqual(['pass', 'fail', 'unknown']);
  });

  it('refuses an id that exists, even in another folder', () => {
    writeControl(root, wanted);
    expect(() => writeControl(root, { ...wanted, folder: 'stack' })).toThrow('policypack/controls/aws/log-group-named.ts exists');
  });

  it('refuses an id whose cases were left behind', () => {
    mkdirSync(join(root, 'test/controls'), { recursive: true });
    writeFileSync(join(root, 'test/controls/log-group-named.json'), '[]');
    expect(() => writeControl(root, wanted)).toThrow('test/controls/log-group-named.json exists without a control');
  });
});
