import { gap, type Gap } from '../../../core/known.js';

/** An API server that did not tell what it was asked for at its own address. */
export interface UnreadServer {
  /** `host:port`. */
  readonly server: string;
  readonly why: Gap;
}

/** What the API server at an address is called. */
export const serverName = (address: string): string => `API server ${address}`;

/** Several servers in one gap, which says why of the first and names the others; undefined where there are none. */
export function unreadTogether(unread: readonly { readonly from: string; readonly why: Gap }[]): Gap | undefined {
  const [first, ...others] = unread;
  if (!first) return undefined;
  const more = others.length > 0 ? `, and those of ${others.map(({ from }) => from).join(', ')}` : '';
  return gap(first.why.gap, `${first.why.via}${more}`);
}
