import { readFileSync } from 'node:fs';
import { scanned } from '../cli/command-line.js';
import { policyAnalyze } from '../rig/pulumi/analyze.js';
import type { PulumiEnvironment } from '../rig/pulumi/environment.js';
import { exportedState } from '../rig/pulumi/export.js';
import { violationOf, type PolicyViolation } from '../rig/pulumi/violations.js';
import type { Program } from './index.js';
import { runProgram } from './run.js';
import { foundBy, toldBy, type Verdicts } from './verdicts.js';

/** What each door said of a program. */
export interface Judged {
  /** Whether the preview, and then `up`, went through. */
  readonly goesThrough: { readonly preview: boolean; readonly up: boolean };
  readonly preview: Verdicts;
  /** Controls of which the preview said that the same `up` judges them. */
  readonly settling: readonly string[];
  readonly up: Verdicts;
  readonly analyze: Verdicts;
  readonly scan: Verdicts;
  /** What the engine said, for whom an expectation fails. */
  readonly output: string;
}

/** Takes a program through every door: a preview, `up`, and then the state that it left, judged by the pack and by a scan. */
export async function throughEveryDoor(environment: PulumiEnvironment, name: string, program: Program, policyPack: string): Promise<Judged> {
  const asked = { environment, name, program, policyPack };
  const preview = await runProgram({ ...asked, op: 'preview' });
  const refused = new Set(preview.violations.filter(({ level }) => level === 'mandatory').map(({ policy }) => policy));
  const up = await runProgram({ ...asked, op: 'up' });
  // A refused stack is half made: so that there is a whole one to judge, it is let through with the same verdicts as remarks.
  const whole = up.ok ? up : await runProgram({ ...asked, op: 'up', policyPackConfig: Object.fromEntries([...refused].map((control) => [control, 'advisory'])) });
  const stateFile = await exportedState(environment, name, 'dev');
  const resources = namesIn(stateFile);
  return {
    goesThrough: { preview: preview.ok, up: up.ok },
    preview: toldBy({ violations: preview.violations, resources }),
    settling: settlingIn(preview.output),
    up: toldBy({ violations: whole.violations, resources }, refused),
    analyze: toldBy({ violations: await analyzed(environment, stateFile, policyPack), resources }),
    scan: foundBy((await scanned(['--source', 'pulumi', '--pulumi-state', stateFile], { cwd: environment.folder })).result),
    output: [preview, up, whole].map(({ output }) => policiesIn(output)).join('\n'),
  };
}

/** What the engine printed of the policies, and of what else went wrong. */
const policiesIn = (output: string): string => output.slice(Math.max(output.lastIndexOf('Policies:'), 0)).split('\n').filter((line) => !line.includes('from $PATH')).slice(-60).join('\n');

/** `not judged yet, the same pulumi up does as soon as it is known: CONTROL (why); CONTROL (why)`. */
const settlingIn = (output: string): string[] => output.split('\n').filter((line) => line.includes('not judged yet, the same pulumi up')).flatMap((line) => line.match(/\b[a-z]+(?:-[a-z]+)+(?= \()/g) ?? []);

/** What the pack says of a state. */
async function analyzed(environment: PulumiEnvironment, stateFile: string, packDir: string): Promise<PolicyViolation[]> {
  const { stdout } = await policyAnalyze({ environment, stateFile, packDir, json: true });
  const events = stdout.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Parameters<typeof violationOf>[0]);
  return events.flatMap((event) => violationOf(event) ?? []);
}

function namesIn(stateFile: string): Set<string> {
  const { deployment } = JSON.parse(readFileSync(stateFile, 'utf8')) as { deployment: { resources?: { urn: string }[] } };
  return new Set((deployment.resources ?? []).map(({ urn }) => urn.split('::').slice(3).join('::')));
}
