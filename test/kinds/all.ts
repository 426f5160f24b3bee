import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AKind } from './a-kind.js';

const paths = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /^[^/]+\/[^/]+\.ts$/.test(path))
  .sort();

const load = async (path: string): Promise<readonly [string, AKind]> => {
  const { default: one } = (await import(join(import.meta.dirname, path))) as { default?: AKind };
  if (!one) throw new Error(`test/kinds/${path}: expected a default export, what the tests need to know of the kind`);
  return [path.replace('/', '.').replace(/\.ts$/, ''), one];
};

/** Every file of this folder's folders, by the id of its kind: a new one is found by itself. */
export const TESTED: ReadonlyMap<string, AKind> = new Map(await Promise.all(paths.map(load)));

/** What the tests know of a kind. @throws Error for a kind without a file */
export function tested(kind: string): AKind {
  const one = TESTED.get(kind);
  if (!one) throw new Error(`${kind}: expected test/kinds/${kind.replace('.', '/')}.ts, which gives the tests a thing of that kind`);
  return one;
}
