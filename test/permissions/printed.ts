import type { KubernetesObject } from '../rig/kubernetes/client.js';
import { folderWith, logproof, type Ended } from '../cli/command-line.js';
import { objectsOf } from '../deploy/rendered.js';

/** Runs `logproof permissions kubernetes` beside some files. */
export async function permissions(files: Readonly<Record<string, string>>, flags: readonly string[] = []): Promise<Ended> {
  const folder = folderWith(files);
  try {
    return await logproof(['permissions', 'kubernetes', ...flags], { cwd: folder.path });
  } finally {
    folder.remove();
  }
}

/** The objects that it prints. @throws Error with what it said instead */
export async function granted(files: Readonly<Record<string, string>>, flags?: readonly string[]): Promise<KubernetesObject[]> {
  const { code, stdout, stderr } = await permissions(files, flags);
  if (code !== 0) throw new Error(stderr);
  return objectsOf(stdout);
}
