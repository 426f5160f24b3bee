import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FORMS, readAuditSink, render } from '../../scanner/render/index.js';
import { parse } from 'yaml';
import { logproof } from '../cli/command-line.js';

const page = readFileSync(new URL('../../docs/render.md', import.meta.url), 'utf8');
const manifest = /```yaml\n(apiVersion: auditregistration[\s\S]*?)```/.exec(page)?.[1] ?? '';
const printed = async (...argv: string[]): Promise<string> => (await logproof(['render', '--from', '-', ...argv], { stdin: manifest })).stdout;
const withoutComments = (text: string): string => text.replace(/^#.*\n/gm, '');

describe('docs/render.md', () => {
  it('shows what its example really prints', async () => {
    expect(page).toContain(await printed('--to', 'policy'));
    expect(page).toContain(withoutComments(await printed('--to', 'webhook', '--service-address', '10.96.0.20')));
    expect(page).toContain(withoutComments(await printed('--to', 'flags')));
  });

  it('names every form and its file', () => {
    const reading = readAuditSink(parse(manifest));
    if (!('sink' in reading)) throw new Error(JSON.stringify(reading));

    for (const form of FORMS) {
      expect(page).toContain(`\`${form}\``);
      expect(page).toContain(render(reading.sink, form).file);
    }
  });
});
