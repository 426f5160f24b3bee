import { gap, isKnown, known, type Known } from '../../../core/known.js';
import type { Tree } from '../../declared/property-tree.js';
import { list, records, textOf } from '../../../core/untyped.js';
import { filesRead, isWithin } from '../api-server/mounts.js';
import type { AuditFlags } from '../auditing/flags.js';
import { since } from '../cluster/facts.js';
import { extraVolumes, field, kubeadmFlags, kubeadmMounts, onHost, versionIn, type ExtraVolume } from './kubeadm.js';
import { yamlDocuments } from '../yaml/documents.js';

/** The kubeadm APIs that kind writes: a patch that names one applies to that one alone, and is passed over by the other. */
const BEFORE_1_36 = 'kubeadm.k8s.io/v1beta3';
const SINCE_1_36 = 'kubeadm.k8s.io/v1beta4';

/** How a kind cluster's API server is started. */
interface KindServer {
  readonly flags: Known<AuditFlags>;
  readonly mounts: Known<readonly string[]>;
  readonly fileFault: Known<string | undefined>;
}

/**
 * What a kind cluster's `kubeadmConfigPatches` give its API server, those of the first control-plane node last, and whether
 * `extraMounts` put its files onto the nodes. Source: kind.sigs.k8s.io, docs/user/configuration, "Kubeadm Config Patches", and
 * docs/user/auditing; kubernetes-sigs/kind, pkg/internal/patch.
 */
export function kindServer(cluster: Tree): KindServer {
  const patches = patchesOf(cluster);
  const flags = agreed(cluster, patches, patchedFlags);
  const volumes = agreed(cluster, patches, patchedVolumes);
  const mounts = isKnown(volumes) ? kubeadmMounts({ apiServer: { extraVolumes: volumes.value } }) : volumes;
  return { flags, mounts, fileFault: isKnown(flags) && isKnown(volumes) ? missingFile(cluster, flags.value, volumes.value) : known(undefined) };
}

/** The same for each kubeadm API that kind may write for this cluster. */
function agreed<T extends object>(cluster: Tree, patches: Known<readonly Tree[]>, of: (applied: readonly Tree[]) => Known<T>): Known<T> {
  if (!isKnown(patches)) return patches;
  const [first = of([]), second = first] = writtenFor(cluster).map((api) => of(patches.value.filter((patch) => [undefined, null, '', api].includes(field(patch, 'apiVersion') as string | undefined | null))));
  const differ = isKnown(first) && isKnown(second) && text(first.value) !== text(second.value);
  return differ ? gap('unsupported', 'which kubeadm API kind writes for this cluster, to which alone some of its kubeadmConfigPatches apply,') : isKnown(first) ? second : first;
}

function patchesOf(cluster: Tree): Known<readonly Tree[]> {
  const places = [cluster, controlPlaneNode(cluster)];
  if (places.some((at) => list(field(at, 'kubeadmConfigPatchesJSON6902')).length > 0)) {
    return gap('unsupported', 'kubeadmConfigPatchesJSON6902, which may change the flags,');
  }
  return clusterConfigurations(places.flatMap((at) => list(field(at, 'kubeadmConfigPatches'))));
}

/** A list of volumes replaces the one before it, or is appended to it, by the release of kind. */
function patchedVolumes(applied: readonly Tree[]): Known<readonly ExtraVolume[]> {
  const given = applied.filter((patch) => Array.isArray(field(field(patch, 'apiServer'), 'extraVolumes')));
  return given.length > 1 ? gap('unsupported', 'kubeadmConfigPatches with more than one list of extraVolumes') : extraVolumes(given[0]);
}

/** An image that is kind's own holds no file of a user's. */
const OWN_IMAGE = /^(?:docker\.io\/)?kindest\/node(?:[:@]|$)/;

/** A node is made anew from its image: what a server reads of it, extraMounts put there, on each node that runs one. */
function missingFile(cluster: Tree, flags: AuditFlags, volumes: readonly ExtraVolume[]): Known<string | undefined> {
  for (const { flag, path } of filesRead(flags)) {
    const there = onHost(volumes, path);
    const node = path.startsWith('/') ? controlPlaneNodes(cluster).find((one) => !records(field(one, 'extraMounts')).some(({ containerPath }) => isWithin(there, textOf(containerPath)))) : undefined;
    if (!node) continue;
    const image = field(node, 'image');
    if (typeof image === 'string' && !OWN_IMAGE.test(image)) return gap('unsupported', `whether the image of the control plane holds ${there}`);
    return known(`--${flag}=${JSON.stringify(path)}, which is ${there} of a node of its own; extraMounts that put it onto every control plane required`);
  }
  return known(undefined);
}

/** The APIs that kind may write: the version of the node's image tells which. */
function writtenFor(cluster: Tree): readonly string[] {
  const version = versionIn(known(kindImage(cluster)), 'the image');
  if (!isKnown(version)) return [BEFORE_1_36, SINCE_1_36];
  return [since(version.value, 36) ? SINCE_1_36 : BEFORE_1_36];
}

/** The image of the control plane, which names the version. */
export const kindImage = (cluster: Tree): string | undefined => {
  const image = field(controlPlaneNode(cluster), 'image');
  return typeof image === 'string' ? image : undefined;
};

const controlPlaneNode = (cluster: Tree): Tree => controlPlaneNodes(cluster)[0];

/** Without any node kind makes one. */
function controlPlaneNodes(cluster: Tree): readonly Tree[] {
  const nodes = list(field(cluster, 'nodes'));
  return nodes.length === 0 ? [{}] : nodes.filter((node) => ['control-plane', undefined].includes(field(node, 'role') as string | undefined));
}

function clusterConfigurations(patches: readonly Tree[]): Known<readonly Tree[]> {
  const readings = patches.map((patch) => (typeof patch === 'string' ? yamlDocuments(patch) : { documents: [] }));
  if (readings.some((reading) => !('documents' in reading))) return gap('unsupported', 'kubeadmConfigPatches, which cannot be read,');
  const documents = readings.flatMap((reading) => ('documents' in reading ? reading.documents : []));
  return known(documents.filter((document) => field(document, 'kind') === 'ClusterConfiguration'));
}

/** Merge patches, one after the other: a mapping's null takes the flag away. */
function patchedFlags(applied: readonly Tree[]): Known<AuditFlags> {
  // Releases of kind differ in whether a second list replaces the first, or is appended to it.
  if (applied.filter((patch) => Array.isArray(extraArgs(patch))).length > 1) return gap('unsupported', 'kubeadmConfigPatches with more than one list of extraArgs');
  let flags: AuditFlags = {};
  for (const patch of applied) {
    const found = kubeadmFlags(patch);
    if (!isKnown(found)) return found;
    flags = Object.fromEntries(Object.entries({ ...flags, ...found.value }).filter(([name]) => field(extraArgs(patch), name) !== null));
  }
  return known(flags);
}

const extraArgs = (patch: Tree): Tree => field(field(patch, 'apiServer'), 'extraArgs');

/** Flags of whatever order, and volumes in theirs. */
const text = (value: object): string => JSON.stringify(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
