import { access, constants, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputMistake } from '../../policypack/core/input-mistake.js';

/** What a name that is to be written stands for. Only a file is replaced; what is something else stays what it is, and is written to. */
export type FileTarget =
  /** A file, or nothing yet, where every link leads. `mode`: the permissions of the one that is there. */
  | { readonly kind: 'file'; readonly path: string; readonly mode?: number }
  | { readonly kind: 'fifo' | 'device' | 'socket'; readonly path: string }
  /** One that this process was started with: /dev/stdout, /dev/fd/3. */
  | { readonly kind: 'descriptor'; readonly number: number };

/** As many links as Linux follows. */
const LINKS = 40;

/** Descriptors by name: /dev/stdout is a link to one, and opening one anew would begin the file anew that is behind it. */
const DESCRIPTOR = /^\/(?:dev|proc\/(?:self|thread-self|(\d+)))\/fd\/(\d+)$/;

/**
 * Where a name leads.
 * @throws InputMistake for a folder; Error with the system's code, such as ELOOP
 */
export async function fileTarget(file: string): Promise<FileTarget> {
  if (file.endsWith('/')) throw aFolder(file);
  const path = await withoutLinks(resolve(file));
  const descriptor = descriptorOf(path);
  if (descriptor !== undefined) return { kind: 'descriptor', number: descriptor };
  const found = await stat(path).catch(unlessAbsent);
  if (found === undefined) return { kind: 'file', path };
  if (found.isDirectory()) throw aFolder(file);
  if (found.isFile()) return { kind: 'file', path, mode: found.mode & 0o777 };
  return { kind: found.isFIFO() ? 'fifo' : found.isSocket() ? 'socket' : 'device', path };
}

/** Whether a target that is there may be written to. @throws Error with the system's code */
export async function mayBeWritten(target: FileTarget): Promise<void> {
  if (target.kind === 'descriptor') await isOurs(target.number);
  else if (target.kind !== 'file' || target.mode !== undefined) await access(target.path, constants.W_OK);
}

/** A descriptor that Node has for itself, such as that of its events, is none that was given to this process. */
async function isOurs(number: number): Promise<void> {
  await stat(`/dev/fd/${number}`);
  const behind = await readlink(`/dev/fd/${number}`).catch(() => '');
  if (behind.startsWith('anon_inode:')) throw Object.assign(new Error('not a descriptor of this process'), { code: 'EBADF' });
}

const aFolder = (file: string): InputMistake => new InputMistake('is a folder: name a file in it', { file });

/** The last link need not lead anywhere yet: a file is made there. */
async function withoutLinks(given: string): Promise<string> {
  let path = given;
  for (let followed = 0; followed < LINKS; followed += 1) {
    const folder = await realpath(dirname(path)).catch(unlessAbsent);
    path = join(folder ?? dirname(path), basename(path));
    if (descriptorOf(path) !== undefined) return path;
    const link = await readlink(path).catch(unlessNoLink);
    if (link === undefined) return path;
    path = resolve(dirname(path), link);
  }
  throw Object.assign(new Error('too many links'), { code: 'ELOOP' });
}

function descriptorOf(path: string): number | undefined {
  const [, owner, number] = DESCRIPTOR.exec(path) ?? [];
  return number === undefined || (owner !== undefined && Number(owner) !== process.pid) ? undefined : Number(number);
}

const unless =
  (...codes: readonly string[]) =>
  (problem: NodeJS.ErrnoException): undefined => {
    if (!codes.includes(problem.code ?? '')) throw problem;
  };
const unlessAbsent = unless('ENOENT');
const unlessNoLink = unless('ENOENT', 'EINVAL');
