import { CURRENT_DIALECT, type AuditPolicy, type Dialect } from '../../../audit-policy/index.js';
import { isKnown, need, type Known } from '../../../core/known.js';
import { effective, type AuditFlags } from './flags.js';
import { dialectFor } from './witness.js';
import type { ServerVersion } from '../cluster/facts.js';

/** The audit policy's file: as a server's flags name it, empty where they name none, or as it is declared alone. */
export const policyFileOf = (given: { readonly flags: Known<AuditFlags> } | { readonly file: string }): string =>
  'flags' in given ? effective(need(given.flags), 'audit-policy-file') : given.file;

/** How the server reads the policy. Versions differ in the API group `*` alone: without it none needs to be known. */
export const dialectOfPolicy = ({ rules }: AuditPolicy, version: Known<ServerVersion>): Dialect =>
  rules.some(({ resources }) => resources.some(({ group }) => group === '*')) ? dialectFor(need(version)) : CURRENT_DIALECT;

/** Evidence of where a policy was read that the user did not give. */
export const policySource = (said: Known<string | undefined>): { readonly policyFrom?: string } =>
  isKnown(said) && said.value !== undefined ? { policyFrom: said.value } : {};

/** The value of a flag that names a file; undefined where it is not set, or the flags are not known. */
export function fileOf(flags: Known<AuditFlags>, flag: 'audit-policy-file' | 'audit-webhook-config-file'): string | undefined {
  const path = isKnown(flags) ? effective(flags.value, flag) : '';
  return path === '' ? undefined : path;
}

/** The last part of a path: the name under which a ConfigMap that is mounted there holds the file. */
export const baseName = (path: string): string => path.split('/').at(-1) ?? path;
