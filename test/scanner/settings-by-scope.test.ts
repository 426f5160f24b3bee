import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../../policypack/catalogue.js';
import { readConfiguration } from '../../policypack/configuration/load.js';
import { settingsFrom } from '../../policypack/configuration/settings.js';
import { evaluate, plan } from '../../policypack/core/evaluate.js';
import { gap, known } from '../../policypack/core/known.js';
import type { Finding } from '../../policypack/core/result.js';
import { KINDS } from '../../policypack/kinds/index.js';
import { assemble } from '../../policypack/core/assemble.js';
import { folderWith, logproof, scanned } from '../cli/command-line.js';
import { aLiveLogGroup } from '../core/facts.js';

const CONTROL = 'log-group-retention-minimum';
const YEAR_FOR_AI = `controls:
  ${CONTROL}:
    - { scope: { include: ["/ai/**", "/aws/bedrock/**"] }, days: 365 }
    - { days: 90 }
`;

let folder: ReturnType<typeof folderWith>;
beforeAll(() => (folder = folderWith()));
afterAll(() => folder.remove());

/** Every verdict of the control on a live group, of a name and with tags, that keeps events for some days. */
function judged(yaml: string, group: { readonly name: string; readonly days: number; readonly tags?: Readonly<Record<string, string>> | 'unread' }): Finding | undefined {
  const settings = settingsFrom(readConfiguration(yaml, 'logproof.yaml'), [], CATALOGUE.controls);
  const tags = group.tags === 'unread' ? gap('forbidden', 'tags of the group (GetResources)') : known(group.tags ?? {});
  const assembly = assemble(KINDS, {});
  const observed = aLiveLogGroup({ name: group.name }, { retentionDays: known(group.days), tags });
  const subjects = assembly.observe([{ type: 'read', kind: 'aws.account-retention-policy', scope: observed.scope }, observed]);
  const found: Finding[] = [];
  for (const subject of subjects) evaluate(subject, plan(CATALOGUE, settings, '2026-06-01'), (finding) => found.push(finding), true);
  return found.find(({ control }) => control === CONTROL);
}

describe('settings by scope', () => {
  it.each([
    ['/ai/audit', 365, 'pass'],
    ['/ai/audit', 90, 'fail'],
    ['/aws/bedrock/invocations', 364, 'fail'],
    ['/web/out', 90, 'pass'],
    ['/web/out', 89, 'fail'],
  ])('ask a year of AI groups and 90 days of the rest, in one run: %s, kept %i days', (name, days, outcome) => {
    expect(judged(YEAR_FOR_AI, { name, days })?.outcome).toBe(outcome);
  });

  it('take the first entry that matches, and the defaults where none does', () => {
    const yaml = `controls: { ${CONTROL}: [{ scope: { include: ["/ai/**"] }, days: 30 }, { scope: { include: ["/ai/audit"] }, days: 3650 }] }`;
    expect(judged(yaml, { name: '/ai/audit', days: 30 })?.outcome).toBe('pass');
    expect(judged(yaml, { name: '/web/out', days: 364 })).toMatchObject({ outcome: 'fail', message: 'kept 364 days, 365 required' });
  });

  it('choose by tags, and leave a group unknown whose tags were not read', () => {
    const yaml = `controls: { ${CONTROL}: [{ scope: { tags: { workload: ai } }, days: 365 }, { days: 90 }] }`;
    expect(judged(yaml, { name: '/x', days: 90, tags: { workload: 'ai' } })?.outcome).toBe('fail');
    expect(judged(yaml, { name: '/x', days: 90, tags: {} })?.outcome).toBe('pass');
    expect(judged(yaml, { name: '/x', days: 9999, tags: 'unread' })).toMatchObject({ outcome: 'unknown', message: 'tags of the group (GetResources) is not known: access was denied' });
  });

  it('have levels of their own: advisory for some, off for others', () => {
    const yaml = `controls: { ${CONTROL}: [{ scope: { include: ["/ai/**"] } }, { scope: { include: ["/tmp/**"] }, level: disabled }, { level: advisory }] }`;
    expect(judged(yaml, { name: '/ai/audit', days: 1 })?.level).toBe('mandatory');
    expect(judged(yaml, { name: '/web/out', days: 1 })?.level).toBe('advisory');
    expect(judged(yaml, { name: '/tmp/x', days: 1 })).toBeUndefined();
  });

  it('are off for the rest, and on for what an entry takes', () => {
    const yaml = `controls: { ${CONTROL}: [{ scope: { include: ["/ai/**"] } }, { level: disabled }] }`;
    expect(judged(yaml, { name: '/ai/audit', days: 1 })?.outcome).toBe('fail');
    expect(judged(yaml, { name: '/web/out', days: 1 })).toBeUndefined();
  });

  it('are raised by frameworks where an entry says no days', () => {
    const yaml = `frameworks: [pci-dss-4]\ncontrols: { ${CONTROL}: [{ scope: { include: ["/ai/**"] } }, { days: 90 }] }`;
    expect(judged(yaml, { name: '/ai/audit', days: 364 })?.message).toContain('365 required');
    expect(judged(yaml, { name: '/web/out', days: 90 })?.outcome).toBe('pass');
  });
});

describe('a scan with settings by scope', () => {
  const group = (name: string, retentionInDays: number) => ({ urn: `urn:pulumi:prod::ai::aws:cloudwatch/logGroup:LogGroup::${name}`, custom: true, id: name, type: 'aws:cloudwatch/logGroup:LogGroup', inputs: { name, retentionInDays }, outputs: {} });

  it('judges each group by its own, and says so in the result', async () => {
    writeFileSync(join(folder.path, 'stack.json'), JSON.stringify({ version: 3, deployment: { manifest: {}, resources: [group('/ai/audit', 90), group('/web/out', 90)] } }));
    writeFileSync(join(folder.path, 'logproof.yaml'), YEAR_FOR_AI);
    const { code, result } = await scanned(['--source', 'pulumi', '--pulumi-state', 'stack.json'], { cwd: folder.path });

    expect(code).toBe(1);
    expect(result.findings.filter(({ control }) => control === CONTROL).map(({ subject, message }) => [subject.name, message])).toEqual([['/ai/audit', 'kept 90 days, 365 required']]);
    expect(result.controls[CONTROL]).toMatchObject({ level: 'mandatory', params: { days: 90 }, byScope: [{ scope: { include: ['/ai/**', '/aws/bedrock/**'], exclude: [], tags: {} }, level: 'mandatory', params: { days: 365 } }] });
  });

  it.each([
    ['an unknown key', '[{ scope: { names: [a] } }]', `controls.${CONTROL}.0.scope.names: is not a known key`],
    ['a scope that selects nothing', '[{ scope: {} }, {}]', `controls.${CONTROL}.0.scope: expected include, exclude or tags`],
    ['an entry that is never reached', '[{ days: 90 }, { days: 365 }]', `controls.${CONTROL}.0: expected a scope in every entry but the last`],
    ['a value that is none', '[{ days: never }]', `controls.${CONTROL}.0.days: expected a`],
    ['no entry', '[]', `controls.${CONTROL}: expected something, not an empty value`],
    ['a scope outside of a list', '{ scope: { include: [a] } }', `controls.${CONTROL}.scope: is not a known key`],
  ])('refuses %s with its path, 2', async (_, entry, message) => {
    writeFileSync(join(folder.path, 'logproof.yaml'), `controls:\n  ${CONTROL}: ${entry}\n`);
    const { code, stderr } = await logproof(['scan', '--source', 'pulumi', '--pulumi-state', 'stack.json'], { cwd: folder.path });

    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  it('refuses a list for a control whose subjects nobody selects', async () => {
    writeFileSync(join(folder.path, 'logproof.yaml'), 'controls: { audit-sink-level: [{ minimum: Request }] }\n');
    expect(await logproof(['scan', '--source', 'pulumi', '--pulumi-state', 'stack.json'], { cwd: folder.path })).toMatchObject({ code: 2, stderr: expect.stringContaining('controls.audit-sink-level: expected a mapping, found a list') as string });
  });

  it('is explained by controls show', async () => {
    const { stdout } = await logproof(['controls', 'show', CONTROL]);
    expect(stdout).toMatch(/or by log group[\s\S]*- \{ scope: \{ include: \["\/aws\/bedrock\/\*\*"\]/);
    expect((await logproof(['controls', 'show', 'audit-sink-level'])).stdout).not.toContain('by log group');
  });
});
