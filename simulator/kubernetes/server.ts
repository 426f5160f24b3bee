import { selfSignedCertificate, type Certificate } from '../certificate.js';
import type { Fault } from '../faults.js';
import { startService, type Service } from '../http-service.js';
import type { Population } from '../ordered-collection.js';
import type { TokenGrant } from './access.js';
import { NO_AUDIT_METRICS, type Endpoints } from './endpoints.js';
import { KubernetesProtocol } from './protocol.js';
import { AUDIT_SINKS, BUILT_IN, type KubernetesObject, type ResourceDefinition } from './resources.js';
import { KubernetesStore } from './store.js';
import { serverVersion } from './version.js';

export interface KubernetesOptions {
  /** `1.17`, or a whole version such as `v1.28.5-eks-ae9a62a`. Default 1.36. */
  readonly version?: string;
  /** Default: a certificate made for this run. False: plain HTTP, which @kubernetes/client-node refuses. */
  readonly tls?: boolean | Certificate;
  /** Who may ask, by bearer token; others get 401. Default: everybody, for everything. */
  readonly tokens?: Readonly<Record<string, TokenGrant>>;
  /** Whether AuditSink is served: built in up to 1.18, as a custom resource from 1.19. Default true. */
  readonly auditSinks?: boolean;
  /** Resources served besides the built-in ones. */
  readonly resources?: readonly ResourceDefinition[];
  readonly objects?: readonly KubernetesObject[];
  /** Objects made on demand, by plural; in ascending order of `namespace/name`, or of the name at cluster scope. */
  readonly populations?: Readonly<Record<string, Population<KubernetesObject>>>;
  readonly metrics?: string;
  readonly flagz?: Readonly<Record<string, string>>;
  readonly faults?: readonly Fault[];
  /** Default: a free one. */
  readonly port?: number;
}

/** A simulated cluster. */
export interface SimulatedKubernetes extends Service {
  readonly store: KubernetesStore;
  readonly endpoints: Endpoints;
  /** The certificate that it serves, PEM; undefined over plain HTTP. */
  readonly ca: string | undefined;
  /** A kubeconfig for the first token, with the one context `simulated`. */
  readonly kubeconfig: string;
  /** A kubeconfig for a token, its context under the given name. */
  kubeconfigFor(token: string, context?: string): string;
}

/**
 * Starts a simulated kube-apiserver on 127.0.0.1.
 *
 * @throws RangeError for a version, a population or an object that cannot be served
 * @throws the system's error when the port cannot be had
 */
export async function startKubernetes(options: KubernetesOptions = {}): Promise<SimulatedKubernetes> {
  const version = serverVersion(options.version ?? '1.36');
  const sinks = (options.auditSinks ?? true) ? [AUDIT_SINKS] : [];
  const resources = [...BUILT_IN, ...sinks, ...(options.resources ?? [])];
  const store = new KubernetesStore(resources, options.populations, options.objects);
  const endpoints = { metrics: options.metrics ?? NO_AUDIT_METRICS, flagz: options.flagz };
  const tls = certificateFor(options.tls ?? true);
  const protocol = new KubernetesProtocol(store, version, endpoints, options.tokens);
  const service = await startService({ protocol, tls, faults: options.faults, port: options.port });
  const kubeconfigFor = (token: string, context = 'simulated') =>
    kubeconfig(service.url, tls?.certificate, token, context);
  const firstToken = Object.keys(options.tokens ?? {})[0] ?? 'simulator';
  return {
    ...service,
    store,
    endpoints,
    ca: tls?.certificate,
    kubeconfig: kubeconfigFor(firstToken),
    kubeconfigFor,
  };
}

function certificateFor(tls: boolean | Certificate): Certificate | undefined {
  if (tls === true) return selfSignedCertificate();
  return tls === false ? undefined : tls;
}

function kubeconfig(url: string, ca: string | undefined, token: string, context: string): string {
  const trust = ca === undefined ? 'insecure-skip-tls-verify: true' : `certificate-authority-data: ${base64(ca)}`;
  return `apiVersion: v1
kind: Config
clusters:
  - name: ${context}
    cluster:
      server: ${url}
      ${trust}
users:
  - name: ${context}
    user:
      token: ${JSON.stringify(token)}
contexts:
  - name: ${context}
    context:
      cluster: ${context}
      user: ${context}
current-context: ${context}
`;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
