import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { binary } from './build.js';
import { startEtcd, type Etcd } from './etcd.js';
import { call, type HttpsAnswer } from './https.js';
import { KubernetesClient, type KubernetesObject, type RequestOptions } from './kubernetes/client.js';
import { tokens, write, writeServiceAccountKeys, writeTokens, writeUserKubeconfig, writeWebhook, type RigUser } from './kubernetes/files.js';
import { freePort } from './port.js';
import { scratch } from './scratch.js';
import { startServer } from './server-process.js';

export type { KubernetesObject, RequestOptions } from './kubernetes/client.js';
export type { RigUser } from './kubernetes/files.js';

/** How an apiserver is started. */
export interface KubeApiserverOptions {
  /** Text of the audit policy (YAML); without one nothing is audited. */
  readonly auditPolicy?: string;
  /** Writes the events to a log of its own, removed with the server. */
  readonly auditLog?: boolean;
  /** Where the webhook backend posts events, in batches at most one second apart. */
  readonly auditWebhook?: { readonly url: string; readonly ca?: string };
  /** Added last, so that they win. */
  readonly extraFlags?: readonly string[];
  /** The address under which the cluster counts it, whether or not it answers there; default {@link NOWHERE}. */
  readonly advertise?: string;
  /** One of several, each at an address of its own: it does not register itself, `countServers` does. */
  readonly replica?: Replica;
  /** Default 1.36. */
  readonly version?: '1.36' | '1.34';
  /** A store to share, which then outlives the server; by default it has its own. */
  readonly etcd?: Etcd;
  /** The context in its kubeconfig files; default `rig`. */
  readonly contextName?: string;
}

/** Where one of several serves. */
export interface Replica {
  readonly address: string;
  readonly port: number;
  /** Folder of `apiserver.crt` and `apiserver.key`, good for the addresses of all of them. */
  readonly certificates: string;
}

/** An apiserver that serves, and what tests do with it. */
export interface KubeApiserver {
  readonly url: string;
  /** Certificate to trust, PEM; `caFile` is its path. */
  readonly ca: string;
  readonly caFile: string;
  readonly contextName: string;
  readonly version: '1.36' | '1.34';
  /** `scanner` is the user logproof, in no group; it and `nobody` may do nothing until a role is bound to them. */
  readonly tokens: Readonly<Record<RigUser, string>>;
  /** Path of the admin's kubeconfig. */
  readonly adminKubeconfig: string;
  /** Path of a user's kubeconfig. */
  kubeconfigFor(user: RigUser): string;
  readonly metricsUrl: string;
  logs(): string;
  /** See {@link KubernetesClient.request}. */
  request(method: string, path: string, options?: RequestOptions): Promise<HttpsAnswer>;
  /** See {@link KubernetesClient.apply}. */
  apply(objects: string | KubernetesObject | readonly KubernetesObject[]): Promise<KubernetesObject[]>;
  /** See {@link KubernetesClient.remove}. */
  remove(object: KubernetesObject): Promise<void>;
  /** Creates the definition of AuditSink and waits until the kind is served. */
  installAuditSinkCrd(): Promise<void>;
  stop(): Promise<void>;
}

/** RFC 2544's range for tests, where nothing answers, as behind a load balancer; loopback is refused as an endpoint. */
const NOWHERE = '198.18.0.1';

const manifests = join(dirname(fileURLToPath(import.meta.url)), 'manifests');

/** Starts a real kube-apiserver, with an etcd of its own unless it is given one; there are no other components. */
export async function startKubeApiserver(options: KubeApiserverOptions = {}): Promise<KubeApiserver> {
  const version = options.version ?? '1.36';
  const command = await binary(version === '1.36' ? 'kube-apiserver' : 'kube-apiserver-1.34');
  const etcd = options.etcd ?? (await startEtcd());
  const { folder, remove } = scratch('kube-apiserver');
  const replica = options.replica ?? { address: '127.0.0.1', port: await freePort(), certificates: join(folder, 'certs') };
  const url = `https://${replica.address}:${replica.port}`;
  const caFile = join(replica.certificates, 'apiserver.crt');
  const counted = options.replica === undefined ? (options.advertise ?? NOWHERE) : undefined;
  const release = async (): Promise<void> => {
    if (options.etcd === undefined) await etcd.stop();
    remove();
  };
  try {
    const server = await startServer({
      name: `kube-apiserver ${version}`,
      command,
      args: flags(folder, replica, etcd.url, options),
      ready: () => servesAndIsCounted(url, caFile, counted),
    });
    const stop = async (): Promise<void> => {
      await server.stop();
      await release();
    };
    return handle({ url, caFile, folder, version, contextName: options.contextName ?? 'rig', logs: server.logs, stop });
  } catch (error) {
    await release();
    throw error;
  }
}

/** It registers itself in the cluster only once it is ready; until then a scan would count one API server too few. */
async function servesAndIsCounted(url: string, caFile: string, address: string | undefined): Promise<boolean> {
  const ca = readFileSync(caFile, 'utf8');
  const get = (path: string): Promise<HttpsAnswer> =>
    call({ method: 'GET', url: `${url}${path}`, ca, headers: { authorization: `Bearer ${tokens.admin}` } });
  if ((await get('/readyz')).status !== 200) return false;
  if (address === undefined) return true;
  const counted = await get('/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes');
  return counted.status === 200 && counted.text.includes(`"${address}"`);
}

function flags(folder: string, { address, port, certificates }: Replica, etcd: string, options: KubeApiserverOptions): string[] {
  const keys = writeServiceAccountKeys(folder);
  return [
    `--etcd-servers=${etcd}`,
    `--cert-dir=${certificates}`,
    `--bind-address=${address}`, `--secure-port=${port}`, `--advertise-address=${options.advertise ?? NOWHERE}`,
    '--service-cluster-ip-range=10.0.0.0/24', '--allow-privileged=true',
    '--authorization-mode=RBAC', `--token-auth-file=${writeTokens(folder)}`,
    // There is no controller that makes the service account every Pod would have to have.
    '--disable-admission-plugins=ServiceAccount',
    `--service-account-issuer=https://${address}:${port}/`,
    `--service-account-key-file=${keys.publicKey}`, `--service-account-signing-key-file=${keys.privateKey}`,
    ...(options.replica ? ['--endpoint-reconciler-type=none'] : []),
    ...auditFlags(folder, options),
    ...(options.extraFlags ?? []),
  ];
}

function auditFlags(folder: string, { auditPolicy, auditWebhook, auditLog }: KubeApiserverOptions): string[] {
  return [
    ...(auditLog === true ? [`--audit-log-path=${join(folder, 'audit.log')}`] : []),
    ...(auditPolicy === undefined ? [] : [`--audit-policy-file=${write(folder, 'audit-policy.yaml', auditPolicy)}`]),
    ...(auditWebhook === undefined
      ? []
      : [`--audit-webhook-config-file=${writeWebhook(folder, auditWebhook)}`, '--audit-webhook-batch-max-wait=1s']),
  ];
}

type Started = Pick<KubeApiserver, 'url' | 'caFile' | 'version' | 'contextName' | 'logs' | 'stop'> & { readonly folder: string };

function handle({ folder, ...started }: Started): KubeApiserver {
  const { url, caFile, contextName } = started;
  const ca = readFileSync(caFile, 'utf8');
  const client = new KubernetesClient(url, ca, tokens.admin);
  const kubeconfigFor = (user: RigUser): string => writeUserKubeconfig(folder, user, url, caFile, contextName);
  return {
    ...started,
    ca,
    tokens,
    adminKubeconfig: kubeconfigFor('admin'),
    kubeconfigFor,
    metricsUrl: `${url}/metrics`,
    request: (method, path, options) => client.request(method, path, options),
    apply: (objects) => client.apply(objects),
    remove: (object) => client.remove(object),
    installAuditSinkCrd: async () => {
      await client.apply(readFileSync(join(manifests, 'auditsink-crd.yaml'), 'utf8'));
      await client.pathOf({ apiVersion: 'auditregistration.k8s.io/v1alpha1', kind: 'AuditSink', metadata: { name: 'any' } });
    },
  };
}
