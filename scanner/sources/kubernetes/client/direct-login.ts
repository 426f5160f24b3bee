import { Agent } from 'node:https';
import { isIP } from 'node:net';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import type { Login } from './credentials.js';
import type { KubeContext } from './kubeconfig.js';

/** In the certificate of every kube-apiserver that pods speak to. Source: kubeadm and kube-apiserver, default SANs. */
const IN_CLUSTER_NAME = 'kubernetes.default.svc';

/** Why the API servers of a context are not asked one by one; undefined when they may be. */
export function whyNotDirect({ login, unverified }: KubeContext): string | undefined {
  if (unverified) return 'the kubeconfig does not verify certificates, so that the login is sent to its own address only';
  if (login?.cluster['proxy-url'] !== undefined) return 'the kubeconfig goes through a proxy, and is not gone around';
  return undefined;
}

/**
 * The same login for the address of one API server, which the cluster itself told. The address is not trusted: nothing
 * is sent before the certificate was verified, by the kubeconfig's authority, for the kubeconfig's own name, or, where
 * that authority is the cluster's own, for the API server's name within it. A certificate for the address alone does
 * not do: a cluster's authority also signs those of its kubelets, which carry their nodes' addresses.
 */
export function directLogin({ server: known, options }: Login, server: string): Login {
  const { ca, cert, key, pfx, passphrase, servername, headers, auth } = options;
  const usual = servername ?? new URL(known).hostname.replace(/^\[|\]$/g, '');
  const names = [usual, ...(ca === undefined ? [] : [IN_CLUSTER_NAME])];
  const agent = new Agent({
    // One connection for all that this server is asked.
    keepAlive: true,
    maxSockets: 1,
    rejectUnauthorized: true,
    servername: isIP(usual) ? IN_CLUSTER_NAME : usual,
    checkServerIdentity: (_address, certificate) => refusal(names, certificate),
    ...defined({ ca, cert, key, pfx, passphrase }),
  });
  return { server, options: { agent, ...defined({ headers, auth }) } };
}

/** Undefined when the certificate is good for one of the names. */
function refusal(names: readonly string[], certificate: PeerCertificate): Error | undefined {
  const refusals = names.map((name) => checkServerIdentity(name, certificate));
  return refusals.includes(undefined) ? undefined : refusals[0];
}

const defined = <T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as { [K in keyof T]?: NonNullable<T[K]> };
