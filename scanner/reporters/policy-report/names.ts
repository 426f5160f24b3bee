import { digest } from '../../../policypack/core/fingerprint.js';
import type { Result } from '../../../policypack/core/result.js';

/** The label's value by which logproof finds the reports that it wrote. */
export const MANAGER = 'logproof';

/** Label values hold 63 characters at most; the digest and the prefix want some. */
const SLUG = 40;

/**
 * What tells the reports of one scanned place from another's: a scan from a CI system and one from within the cluster
 * call it by different names, and neither may remove the other's.
 */
export const instanceOf = (cluster: string | undefined): string => `${MANAGER}-${cluster === undefined ? 'run' : slug(cluster)}`;

/** A DNS-1123 label; where it is not the name itself, a digest keeps two names apart. */
export function slug(name: string): string {
  if (name.length <= SLUG && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) return name;
  const readable = name
    .toLowerCase()
    .slice(-SLUG)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return [readable, digest(name).slice(0, 8)].filter((part) => part !== '').join('-');
}

/** The common labels, and the run's id: a string that a label can hold. */
export const labels = (instance: string, { run }: Pick<Result, 'run'>): Record<string, string> => ({
  'app.kubernetes.io/managed-by': MANAGER,
  'app.kubernetes.io/instance': instance,
  'logproof/run': slug(run.id),
});
