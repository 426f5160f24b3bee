import type { Connection } from './connection.js';
import type { KubeContext } from './kubeconfig.js';

const REVIEWS = '/apis/authentication.k8s.io/v1/selfsubjectreviews';

/** Who a server takes us for. */
export interface Self {
  readonly user: string;
  readonly groups: readonly string[];
}

/**
 * Asks the server who we are, by a review that it answers and does not store. Every authenticated user may; servers
 * before 1.28 do not tell.
 * @returns undefined when the answer names nobody
 * @throws what the connection throws
 */
export async function askSelf(connection: Pick<Connection, 'post'>): Promise<Self | undefined> {
  const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  const answer = (await connection.post(REVIEWS, review)) as { status?: { userInfo?: { username?: unknown; groups?: unknown } } } | null;
  const { username, groups } = answer?.status?.userInfo ?? {};
  return typeof username === 'string' ? { user: username, groups: Array.isArray(groups) ? groups.map(String) : [] } : undefined;
}

/** The user as a record of who asked has it: an auditor must see that the answers may come from somebody else. */
export const identityOf = (user: string | undefined, { unverified }: Pick<KubeContext, 'unverified'>): string | undefined =>
  unverified ? `${user ?? 'user not known'} (server certificate not verified)` : user;
