import { gap, isKnown, known, type Known } from '../../../core/known.js';
import type { Tree } from '../../declared/property-tree.js';
import { list } from '../../../core/untyped.js';
import type { AuditFlags } from '../auditing/flags.js';
import { since } from '../cluster/facts.js';
import { field, kubeadmFlags, versionIn } from './kubeadm.js';
import { yamlDocuments } from '../yaml/documents.js';

/** The kubeadm APIs that kind writes: a patch that names one applies to that one alone, and is passed over by the other. */
const BEFORE_1_36 = 'kubeadm.k8s.io/v1beta3';
const SINCE_1_36 = 'kubeadm.k8s.io/v1beta4';

/**
 * The audit flags that a kind cluster's `kubeadmConfigPatches` give its API server, those of the first control-plane
 * node last. Source: kind.sigs.k8s.io, docs/user/configuration, "Kubeadm Config Patches"; kubernetes-sigs/kind,
 * pkg/internal/patch.
 */
export function kindFlags(cluster: Tree): Known<AuditFlags> {
  const places = [cluster, controlPlaneNode(cluster)];
  if (places.some((at) => list(field(at, 'kubeadmConfigPatchesJSON6902')).length > 0)) {
    return gap('unsupported', 'kubeadmConfigPatchesJSON6902, which may change the flags,');
  }
  const patches = clusterConfigurations(places.flatMap((at) => list(field(at, 'kubeadmConfigPatches'))));
  if (!isKnown(patches)) return patches;
  const [first = known({}), second = first] = writtenFor(cluster).map((api) => patchedFlags(patches.value, api));
  const differ = isKnown(first) && isKnown(second) && text(first.value) !== text(second.value);
  return differ ? gap('unsupported', 'which kubeadm API kind writes for this cluster, to which alone some of its kubeadmConfigPatches apply,') : isKnown(first) ? second : first;
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

const controlPlaneNode = (cluster: Tree): Tree =>
  list(field(cluster, 'nodes')).find((node) => ['control-plane', undefined].includes(field(node, 'role') as string | undefined));

function clusterConfigurations(patches: readonly Tree[]): Known<readonly Tree[]> {
  const readings = patches.map((patch) => (typeof patch === 'string' ? yamlDocuments(patch) : { documents: [] }));
  if (readings.some((reading) => !('documents' in reading))) return gap('unsupported', 'kubeadmConfigPatches, which cannot be read,');
  const documents = readings.flatMap((reading) => ('documents' in reading ? reading.documents : []));
  return known(documents.filter((document) => field(document, 'kind') === 'ClusterConfiguration'));
}

/** Merge patches, one after the other: a mapping's null takes the flag away. */
function patchedFlags(patches: readonly Tree[], api: string): Known<AuditFlags> {
  const applied = patches.filter((patch) => [undefined, null, '', api].includes(field(patch, 'apiVersion') as string | undefined | null));
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

const text = (flags: AuditFlags): string => JSON.stringify(Object.entries(flags).sort(([one], [other]) => (one < other ? -1 : 1)));
