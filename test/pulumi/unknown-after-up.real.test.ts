import type * as pulumi from '@pulumi/pulumi';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pulumiEnvironment, type PulumiEnvironment } from '../rig/pulumi/environment.js';
import { RigResource } from '../rig/pulumi/resource.js';
import { runStack, type StackOutcome } from '../rig/pulumi/stack.js';
import type { Declared } from './engine.js';
import { aLogGroup, aLogStream, UNKNOWN } from './resources.js';

const policyPack = resolve(import.meta.dirname, '../..');

let environment: PulumiEnvironment;
beforeAll(async () => void (environment = await pulumiEnvironment()));
afterAll(() => environment?.stop());

const told = ({ violations }: StackOutcome): string[] => violations.map(({ policy, level }) => `${policy} ${level}`).sort();
const output = ({ stdout, stderr }: StackOutcome): string => stdout + stderr;
const make = ({ type, name, properties }: Declared): RigResource => new RigResource(type, name, properties as pulumi.Inputs);

/** A folder of the program with this configuration. */
function configured(name: string, text: string): { readonly workDir: string } {
  const workDir = join(environment.folder, name);
  mkdirSync(workDir, { recursive: true });
  writeFileSync(join(workDir, 'logproof.yaml'), text);
  return { workDir };
}

const ASKED = 'controls: { audit-sink-present: { requireIn: all } }';

describe('an up whose program leaves something unknown', () => {
  it('is refused for a lone patch, which is no audit sink, whatever it leaves as it is', async () => {
    const program = async (): Promise<void> => {
      make(aLogGroup());
      make(aLogStream());
      make({ type: 'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSinkPatch', name: 'patch', properties: { metadata: { name: 'audit' } } });
    };
    const up = await runStack({ environment, op: 'up', stack: 'lone-patch', policyPack, program, ...configured('lone-patch', ASKED) });

    expect(up.ok, output(up)).toBe(false);
    expect(told(up)).toContain('audit-sink-present mandatory');
  });

  it('judges what was made: the engine hands an unknown input of an up to nobody, neither to the provider nor to the pack', async () => {
    const program = async (): Promise<void> => {
      make(aLogGroup({ retentionInDays: UNKNOWN }));
      make(aLogStream());
    };
    const up = await runStack({ environment, op: 'up', stack: 'unknown-input', policyPack, program });

    expect(up, output(up)).toMatchObject({ ok: true, violations: [] });
  });
});
