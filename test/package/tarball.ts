import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');

/** What `npm pack` made. */
export interface Tarball {
  /** Absolute path of the .tgz. */
  readonly file: string;
  /** Bytes of the .tgz. */
  readonly size: number;
  readonly paths: readonly string[];
}

/** Runs a program to its end. */
export async function run(cwd: string, command: string, args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await promisify(execFile)(command, args, { cwd, maxBuffer: 64 * 1024 * 1024, env: environment() })) };
  } catch (problem) {
    const { code, stdout, stderr, message } = problem as { code: unknown; stdout?: string; stderr?: string; message: string };
    return { code: typeof code === 'number' ? code : -1, stdout: stdout ?? '', stderr: stderr || message };
  }
}

// Under `npm run`, npm hands its settings down in npm_*; an empty project has none of them.
const environment = (): NodeJS.ProcessEnv => Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));

/** Packs the built checkout into a folder, as it would be published. */
export async function pack(folder: string): Promise<Tarball> {
  const { code, stdout, stderr } = await run(ROOT, 'npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
  if (code !== 0) throw new Error(`npm pack failed: ${stderr}`);
  const [made] = JSON.parse(stdout) as { filename: string; size: number; files: { path: string }[] }[];
  if (!made) throw new Error('npm pack made nothing');
  return { file: join(folder, made.filename), size: made.size, paths: made.files.map(({ path }) => path) };
}
