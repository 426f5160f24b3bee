import { originOf, uncertified, withoutTls, type AskedAt } from '../../asked-at.js';
import type { KubeContext } from './kubeconfig.js';

/** This machine, by whatever name: a cluster on it, a tunnel to one, or whatever else listens there. */
const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]|0\.0\.0\.0|\[::\])$/;

/** What is to be said of how a cluster is asked: a context's name alone does not tell what stands behind it. */
export function askedAt({ login, unverified }: KubeContext): AskedAt[] {
  const server = login?.cluster['server'];
  const address = typeof server === 'string' && URL.canParse(server) ? new URL(server) : undefined;
  const origin = address && originOf(address);
  const isPlain = address?.protocol === 'http:';
  return [
    ...(address && LOOPBACK.test(address.hostname) ? [{ about: 'endpoint', detail: `asked at ${origin} (an address of the machine that logproof ran on)` } as const] : []),
    ...(isPlain && origin !== undefined ? [withoutTls(origin)] : unverified === undefined ? [] : [uncertified(unverified)]),
  ];
}
