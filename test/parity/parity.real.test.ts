import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stateFile } from '../pulumi/state-file.js';
import { policyAnalyze } from '../rig/pulumi/analyze.js';
import { pulumiEnvironment, type PulumiEnvironment } from '../rig/pulumi/environment.js';
import { stateVerdicts } from './doors.js';
import { declaredForms } from './forms.js';
import { generatedStacks, SEED, settingsFor } from './generated.js';
import type { AStack } from './stacks.js';

const STACKS = 25;
const packDir = resolve(import.meta.dirname, '../..');
const sampled = fc.sample(generatedStacks(), { numRuns: STACKS, seed: SEED });

let environment: PulumiEnvironment;
beforeAll(async () => void (environment = await pulumiEnvironment()));
afterAll(() => environment?.stop());

/** What the engine prints of a stack: `control level`. */
async function refusals(stack: AStack, index: number): Promise<string[]> {
  const workDir = join(environment.folder, `parity-${index}`);
  mkdirSync(workDir);
  writeFileSync(join(workDir, 'logproof.yaml'), JSON.stringify(stack.configuration));
  writeFileSync(join(workDir, 'state.json'), stateFile(declaredForms(stack)));
  const { stdout } = await policyAnalyze({ environment, packDir, workDir, stateFile: join(workDir, 'state.json') });
  const told = [...stdout.matchAll(/- \[(mandatory|advisory)\].*? {2}([a-z-]+) {2}\(/g)].map(([, level, control]) => `${control} ${level}`);
  return [...new Set(told)].sort();
}

/** What the scanner finds in the same state: `control level`; the pack says once a control what is unknown, and what a whole stack fails. */
async function failures(stack: AStack): Promise<string[]> {
  const inForce = settingsFor(stack);
  const verdicts = Object.entries(await stateVerdicts(stack, inForce)).map(([key, verdict]) => ({ control: key.split(' ')[0] ?? '', verdict }));
  const failing = verdicts.filter(({ verdict }) => verdict.startsWith('fail')).map(({ control }) => `${control} ${inForce.controls[control]?.level}`);
  const unknown = verdicts.filter(({ verdict }) => verdict.startsWith('unknown')).map(({ control }) => `${control} advisory`);
  return [...new Set([...failing, ...unknown])].sort();
}

describe('a generated stack, judged by the real engine and by the scanner', () => {
  it.each(sampled.map((stack, index) => [index + 1, stack] as const))(
    '%i of 25 is refused for the same',
    async (index, stack) => {
      expect(await refusals(stack, index)).toEqual(await failures(stack));
    },
  );
});
