import { dirname, isAbsolute, join } from 'node:path';
import { parse } from 'yaml';
import { readNamedFile } from '../../../../policypack/configuration/named-file.js';
import { InputMistake } from '../../../../policypack/core/input-mistake.js';

/** An entry of a kubeconfig's list: its name, and the object under the key of its kind. */
export interface Entry {
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** The file that it comes from. */
  readonly file: string;
}

/** One or more kubeconfig files, merged. */
export interface Kubeconfig {
  readonly files: readonly string[];
  readonly currentContext: string | undefined;
  readonly contexts: readonly Entry[];
  readonly clusters: readonly Entry[];
  readonly users: readonly Entry[];
}

/** Keys that hold paths, which are relative to the file. Source: client-go, clientcmd.ResolveLocalPaths. */
const PATHS = ['certificate-authority', 'client-certificate', 'client-key', 'tokenFile'];

/**
 * Reads and merges kubeconfig files as kubectl does: of two entries with one name, the first file's counts.
 * @throws InputMistake when a file cannot be read or is not a kubeconfig
 */
export function readKubeconfigs(files: readonly string[]): Kubeconfig {
  const read = files.map(readKubeconfig);
  const merged = (kind: 'contexts' | 'clusters' | 'users'): Entry[] =>
    [
      ...new Map(
        read
          .flatMap((file) => file[kind])
          .reverse()
          .map((entry) => [entry.name, entry]),
      ).values(),
    ].reverse();
  return {
    files,
    currentContext: read.find(({ currentContext }) => currentContext)?.currentContext,
    contexts: merged('contexts'),
    clusters: merged('clusters'),
    users: merged('users'),
  };
}

function readKubeconfig(file: string): Kubeconfig {
  const document = parseFile(file);
  if (!isObject(document))
    throw new InputMistake('not a kubeconfig: expected a mapping with clusters, users and contexts', { file });
  const current = document['current-context'];
  return {
    files: [file],
    currentContext: typeof current === 'string' && current !== '' ? current : undefined,
    contexts: entries(document, 'contexts', 'context', file),
    clusters: entries(document, 'clusters', 'cluster', file),
    users: entries(document, 'users', 'user', file),
  };
}

function parseFile(file: string): unknown {
  const text = readNamedFile(file, { file, say: (code) => `cannot be read (${code}): check --kubeconfig, KUBECONFIG and the file's permissions` });
  try {
    return parse(text);
  } catch (problem) {
    // Only the first line: those after it quote the file, and may hold a token.
    throw new InputMistake(`not YAML: ${(problem as Error).message.split('\n')[0]?.replace(/:$/, '')}`, { file });
  }
}

function entries(document: Readonly<Record<string, unknown>>, list: string, kind: string, file: string): Entry[] {
  const found = document[list] ?? [];
  if (!Array.isArray(found)) throw new InputMistake(`${list}: expected a list`, { file });
  return found.map((entry: unknown, index) => {
    if (!isObject(entry) || typeof entry['name'] !== 'string')
      throw new InputMistake(`${list}[${index}]: expected a name`, { file });
    const value = entry[kind] ?? {};
    if (!isObject(value)) throw new InputMistake(`${list}[${index}].${kind}: expected a mapping`, { file });
    return { name: entry['name'], value: resolvePaths(value, dirname(file)), file };
  });
}

const resolvePaths = (value: Readonly<Record<string, unknown>>, folder: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value).map(([key, path]) => [
      key,
      PATHS.includes(key) && typeof path === 'string' && path !== '' && !isAbsolute(path) ? join(folder, path) : path,
    ]),
  );

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
