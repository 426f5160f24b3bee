import { CURRENT_DIALECT, refusedBy, type AuditPolicy, type Dialect } from '../../../audit-policy/index.js';
import { isKnown, known, need, type Known } from '../../../core/known.js';
import { noteText, refusal } from './files.js';
import { effective, type AuditFlags } from './flags.js';
import { dialectFor } from './witness.js';
import type { ServerVersion } from '../cluster/facts.js';
import { isRefused, unlessRefused, type RefusedFile } from '../yaml/refused-file.js';

/** The audit policy's file: as a server's flags name it, empty where they name none, or as it is declared alone. */
export const policyFileOf = (given: { readonly flags: Known<AuditFlags> } | { readonly file: string }): string =>
  'flags' in given ? effective(need(given.flags), 'audit-policy-file') : given.file;

/**
 * A policy as a server of a version reads it: refused where that version refuses it. Where versions differ about nothing
 * that it says, none needs to be known.
 * @param file what it is called
 */
export function asReadBy(policy: Known<AuditPolicy | RefusedFile>, version: Known<ServerVersion>, file: string): Known<AuditPolicy | RefusedFile> {
  if (!isKnown(policy) || isRefused(policy.value) || policy.value.limits === undefined) return policy;
  if (!isKnown(version)) return version;
  const reasons = refusedBy(policy.value, dialectFor(version.value));
  const { major, minor } = version.value;
  return reasons.length === 0 ? policy : known(refusal(`${file} on Kubernetes ${major}.${minor}`, reasons.map(noteText)));
}

/** The policy that a running server of a version has: one that it refuses is not it. */
export function asRunBy(policy: Known<AuditPolicy | RefusedFile>, version: Known<ServerVersion>): Known<AuditPolicy> {
  const read = asReadBy(policy, version, 'the file');
  return isKnown(read) ? unlessRefused('the audit policy', read) : read;
}

/** How the server reads the policy, where its version makes a difference. */
export const dialectOfPolicy = ({ limits }: AuditPolicy, version: Known<ServerVersion>): Dialect =>
  limits === undefined ? CURRENT_DIALECT : dialectFor(need(version));

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
