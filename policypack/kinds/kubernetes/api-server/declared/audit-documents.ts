import { gap, known, type Known } from '../../../../core/known.js';
import type { AuditPolicy } from '../../../../audit-policy/index.js';
import type { AuditFlags } from '../../auditing/flags.js';
import type { ServerVersion } from '../../cluster/facts.js';
import { declaredPolicy, refusal } from '../../auditing/files.js';
import { kindFlags, kindImage } from '../../installers/kind-cluster.js';
import { kubeadmFlags, versionIn } from '../../installers/kubeadm.js';
import type { RefusedFile } from '../../yaml/refused-file.js';
import { yamlDocuments } from '../../yaml/documents.js';
import { readText, Unread, type Tree } from '../../../declared/property-tree.js';

/** A document under a key of a ConfigMap that says how API servers audit. */
export type AuditDocument = {
  readonly key: string;
  /** The key, and which document of it where it holds several. */
  readonly label: string;
} & (
  | { readonly is: 'policy'; readonly policy: Known<AuditPolicy | RefusedFile> }
  | { readonly is: 'configuration'; readonly flags: Known<AuditFlags>; readonly version: Known<ServerVersion> }
);

/** Without one of these no document can be ours: most ConfigMaps are never parsed. */
const TELLTALE = /audit\.k8s\.io|kubeadm\.k8s\.io|kind\.x-k8s\.io/;
/** A manifest, cut short or mistyped, and not a text that shows one, such as a manual. */
const IS_A_POLICY = /^(?:[ \t]*#.*\n|---[ \t]*\n|\s*\n)*(?:\w+:.*\n)*?apiVersion:[ \t]*["']?audit\.k8s\.io\//;
/** A name that says what an unread value is. */
const NAMES_A_POLICY = /audit.*policy|policy.*audit/i;

/**
 * The documents of one value. One that is not read is taken for a policy only where its name says so.
 * @param name the ConfigMap's
 */
export function auditDocuments(key: string, value: Tree, name: string): AuditDocument[] {
  const unread = (why: Known<never>): AuditDocument[] =>
    NAMES_A_POLICY.test(`${name}/${key}`) ? [{ is: 'policy', key, label: key, policy: why }] : [];
  if (value instanceof Unread) return unread(value.at(`data.${key}`));
  if (typeof value !== 'string' || !TELLTALE.test(value)) return [];
  const reading = yamlDocuments(value);
  if ('documents' in reading) return reading.documents.flatMap((document, index) => documentOf(document, key, index));
  const isPolicy = IS_A_POLICY.test(value.slice(0, 10_000));
  if ('unread' in reading) {
    const why = gap('unsupported', `data.${key}, ${reading.unread},`);
    return isPolicy ? [{ is: 'policy', key, label: key, policy: why }] : unread(why);
  }
  return isPolicy ? [{ is: 'policy', key, label: key, policy: known(refusal(key, [reading.broken])) }] : [];
}

function documentOf(document: unknown, key: string, index: number): AuditDocument[] {
  const { apiVersion, kind } = (typeof document === 'object' ? (document ?? {}) : {}) as { apiVersion?: unknown; kind?: unknown };
  const at = { key, label: index === 0 ? key : `${key} (document ${index + 1})` };
  const group = typeof apiVersion === 'string' ? apiVersion.split('/')[0] : undefined;
  // A policy without a kind is taken for one: the decoder is told what to decode into.
  if (group === 'audit.k8s.io' && (kind === 'Policy' || kind === undefined)) return [{ ...at, is: 'policy', policy: declaredPolicy(document, key) }];
  if (group === 'kubeadm.k8s.io' && kind === 'ClusterConfiguration') {
    const version = versionIn(readText(document, 'kubernetesVersion'), 'kubernetesVersion');
    return [{ ...at, is: 'configuration', flags: kubeadmFlags(document), version }];
  }
  if (group === 'kind.x-k8s.io' && kind === 'Cluster') {
    const version = versionIn(known(kindImage(document)), 'the version in the image of the control plane');
    return [{ ...at, is: 'configuration', flags: kindFlags(document), version }];
  }
  return [];
}
