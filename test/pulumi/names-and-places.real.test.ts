import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ProviderResource, type Input } from '@pulumi/pulumi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pulumiEnvironment, type PulumiEnvironment } from '../rig/pulumi/environment.js';
import { RigResource } from '../rig/pulumi/resource.js';
import { runStack, type StackOutcome } from '../rig/pulumi/stack.js';
import type { Declared } from './engine.js';
import { aLogGroup, aLogStream, anAuditSink, aService, aSoundStack } from './resources.js';

/** A provider that a program configures. */
class RigProvider extends ProviderResource {}

const policyPack = resolve(import.meta.dirname, '../..');

let environment: PulumiEnvironment;
beforeAll(async () => void (environment = await pulumiEnvironment()));
afterAll(() => environment?.stop());

function folderWith(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(environment.folder, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

const declare = ({ type, name, properties }: Declared, provider?: RigProvider): RigResource => new RigResource(type, name, properties as never, provider && { provider });

/** A program whose log group is named by what only the cloud can tell; its stream takes the group's name. */
const namedByTheCloud = (name: string, properties: object, others: readonly Declared[] = []) => async (): Promise<void> => {
  for (const one of [anAuditSink(), aService(), ...others]) declare(one);
  const bucket = new RigResource('aws:s3/bucket:Bucket', 'bucket', { bucket: 'ai-data' });
  const known: Input<string> = bucket.output('arn').apply(() => name);
  const { type, properties: whole } = aLogGroup(properties, 'audit');
  const group = new RigResource(type, 'audit', { ...whole, name: known } as never);
  declare(aLogStream({ logGroupName: group.output('name') }));
};

const refused = ({ violations }: StackOutcome): string[] => violations.flatMap(({ policy, level, urn }) => (level === 'mandatory' ? [`${policy} ${urn?.split('::').at(-1) ?? ''}`] : [])).sort();
const output = ({ stdout, stderr }: StackOutcome): string => stdout + stderr;
/** That a preview leaves a control to the same `up`. */
const leaves = (control: string): RegExp => new RegExp(`not judged yet, the same pulumi up .*\\b${control} \\(`);
/** The stack is to make the streams itself. */
const STREAMS = 'controls: { log-stream-present: { level: mandatory, requireDeclared: true } }';

describe('a log group whose name a preview does not know', () => {
  const only = 'scope: { logGroups: { include: ["/ai/**"] } }';

  it('counts as present or not once it has its name: a right program goes through', async () => {
    const stack = { environment, stack: 'named-later', policyPack, workDir: folderWith('scoped', { 'logproof.yaml': only }), program: namedByTheCloud('/ai/data', {}) };
    const preview = await runStack({ ...stack, op: 'preview' });
    const up = await runStack({ ...stack, op: 'up' });

    expect(preview, output(preview)).toMatchObject({ ok: true, violations: [] });
    expect(output(preview)).toMatch(leaves('log-group-present'));
    expect(up, output(up)).toMatchObject({ ok: true });
    expect(refused(up)).toEqual([]);
  });

  it('is said to be unjudged where it is kept too short, and refused by the up', async () => {
    const good = [aLogGroup({ name: '/ai/good' }, 'good'), aLogStream({ logGroupName: '/ai/good' }, 'of-good')];
    const stack = { environment, stack: 'short-later', policyPack, workDir: folderWith('scoped', { 'logproof.yaml': only }), program: namedByTheCloud('/ai/data', { retentionInDays: 30 }, good) };
    const preview = await runStack({ ...stack, op: 'preview' });
    const up = await runStack({ ...stack, op: 'up' });

    expect(preview, output(preview)).toMatchObject({ ok: true, violations: [] });
    expect(output(preview)).toMatch(leaves('log-group-retention-minimum'));
    expect(up.ok).toBe(false);
    expect(refused(up)).toEqual(['log-group-retention-minimum audit']);
  });

  it('is waived by its name, in a plain preview and up', async () => {
    const waivers = '- { control: log-group-retention-minimum, subject: "sandbox-*", reason: Synthetic data only, owner: team-ml, approver: security, expires: 2999-12-31 }';
    const workDir = folderWith('waived-later', { 'waivers.yaml': waivers });
    const stack = { environment, policyPack, workDir };
    const preview = await runStack({ ...stack, op: 'preview', stack: 'waived-later', program: namedByTheCloud('sandbox-data', { retentionInDays: 30 }) });
    const up = await runStack({ ...stack, op: 'up', stack: 'waived-later', program: namedByTheCloud('sandbox-data', { retentionInDays: 30 }) });
    const other = await runStack({ ...stack, op: 'up', stack: 'not-waived-later', program: namedByTheCloud('prod-data', { retentionInDays: 30 }) });

    expect(preview, output(preview)).toMatchObject({ ok: true });
    expect(output(preview)).toContain('waiver sandbox-* may cover it, whose name is not known yet: settled in the same pulumi up');
    expect(up, output(up)).toMatchObject({ ok: true });
    expect(output(up)).toContain('waived until 2999-12-31, approved by security for team-ml: Synthetic data only');
    expect(refused(other)).toEqual(['log-group-retention-minimum audit']);
  });
});

describe('what a program declares in several places', () => {
  it('has a stream in its own region, or none', async () => {
    const up = await runStack({
      environment,
      op: 'up',
      stack: 'two-regions',
      policyPack,
      workDir: folderWith('streams', { 'logproof.yaml': STREAMS }),
      program: async () => {
        for (const one of [anAuditSink(), aService()]) declare(one);
        const [eu, us] = ['eu-west-1', 'us-east-1'].map((region) => new RigProvider('aws', region, { region })) as [RigProvider, RigProvider];
        declare(aLogGroup({}, 'here'), eu);
        declare(aLogGroup({}, 'there'), us);
        declare(aLogStream(), eu);
      },
    });

    expect(up.ok).toBe(false);
    expect(refused(up)).toEqual(['log-stream-present there']);
  });

  it('is asked for no Service of another cluster', async () => {
    const up = await runStack({
      environment,
      op: 'up',
      stack: 'two-clusters',
      policyPack,
      program: async () => {
        for (const one of aSoundStack().slice(0, 2)) declare(one);
        const [a, b] = ['a', 'b'].map((context) => new RigProvider('kubernetes', context, { context })) as [RigProvider, RigProvider];
        declare(aService([8443]), a);
        declare(anAuditSink(), b);
      },
    });

    expect(up, output(up)).toMatchObject({ ok: true });
    expect(refused(up)).toEqual([]);
  });

  it('goes by a name that is known, and not by what it was made of', async () => {
    const up = await runStack({
      environment,
      op: 'up',
      stack: 'made-of',
      policyPack,
      workDir: folderWith('streams', { 'logproof.yaml': STREAMS }),
      program: async () => {
        for (const one of [anAuditSink(), aService()]) declare(one);
        const group = declare(aLogGroup({ name: 'base' }, 'g'));
        declare(aLogStream({ logGroupName: group.output('name').apply((name) => `${name}-audit`) }));
      },
    });

    expect(up.ok).toBe(false);
    expect(refused(up)).toEqual(['log-stream-present g']);
  });
});
