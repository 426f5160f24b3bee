import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runAuditPolicy } from './run-command.js';

const text = await readFile(new URL('../../../docs/audit-policy.md', import.meta.url), 'utf8');
const blocks = (language: string): string[] =>
  [...text.matchAll(new RegExp('```' + language + '\\n([\\s\\S]*?)```', 'g'))].map(([, block]) => block!);

const files = blocks('yaml').map((block): [name: string, text: string] => [/^# (\S+\.yaml)$/m.exec(block)![1]!, block]);
const sessions = blocks('console').map((block): [command: string, output: string] => [
  /^\$ logproof audit-policy (.*)$/m.exec(block)![1]!,
  block.slice(block.indexOf('\n') + 1),
]);

describe('docs/audit-policy.md', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-policy-docs-'));
    await Promise.all(files.map(([name, block]) => writeFile(join(folder, name), block)));
  });

  it.each(sessions)('shows what %s really prints', async (command, output) => {
    const { stdout, stderr } = await runAuditPolicy(command, folder);
    expect(output).toBe(stdout + stderr);
  });
});
