import * as z from 'zod';
import type { Asked } from './call.js';
import type { Connection } from './connection.js';
import type { KubeContext } from './kubeconfig.js';

/** A server that does not say who asks is asked no less: nothing is judged by it. */
const REVIEWS = {
  path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
  answer: z.looseObject({ status: z.looseObject({ userInfo: z.looseObject({ username: z.string().optional(), groups: z.array(z.string()).optional() }).optional() }).optional() }),
} as const satisfies Asked;

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
  const { username, groups = [] } = (await connection.post(REVIEWS, review)).status?.userInfo ?? {};
  return username === undefined ? undefined : { user: username, groups };
}

/** The user as a record of who asked has it: an auditor must see that the answers may come from somebody else. */
export const identityOf = (user: string | undefined, { unverified }: Pick<KubeContext, 'unverified'>): string | undefined =>
  unverified !== undefined ? `${user ?? 'user not known'} (server certificate not verified)` : user;
