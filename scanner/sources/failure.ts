import type { CollectionGap } from '../../policypack/core/fact.js';
import type { GapReason } from '../../policypack/core/known.js';
import type { SourceName } from './source.js';

/** Why a read failed, in the terms of a gap. */
export interface Failure {
  readonly reason: GapReason;
  /** One line: the call, the error's code, what to do. */
  readonly detail: string;
}

/** The call that failed. */
export interface FailedCall {
  /** As the protocol names it: `DescribeLogGroups`, `list auditsinks`. */
  readonly operation: string;
  /** Part of the listing had been read: what broke off then is cut off, not unreachable. */
  readonly begun: boolean;
  /** The shipped file that grants the call, where it is not the usual one. */
  readonly grant?: string;
}

/** A read that ended early keeps its own reason only where that says more than "it broke off". */
export const whenBegun = (reason: GapReason, { begun }: FailedCall): GapReason =>
  begun && reason === 'unreachable' ? 'cut-off' : reason;

/** The gap that a failure leaves. */
export const failureGap = (
  source: SourceName,
  scope: string,
  kind: string,
  { reason, detail }: Failure,
): CollectionGap => ({
  type: 'gap',
  source,
  scope,
  kind,
  reason,
  detail,
});

/** What a run that was interrupted leaves unread. */
export const interrupted = (operation: string): Failure => ({
  reason: 'cut-off',
  detail: `${operation}: the run was interrupted`,
});

/** Codes of failures below the protocol, and what to do; the same for every server. Source: Node's errors, OpenSSL's verify codes. */
const NETWORK: readonly (readonly [RegExp, string])[] = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'the name does not resolve: check the address and the network'],
  [/^ECONNREFUSED$/, 'nothing listens there: check the address and whether the server is up'],
  [/^(EHOSTUNREACH|ENETUNREACH)$/, 'there is no route: check the network'],
  [
    /^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE)$/,
    'the connection broke off: run again, and check proxies on the way',
  ],
  [/^(ETIMEDOUT|ESOCKETTIMEDOUT)$/, 'no answer in time: check the network, or raise requestTimeoutSeconds'],
  [
    /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|CERT_\w+|ERR_TLS_CERT_\w+|HOSTNAME_MISMATCH)$/,
    "the server's certificate is not trusted: check the certificate authority that is configured",
  ],
  [/^(EPROTO|ERR_SSL_\w+)$/, 'TLS could not be agreed: check that the address is an https one'],
];

/** What a network error's code means for a person; `undefined` when it is none. */
export const networkAdvice = (code: string): string | undefined => NETWORK.find(([codes]) => codes.test(code))?.[1];

/** Whether the server's certificate was refused. */
export const isCertificateError = (code: string): boolean => networkAdvice(code)?.includes('certificate') ?? false;

/** The code that a system or TLS error carries, on itself or on its cause. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return typeof code === 'string' ? code : errorCode(cause);
}
