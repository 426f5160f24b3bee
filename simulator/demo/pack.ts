import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { analyzeStack } from './analyzer.js';
import { exportedState, type RecordedStack } from './recorded-stack.js';

const execute = promisify(execFile);

/** How the policy pack judged a stack. */
export interface PackVerdict {
  /** Which engine asked: the real one, or this machine over the engine's protocol. */
  readonly by: string;
  readonly refused: boolean;
  /** What mandatory policies found, one line each. */
  readonly violations: readonly string[];
}

/** The first Pulumi that analyzes a state without a login. */
const MINIMUM = [3, 249] as const;

/** Judges a stack by the policy pack in `packFolder`: through the real engine where `pulumi` is on PATH. */
export async function judgeByPack(stack: RecordedStack, packFolder: string): Promise<PackVerdict> {
  const version = await pulumiVersion();
  if (version && isEnough(version)) return judgeByEngine(stack, packFolder, version);
  const violations = await analyzeStack(stack, packFolder);
  const why = version ? `pulumi ${version} is older than ${MINIMUM.join('.')}` : 'pulumi is not on PATH';
  return { by: `Pulumi's analyzer protocol (${why})`, refused: violations.length > 0, violations };
}

async function pulumiVersion(): Promise<string | undefined> {
  try {
    const { stdout } = await execute('pulumi', ['version'], { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: '1' }, timeout: 20_000 });
    return stdout.trim().replace(/^v/, '');
  } catch {
    return undefined;
  }
}

function isEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

async function judgeByEngine(stack: RecordedStack, packFolder: string, version: string): Promise<PackVerdict> {
  const folder = await mkdtemp(join(tmpdir(), 'logproof-demo-'));
  const state = join(folder, 'state.json');
  try {
    await writeFile(state, JSON.stringify(exportedState(stack)));
    const env = { ...process.env, PULUMI_HOME: join(folder, 'home'), PULUMI_BACKEND_URL: `file://${folder}`, PULUMI_CONFIG_PASSPHRASE: 'demo', PULUMI_SKIP_UPDATE_CHECK: '1' };
    const { code, output } = await ended(execute('pulumi', ['policy', 'analyze', '--file', state, '--policy-pack', packFolder, '--non-interactive', '--color', 'never'], { env, timeout: 120_000 }));
    const violations = output.split('\n').filter((line) => line.includes('[mandatory]')).map((line) => line.trim());
    if (code !== 0 && violations.length === 0) throw new Error(`pulumi policy analyze failed:\n${output}`);
    return { by: `the Pulumi engine ${version}`, refused: code !== 0, violations };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ended(run: Promise<{ stdout: string; stderr: string }>): Promise<{ code: number; output: string }> {
  try {
    const { stdout, stderr } = await run;
    return { code: 0, output: stdout + stderr };
  } catch (problem) {
    const { code, stdout = '', stderr = '' } = problem as { code?: unknown; stdout?: string; stderr?: string };
    return { code: typeof code === 'number' ? code : 1, output: stdout + stderr };
  }
}
