import { gap, isKnown, known, type Known } from '../../../../core/known.js';
import type { AuditPolicy } from '../../../../audit-policy/index.js';
import { declaredPolicy, refusal } from '../../auditing/files.js';
import { kindImage, kindServer } from '../../installers/kind-cluster.js';
import { kubeadmFlags, kubeadmMounts, versionIn } from '../../installers/kubeadm.js';
import type { RefusedFile } from '../../yaml/refused-file.js';
import { yamlDocuments } from '../../yaml/documents.js';
import { unmountedFile, unmountedLog } from '../mounts.js';
import type { OwnServer } from './server.js';
import { readText, treeAt, Unread, type Tree } from '../../../declared/property-tree.js';

/** How the servers are started that a configuration is of. */
type Started = Pick<OwnServer, 'flags' | 'version' | 'mounts' | 'fileFault' | 'filesMounted'>;

/** A document under a key of a ConfigMap that says how API servers audit. */
export type AuditDocument = {
  readonly key: string;
  /** The key, and which document of it where it holds several. */
  readonly label: string;
} & (
  | { readonly is: 'policy'; readonly policy: Known<AuditPolicy | RefusedFile> }
  | ({ readonly is: 'configuration' } & Started)
);

/** Without one of these no document can be ours: most ConfigMaps are never parsed. */
const TELLTALE = /audit\.k8s\.io|kubeadm\.k8s\.io|kind\.x-k8s\.io/;
/** Keys that become files of the form that API servers and their installers read, and those that say themselves that they are about them. */
const MAY_BE_A_FILE = /\.(?:ya?ml|json)$|audit|policy|kubeadm|cluster/i;

/** Whether a value that is not read may start API servers, or be what they are given. */
export const mayConfigure = (key: string): boolean => MAY_BE_A_FILE.test(key);

/** What may stand before the first field of a manifest. */
const HEAD = /^(?:\s*|[ \t]*#.*|---[ \t]*)$/;
const OF_AUDIT = /^apiVersion:[ \t]*["']?audit\.k8s\.io\//;

/** Whether a text is a manifest, cut short or mistyped, and not one that shows one, such as a manual. */
function beginsAsPolicy(text: string): boolean {
  let inHead = true;
  for (const line of text.split('\n')) {
    if (inHead && HEAD.test(line)) continue;
    if (OF_AUDIT.test(line)) return true;
    if (!/^\w+:/.test(line)) return false;
    inHead = false;
  }
  return false;
}

/** Whether a name says what an unread value is. */
function namesPolicy(name: string): boolean {
  const folded = name.toLowerCase();
  return folded.includes('audit') && folded.includes('policy');
}

/**
 * The documents of one value. One that is not read is taken for a policy only where its name says so.
 * @param name the ConfigMap's
 */
export function auditDocuments(key: string, value: Tree, name: string): AuditDocument[] {
  const unread = (why: Known<never>): AuditDocument[] =>
    namesPolicy(`${name}/${key}`) ? [{ is: 'policy', key, label: key, policy: why }] : [];
  if (value instanceof Unread) return unread(value.at(`data.${key}`));
  if (typeof value !== 'string' || !TELLTALE.test(value)) return [];
  const reading = yamlDocuments(value);
  if ('documents' in reading) return reading.documents.flatMap((document, index) => documentOf(document, key, index));
  const isPolicy = beginsAsPolicy(value.slice(0, 10_000));
  if ('unread' in reading) {
    const why = gap('unsupported', `data.${key}, ${reading.unread},`);
    return isPolicy ? [{ is: 'policy', key, label: key, policy: why }] : unread(why);
  }
  return isPolicy ? [{ is: 'policy', key, label: key, policy: known(refusal(key, [reading.broken])) }] : [];
}

/** kubeadm's patches of the pod stand in files that its configuration only names: where it gives no volumes at all, they may. */
function kubeadmServer(document: unknown): Omit<Started, 'version'> {
  const [flags, mounts] = [kubeadmFlags(document), kubeadmMounts(document)];
  if (!isKnown(flags) || !isKnown(mounts) || treeAt(document, 'apiServer.extraVolumes') !== undefined) return { flags, mounts };
  const [lacking] = [unmountedFile(flags.value, { mounts }), unmountedLog(flags.value, { mounts })].flatMap((one) => (isKnown(one) ? (one.value ?? []) : []));
  const untold = gap('unsupported', 'whether the API server mounts what its audit flags name', {
    message: 'whether the API server mounts what its audit flags name is not known: its configuration has no extraVolumes',
    todo: 'Give apiServer.extraVolumes that hold the policy, the kubeconfig of the webhook and the log; or scan the cluster, whose pods tell.',
  });
  return { flags, filesMounted: lacking === undefined ? known(undefined) : untold };
}

function documentOf(document: unknown, key: string, index: number): AuditDocument[] {
  const { apiVersion, kind } = (typeof document === 'object' ? (document ?? {}) : {}) as { apiVersion?: unknown; kind?: unknown };
  const at = { key, label: index === 0 ? key : `${key} (document ${index + 1})` };
  const group = typeof apiVersion === 'string' ? apiVersion.split('/')[0] : undefined;
  // A policy without a kind is taken for one: the decoder is told what to decode into.
  if (group === 'audit.k8s.io' && (kind === 'Policy' || kind === undefined)) return [{ ...at, is: 'policy', policy: declaredPolicy(document, key) }];
  if (group === 'kubeadm.k8s.io' && kind === 'ClusterConfiguration') {
    const version = versionIn(readText(document, 'kubernetesVersion'), 'kubernetesVersion');
    return [{ ...at, is: 'configuration', ...kubeadmServer(document), version }];
  }
  if (group === 'kind.x-k8s.io' && kind === 'Cluster') {
    const version = versionIn(known(kindImage(document)), 'the version in the image of the control plane');
    return [{ ...at, is: 'configuration', ...kindServer(document), version }];
  }
  return [];
}
