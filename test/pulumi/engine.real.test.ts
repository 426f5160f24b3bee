import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyAnalyze } from '../rig/pulumi/analyze.js';
import { pulumiEnvironment, type PulumiEnvironment } from '../rig/pulumi/environment.js';
import { runStack, type StackOutcome } from '../rig/pulumi/stack.js';
import { anEksCluster, aPolicyMap, GOOD_POLICY, POLICY_WITH_A_HOLE } from '../declared/resources.js';
import type { Declared } from './engine.js';
import { EVERYTHING_WRONG, programOf, waitingFor } from './programs.js';
import { aLogGroup, aLogStream, aSoundStack } from './resources.js';
import { stateFile } from './state-file.js';

const policyPack = resolve(import.meta.dirname, '../..');

let environment: PulumiEnvironment;
beforeAll(async () => void (environment = await pulumiEnvironment()));
afterAll(() => environment?.stop());

/** A program's folder with these files in it. */
function folderWith(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(environment.folder, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

/** The state of a stack with these resources. */
function stateOf(name: string, resources: readonly Declared[]): string {
  const file = join(environment.folder, `${name}.json`);
  writeFileSync(file, stateFile(resources.map(({ properties, ...resource }) => ({ ...resource, inputs: properties }))));
  return file;
}

const told = ({ violations }: StackOutcome): string[] =>
  violations.map(({ policy, level, urn }) => `${policy} ${level} ${urn?.split('::').at(-1) ?? ''}`).sort();
const output = ({ stdout, stderr }: StackOutcome): string => stdout + stderr;

describe('a sound stack', () => {
  it('passes preview and up without a word, with no configuration', async () => {
    const stack = { environment, stack: 'sound', policyPack, program: programOf(aSoundStack()) };
    const preview = await runStack({ ...stack, op: 'preview' });
    const up = await runStack({ ...stack, op: 'up' });

    expect(preview, output(preview)).toMatchObject({ ok: true, violations: [] });
    expect(up, output(up)).toMatchObject({ ok: true, violations: [] });
  });
});

describe('a stack that declares how its cluster audits', () => {
  const preview = (stack: string, resources: readonly Declared[]) =>
    runStack({ environment, op: 'preview', stack, policyPack, program: programOf([...aSoundStack(), ...resources]) });

  it('is refused by preview without the audit log of EKS, and for a policy with a hole, naming a request', async () => {
    const refused = await preview('silent-cluster', [anEksCluster(), aPolicyMap(POLICY_WITH_A_HOLE, 'holed')]);

    expect(refused.ok).toBe(false);
    expect(told(refused)).toEqual(['api-server-audit-exported mandatory prod', 'api-server-audit-policy-covers mandatory holed', 'audit-sink-present mandatory rig-silent-cluster']);
    expect(refused.violations.map(({ message }) => message).join()).toMatch(/secrets.*level None \(by rules\[0\]\)/);
  });

  it('passes with the log, and with a policy without holes', async () => {
    const passed = await preview('logged-cluster', [anEksCluster({ enabledClusterLogTypes: ['audit'] }), aLogGroup({ name: '/aws/eks/prod/cluster' }, 'control-plane'), aPolicyMap(GOOD_POLICY, 'whole')]);

    expect(passed, output(passed)).toMatchObject({ ok: true, violations: [] });
  });
});

describe('a stack that breaks every control', () => {
  it('is refused by a preview that names each control once, and every resource', async () => {
    const preview = await runStack({
      environment,
      op: 'preview',
      stack: 'wrong',
      policyPack,
      program: programOf(EVERYTHING_WRONG),
      policyPackConfig: { 'log-group-retention-maximum': { days: 1827 } },
    });

    expect(preview.ok).toBe(false);
    expect(told(preview)).toEqual([
      // The patch leaves the caBundle as it is on the server, which only a scan can read.
      'audit-sink-destination advisory bad-patch',
      'audit-sink-destination mandatory bad-destination',
      // Of several resources the stack is told once, with their names.
      'audit-sink-level mandatory rig-wrong',
      'audit-sink-service-exists mandatory rig-wrong',
      'audit-sink-stages mandatory bad-stages',
      'audit-sink-throttle mandatory bad-throttle',
      'log-group-deletion-protected advisory bad-protection',
      'log-group-encrypted advisory bad-encryption',
      'log-group-retention-maximum mandatory bad-maximum',
      'log-group-retention-minimum mandatory bad-retention',
      'placeholder-value mandatory bad-placeholder',
    ]);
    expect(output(preview)).toMatch(/level .* required.*: bad-level/);
    // All of these name the Service that lacks the port.
    expect(output(preview)).toContain('443 required: bad-level, bad-patch, bad-service, bad-stages, bad-throttle');
    expect(output(preview)).toContain('kept 30 days, 365 required');
    expect(output(preview)).toContain('Fix: Set retentionInDays to at least the required days');
  });

  it('is refused by up before the resource is created', async () => {
    const up = await runStack({
      environment,
      op: 'up',
      stack: 'refused',
      policyPack,
      program: programOf([aLogGroup({ retentionInDays: 30 })]),
    });
    const state = await up.export();

    expect(up.ok).toBe(false);
    expect(told(up)).toEqual(['log-group-retention-minimum mandatory logs']);
    expect(JSON.stringify(state.deployment.resources ?? [])).not.toContain('LogGroup');
  });

  it('is refused for what it lacks, where something in it asks', async () => {
    const up = (stack: string, resources: readonly Declared[]) => runStack({ environment, op: 'up', stack, policyPack, program: programOf(resources) });
    const [nothing, silent] = [await up('empty', []), await up('silent', [anEksCluster()])];

    expect(nothing, output(nothing)).toMatchObject({ ok: true, violations: [] });
    expect(silent.ok).toBe(false);
    expect(told(silent)).toEqual(['api-server-audit-exported mandatory prod']);
  });
});

describe('a value that is not known in a preview', () => {
  it('is no violation there, told once, and settled by the up: refused where it turns out wrong', async () => {
    const stack = { environment, stack: 'unknown', policyPack, program: waitingFor(30) };
    const preview = await runStack({ ...stack, op: 'preview' });
    const up = await runStack({ ...stack, op: 'up' });

    expect(preview, output(preview)).toMatchObject({ ok: true });
    expect(told(preview)).toEqual([]);
    expect(preview.stdout).not.toContain('⚠');
    expect(output(preview)).toContain('logproof: not judged yet, the same pulumi up does as soon as it is known: log-group-retention-minimum (retentionInDays of waiting)');
    expect(up.ok).toBe(false);
    expect(told(up)).toEqual(['log-group-retention-minimum mandatory waiting']);
  });

  it('passes where it turns out right', async () => {
    const up = await runStack({ environment, op: 'up', stack: 'known', policyPack, program: waitingFor(400) });

    expect(up, output(up)).toMatchObject({ ok: true, violations: [] });
  });
});

describe("the program's own configuration", () => {
  const waivers = (expires: string) =>
    `- { control: log-group-retention-minimum, subject: ai-*, reason: Synthetic data only, owner: team-ml, approver: security, expires: ${expires} }`;
  const program = programOf([...aSoundStack().slice(1), aLogGroup({ retentionInDays: 90 })]);

  it('lets a waived failure pass as a note', async () => {
    const workDir = folderWith('waived', {
      'logproof.yaml': 'controls: { log-group-retention-minimum: { days: 180 } }',
      'waivers.yaml': waivers('2999-12-31'),
    });
    const up = await runStack({ environment, op: 'up', stack: 'waived', policyPack, workDir, program });

    expect(up, output(up)).toMatchObject({ ok: true });
    expect(told(up)).toEqual(['log-group-retention-minimum advisory logs']);
    expect(output(up)).toContain('waived until 2999-12-31, approved by security for team-ml: Synthetic data only');
    expect(output(up)).toContain('Without the waiver: kept 90 days, 180 required');
  });

  it('lets an expired waiver waive nothing', async () => {
    const workDir = folderWith('expired', { 'waivers.yaml': waivers('2026-01-01') });
    const analysis = await policyAnalyze({
      environment,
      packDir: policyPack,
      workDir,
      stateFile: stateOf('expired', [aLogGroup({ retentionInDays: 90 }), aLogStream()]),
    });

    expect(analysis.exitCode).toBe(1);
    expect(analysis.stdout).toMatch(/\[mandatory\].*log-group-retention-minimum/);
    expect(analysis.stdout).toMatch(/\[advisory\].*waiver-expired/);
    expect(analysis.stdout).toContain('expired on 2026-01-01, it waives nothing');
  });

  it('fails the run when it is wrong, with every error', async () => {
    const workDir = folderWith('mistaken', {
      'logproof.yaml':
        'controls:\n  log-group-retention-minimun: { days: 1 }\n  audit-sink-level: { minimum: None, maxmum: Request }\n',
    });
    const preview = await runStack({ environment, op: 'preview', stack: 'mistaken', policyPack, workDir, program });

    expect(preview.ok).toBe(false);
    expect(output(preview)).toContain('logproof.yaml:2: controls.log-group-retention-minimun: is not a known key');
    expect(output(preview)).toContain('logproof.yaml:3: controls.audit-sink-level.maxmum: is not a known key');
  });

  it("fails the run when Pulumi's has a name that does not exist, with a level or without", async () => {
    const state = stateOf('named', aSoundStack());
    const named = await policyAnalyze({
      environment,
      packDir: policyPack,
      stateFile: state,
      config: { 'log-group-retention-minimun': 'advisory', 'audit-sink-level': { minimun: 'None' } },
    });
    const bare = await policyAnalyze({
      environment,
      packDir: policyPack,
      stateFile: state,
      config: { 'log-group-retention-minimun': { days: 1 } },
    });

    expect(named.exitCode).not.toBe(0);
    expect(named.stderr).toContain('policy pack configuration: audit-sink-level.minimun: is not a known key');
    expect(named.stderr).toContain('policy pack configuration: log-group-retention-minimun: is not a known key');
    // The engine itself refuses this one, and does not hand it to the pack.
    expect(bare.exitCode).not.toBe(0);
    expect(bare.stderr).toContain('invalid enforcement level');
  });
});

describe('pulumi policy analyze', () => {
  it('passes a sound state', async () => {
    const analysis = await policyAnalyze({
      environment,
      packDir: policyPack,
      stateFile: stateOf('analyzed', aSoundStack()),
    });

    expect(analysis, analysis.stdout + analysis.stderr).toMatchObject({ exitCode: 0 });
    expect(analysis.stdout).toContain('✅ logproof@v');
  });
});
