import { certificateBundle, type CertificateBundle } from '../audit-sink/certificate-bundle.js';
import { calledServer, type CalledServer } from '../go-url.js';
import type { Tree } from '../../declared/property-tree.js';
import { textOf } from '../../../core/untyped.js';

/** Where the audit webhook sends, from its kubeconfig. */
export interface AuditWebhook {
  /** With its scheme, which client-go chooses where none is written. */
  readonly server: string;
  /** No scheme is written. */
  readonly schemeless?: true;
  /** Parts of the URL that client-go drops without a word. */
  readonly dropped?: CalledServer['dropped'];
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
  const config = (tree ?? {}) as { 'current-context'?: unknown; contexts?: unknown; clusters?: unknown; users?: unknown };
  const context = entry(config.contexts, config['current-context'])?.['context'];
  if (!context) return `contexts: there is none of the name that current-context gives, "${textOf(config['current-context'] ?? '')}"`;
  const cluster = entry(config.clusters, context['cluster'])?.['cluster'];
  if (!cluster) return `clusters: there is none of the name that the context gives, "${textOf(context['cluster'] ?? '')}"`;
  const server = serverOf(cluster, entry(config.users, context['user'])?.['user']);
  if (typeof server === 'string') return `clusters: server: ${server}; expected a URL such as https://collector.example/audit`;
  const unverified: unknown = cluster['insecure-skip-tls-verify'] ?? false;
  // Kubernetes does not take "true" for true: the file is refused.
  if (typeof unverified !== 'boolean') return 'clusters: insecure-skip-tls-verify: expected true or false';
  const tlsServerName = cluster['tls-server-name'];
  const data = cluster['certificate-authority-data'];
  return {
    server: server.url,
    unverified,
    ...(server.schemeless && { schemeless: true }),
    ...(server.dropped.length > 0 && { dropped: server.dropped }),
    ...(typeof tlsServerName === 'string' && tlsServerName !== '' && { tlsServerName }),
    ...(typeof data === 'string' && data !== '' && { ca: certificateBundle(data) }),
  };
}

const TLS = ['certificate-authority', 'certificate-authority-data'];
const OWN_CERTIFICATE = ['client-certificate', 'client-certificate-data'];

function serverOf(cluster: Readonly<Record<string, unknown>>, user: Readonly<Record<string, unknown>> | undefined): CalledServer | string {
  const { server } = cluster;
  if (typeof server !== 'string') return server === undefined || server === null ? 'absent' : 'not a text';
  const tls = cluster['insecure-skip-tls-verify'] === true || TLS.some((name) => Boolean(cluster[name])) || OWN_CERTIFICATE.some((name) => Boolean(user?.[name]));
  return calledServer(server, tls);
}

const entry = (list: unknown, name: unknown): Entry | undefined =>
  Array.isArray(list) ? (list as readonly (Entry | null)[]).find((one) => one?.name === name) ?? undefined : undefined;
