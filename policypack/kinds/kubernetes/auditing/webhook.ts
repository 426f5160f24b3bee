import { certificateBundle, type CertificateBundle } from '../audit-sink/certificate-bundle.js';
import type { Tree } from '../../declared/property-tree.js';

/** Where the audit webhook sends, from its kubeconfig. */
export interface AuditWebhook {
  readonly server: string;
  /** The name that the server's certificate is checked for, where it is called by another, such as an address. */
  readonly tlsServerName?: string;
  /** The server's certificate is not verified. */
  readonly unverified: boolean;
  /** Absent: a file on the host, or the host's own roots. */
  readonly ca?: CertificateBundle;
}

type Entry = { readonly name?: unknown } & Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/**
 * Reads the kubeconfig of an audit webhook: the cluster of its current context.
 * Source: k8s.io/apiserver/pkg/util/webhook, LoadKubeconfig.
 * @returns what is wrong, as a text, when it cannot be used
 */
export function auditWebhook(tree: Tree): AuditWebhook | string {
  const config = (tree ?? {}) as { 'current-context'?: unknown; contexts?: unknown; clusters?: unknown };
  const context = entry(config.contexts, config['current-context'])?.['context'];
  if (!context) return `contexts: there is none of the name that current-context gives, "${String(config['current-context'] ?? '')}"`;
  const cluster = entry(config.clusters, context['cluster'])?.['cluster'];
  if (!cluster) return `clusters: there is none of the name that the context gives, "${String(context['cluster'] ?? '')}"`;
  const server = cluster['server'];
  if (typeof server !== 'string' || !URL.canParse(server)) return 'clusters: server: expected a URL such as https://collector.example/audit';
  const unverified: unknown = cluster['insecure-skip-tls-verify'] ?? false;
  // Kubernetes does not take "true" for true: the file is refused.
  if (typeof unverified !== 'boolean') return 'clusters: insecure-skip-tls-verify: expected true or false';
  const tlsServerName = cluster['tls-server-name'];
  const data = cluster['certificate-authority-data'];
  return {
    server,
    unverified,
    ...(typeof tlsServerName === 'string' && tlsServerName !== '' && { tlsServerName }),
    ...(typeof data === 'string' && data !== '' && { ca: certificateBundle(data) }),
  };
}

const entry = (list: unknown, name: unknown): Entry | undefined =>
  Array.isArray(list) ? (list as readonly (Entry | null)[]).find((one) => one?.name === name) ?? undefined : undefined;
