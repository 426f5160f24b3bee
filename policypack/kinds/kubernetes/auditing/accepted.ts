import * as z from 'zod';
import { holes, type Accepted, type AuditPolicy, type HoleOptions, type Required } from '../../../audit-policy/index.js';

/** Everybody whom a server knows: who accepts them accepts a policy that logs nothing. */
const EVERYBODY = 'system:authenticated';

const name = z
  .string()
  .min(1)
  .refine((text) => !text.includes('*'), { message: 'an identity is named whole: for the service accounts of a namespace write group: system:serviceaccounts:NAMESPACE' })
  .refine((text) => text !== EVERYBODY, { message: `${EVERYBODY} is everybody: name the identities that may go unlogged` });

/** Identities whose requests may go unlogged, each with its reason. */
export const acceptedIdentities = z
  .array(
    z
      .strictObject({
        user: name.optional().describe('User name, such as system:kube-scheduler'),
        group: name.optional().describe('Group, such as system:nodes'),
        reason: z.string().min(1).describe('Why what they do need not be recorded'),
      })
      .refine(({ user, group }) => (user === undefined) !== (group === undefined), { message: 'expected either user or group' }),
  )
  .default([])
  .describe('Identities whose requests may go unlogged, each with its reason: they are counted, and said');

/** One of them. */
export type AcceptedIdentity = z.infer<typeof acceptedIdentities>[number];

/** The same, as the prover takes them. */
export const acceptedOf = (identities: readonly AcceptedIdentity[]): Accepted => ({
  users: identities.flatMap(({ user }) => user ?? []),
  userGroups: identities.flatMap(({ group }) => group ?? []),
});

/** Each identity, how much of what it does goes unlogged, and why that is accepted. */
export function acceptedTexts(policy: AuditPolicy, required: Required, identities: readonly AcceptedIdentity[], options: HoleOptions): string[] {
  return identities.map(({ user, group, reason }) => {
    const scope = (required.scope ?? []).map((entry) => (user === undefined ? { ...entry, groups: [group!] } : { ...entry, user }));
    const classes = holes(policy, { ...required, scope }, options).length;
    const count = classes === 1 ? '1 class of requests' : `${classes} classes of requests`;
    return `${user === undefined ? `group "${group}"` : `user "${user}"`} (${count}: ${reason})`;
  });
}
