import { mkdir, open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { RENDERED_MARK, type Rendered } from '../../render/index.js';
import type { CommandContext } from '../context.js';
import { writeWhole } from '../report-files.js';

/**
 * Writes rendered forms into a folder and prints their names. What an earlier run rendered is written anew; any other
 * file of such a name, which may be the policy that a cluster runs by, is left alone, and nothing is written.
 * @throws InputMistake when the folder cannot be written to, or holds such a file
 */
export async function writeForms(rendered: readonly Rendered[], out: string, context: CommandContext): Promise<void> {
  const folder = resolve(context.cwd, out);
  try {
    await mkdir(folder, { recursive: true });
    const foreign: string[] = [];
    for (const { file } of rendered) if (await isForeign(join(folder, file))) foreign.push(join(out, file));
    if (foreign.length > 0) throw new InputMistake(`${foreign.join(', ')}: there already, and not rendered by logproof: move it, or give another folder to --out`);
    for (const { file, text } of rendered) {
      await writeWhole(join(folder, file), pieces(text));
      await context.stdout(`${join(out, file)}\n`);
    }
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException;
    if (code === undefined) throw problem;
    throw new InputMistake(`--out ${out}: cannot be written (${code}): choose a folder that can be written to`);
  }
}

/** Whether something is there that was not rendered by an earlier run. An empty file is nobody's work. */
async function isForeign(file: string): Promise<boolean> {
  let found;
  try {
    found = await open(file, 'r');
    const { bytesRead, buffer } = await found.read(Buffer.alloc(RENDERED_MARK.length));
    return bytesRead > 0 && buffer.toString() !== RENDERED_MARK;
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException;
    if (code === 'ENOENT') return false;
    if (code === 'EISDIR') return true;
    throw problem;
  } finally {
    await found?.close();
  }
}

// One piece: the texts are small.
async function* pieces(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}
