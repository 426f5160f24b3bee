import type { Remark } from '../../policypack/core/fact.js';

/** What an auditor must know of how a place was asked: an answer may not be that of whom it seems to come from. */
export type AskedAt = Pick<Remark, 'about' | 'detail'>;

/**
 * What switches the check of certificates off for every connection of this process, or `undefined`.
 * Source: Node.js, "Command-line API", NODE_TLS_REJECT_UNAUTHORIZED.
 */
export const uncheckedByEnvironment = (): string | undefined => (process.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0' ? 'NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment' : undefined);

/** @param why what switched the check off */
export const uncertified = (why: string): AskedAt => ({ about: 'certificate', detail: `the server's certificate was not verified: ${why}` });

/** @param origin without what else an address may hold, such as a password */
export const withoutTls = (origin: string): AskedAt => ({ about: 'certificate', detail: `asked without TLS and any certificate at ${origin}` });

/** The scheme, host and port of an address; nothing of its userinfo, path and query, which may be secret. */
export const originOf = (address: string | URL): string => {
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
};
