import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseAllDocuments, stringify } from 'yaml';
import { binary } from '../rig/build.js';
import type { KubernetesObject } from '../rig/kube-apiserver.js';

export const ROOT = join(import.meta.dirname, '../..');
export const KUBERNETES = join(ROOT, 'deploy/kubernetes');
export const CHART = join(ROOT, 'deploy/helm/logproof');

/** What may be switched on: the names of `rbac-NAME.yaml`. */
export const FEATURES: readonly string[] = readdirSync(KUBERNETES)
  .flatMap((name) => /^rbac-(.+)\.yaml$/.exec(name)?.[1] ?? [])
  .sort();

/** The objects of a manifest. */
export const objectsOf = (manifest: string): KubernetesObject[] => {
  const documents = parseAllDocuments(manifest);
  return 'empty' in documents ? [] : documents.map((document) => document.toJS() as KubernetesObject | null).filter((object) => object !== null);
};

/** The objects of files in deploy/kubernetes. */
export const shipped = (...names: string[]): KubernetesObject[] => names.flatMap((name) => objectsOf(readFileSync(join(KUBERNETES, name), 'utf8')));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Helm's or Kustomize's own code (see test/rig/go/manifests). */
export async function manifests(verb: 'helm' | 'notes' | 'lint' | 'kustomize', folder: string, values: object = {}): Promise<Ended> {
  const child = spawn(await binary('manifests'), [verb, folder]);
  const code = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  child.stdin.end(stringify(values));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}

/** The objects that it makes of a folder. @throws Error with what it said instead */
export async function rendered(verb: 'helm' | 'kustomize', folder: string, values: object = {}): Promise<KubernetesObject[]> {
  const { code, stdout, stderr } = await manifests(verb, folder, values);
  if (code !== 0) throw new Error(stderr);
  return objectsOf(stdout);
}

const RBAC = ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'];

/** The rights among them, in an order of their own. */
export const rightsOf = (objects: readonly KubernetesObject[]): KubernetesObject[] =>
  objects.filter(({ kind }) => RBAC.includes(kind)).sort((a, b) => (key(a) < key(b) ? -1 : 1));

const key = ({ kind, metadata }: KubernetesObject): string => `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
