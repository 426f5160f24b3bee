import { gap, isKnown, known, type Known } from '../../core/known.js';
import { read, Unread, type Tree } from '../tree.js';
import type { AuditFlags } from './audit-flags.js';
import type { ServerVersion } from './cluster.js';
import { yamlDocuments } from './yaml-documents.js';

const EXTRA_ARGS = 'apiServer.extraArgs';

/**
 * The audit flags that a kubeadm ClusterConfiguration gives the API server: a mapping up to v1beta3, a list of names and
 * values from v1beta4. Cluster API has the same two forms in v1beta1 and v1beta2.
 */
export function kubeadmFlags(configuration: Tree): Known<AuditFlags> {
  const args = read(configuration, EXTRA_ARGS);
  if (!isKnown(args)) return args;
  const flags: Record<string, string> = {};
  for (const [name, value] of pairs(args.value)) {
    if (name instanceof Unread) return gap(name.reason, EXTRA_ARGS);
    if (typeof name !== 'string' || !name.startsWith('audit-')) continue;
    if (value instanceof Unread) return gap(value.reason, `${EXTRA_ARGS}.${name}`);
    flags[name] = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  }
  return known(flags);
}

const pairs = (args: Tree): [Tree, Tree][] =>
  Array.isArray(args)
    ? args.map((arg: Tree) => (arg instanceof Unread ? [arg, undefined] : [field(arg, 'name'), field(arg, 'value')]))
    : Object.entries((args ?? {}) as Record<string, Tree>);

const field = (value: Tree, name: string): Tree =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, Tree>)[name] : undefined;

/** The version in a text such as `v1.36.1`, `1.35` or `kindest/node:v1.34.0`. */
export function versionIn(text: Known<string | undefined>, place: string): Known<ServerVersion> {
  if (!isKnown(text)) return text;
  const [, gitVersion, major, minor] = /(?:^|:)(v?(\d+)\.(\d+)[\w.+-]*)/.exec(text.value ?? '') ?? [];
  return gitVersion === undefined ? gap('unsupported', place) : known({ major: Number(major), minor: Number(minor), gitVersion });
}

/**
 * The audit flags that a kind cluster's `kubeadmConfigPatches` give its API server, those of the first control-plane
 * node last. Source: kind.sigs.k8s.io, docs/user/configuration, "Kubeadm Config Patches".
 */
export function kindFlags(cluster: Tree): Known<AuditFlags> {
  const node = controlPlaneNode(cluster);
  const rewritten = [cluster, node].some((at) => list(field(at, 'kubeadmConfigPatchesJSON6902')).length > 0);
  if (rewritten) return gap('unsupported', 'kubeadmConfigPatchesJSON6902, which may change the flags,');
  let flags: AuditFlags = {};
  for (const patch of [cluster, node].flatMap((at) => list(field(at, 'kubeadmConfigPatches')))) {
    const found = patchFlags(patch);
    if (!isKnown(found)) return found;
    flags = { ...flags, ...found.value };
  }
  return known(flags);
}

/** The image of the control plane, which names the version. */
export const kindImage = (cluster: Tree): string | undefined => {
  const image = field(controlPlaneNode(cluster), 'image');
  return typeof image === 'string' ? image : undefined;
};

const controlPlaneNode = (cluster: Tree): Tree =>
  list(field(cluster, 'nodes')).find((node) => ['control-plane', undefined].includes(field(node, 'role') as string | undefined));

const list = (value: Tree): readonly Tree[] => (Array.isArray(value) ? value : []);

function patchFlags(patch: Tree): Known<AuditFlags> {
  const reading = typeof patch === 'string' ? yamlDocuments(patch) : { documents: [] };
  if (!('documents' in reading)) return gap('unsupported', 'kubeadmConfigPatches, which cannot be read,');
  const configuration = reading.documents.find((document) => field(document, 'kind') === 'ClusterConfiguration');
  return kubeadmFlags(configuration);
}
