import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logproof } from '../cli/command-line.js';
import { AStack } from '../pulumi-states/a-state.js';
import { policyAnalyze } from '../rig/pulumi/analyze.js';
import { pulumiEnvironment, type PulumiEnvironment } from '../rig/pulumi/environment.js';

const policyPack = resolve(import.meta.dirname, '../..');
const OFF = { level: 'disabled' };
const CONTROLS = ['audit-sink-present', 'log-group-present', 'log-stream-present', 'log-group-encrypted', 'log-group-deletion-protected'];

let environment: PulumiEnvironment;
beforeAll(async () => void (environment = await pulumiEnvironment()));
afterAll(() => environment?.stop());

/** A state whole enough for Pulumi's own integrity check. */
function stateFile(name: string, theirs: object): string {
  const stack = new AStack('shop/dev');
  const provider = stack.resource('pulumi:providers:aws', 'default', { id: 'p1', inputs: { region: 'eu-west-1' }, outputs: { region: 'eu-west-1' } });
  const reference = `${stack.urn('pulumi:providers:aws', 'default')}::p1`;
  const manifest = { time: '2026-06-01T00:00:00Z', magic: '', version: 'v3.259.0' };
  const file = join(environment.folder, `${name}.json`);
  writeFileSync(file, stack.state([provider, stack.group('/central/audit', { as: 'theirs', days: 30, provider: reference, ...theirs })], { manifest }));
  return file;
}

describe('a group in a state, of which the real engine has the pack judge it', () => {
  it.each([
    ['only read', { external: true, inputs: {} }, true],
    ['declared', {}, false],
  ])('that is %s has one verdict by the analysis and by the scan', async (name, differs, passes) => {
    const state = stateFile(name.replace(' ', '-'), differs);
    const controls = Object.fromEntries(CONTROLS.map((id) => [id, OFF]));
    const analysis = await policyAnalyze({ environment, packDir: policyPack, stateFile: state, config: Object.fromEntries(CONTROLS.map((id) => [id, { enforcementLevel: 'disabled' }])) });
    writeFileSync(join(environment.folder, 'logproof.yaml'), JSON.stringify({ controls }));
    const scan = await logproof(['scan', '--no-progress', '--source', 'pulumi', '--pulumi-state', state], { cwd: environment.folder });

    expect(analysis.ok, analysis.stdout + analysis.stderr).toBe(passes);
    expect(/retention/.test(scan.stdout)).toBe(!passes);
    expect(analysis.stdout.includes('log-group-retention-minimum') && /kept 30 days/.test(analysis.stdout)).toBe(!passes);
  });
});
