import { isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import { effective, type AuditFlags } from '../auditing/flags.js';
import type { ApiServerFacts } from './facts.js';

type Mounted = Pick<ApiServerFacts, 'mounts' | 'running'>;

/** Files that the server reads when it starts. */
const READ_AT_START = ['audit-policy-file', 'audit-webhook-config-file'] as const;

/** Why a server does not start: its pod does not mount a file that it reads. One that runs has read it, from its image. */
export function unmountedFile(flags: AuditFlags, { mounts, running }: Mounted): Known<string | undefined> {
  const paths = READ_AT_START.map((flag) => ({ flag, path: effective(flags, flag) })).filter(({ path }) => path !== '');
  if (running || mounts === undefined || paths.length === 0) return known(undefined);
  return mapKnown(mounts, (places) => {
    const lacking = paths.find(({ path }) => isOutside(path, places));
    return lacking && `--${lacking.flag}=${JSON.stringify(lacking.path)}, which its pod does not mount; a volumeMount that holds it required`;
  });
}

/** Where the log is written to the container alone, and lost with it; undefined where it is not, or nothing tells. */
export function unmountedLog(flags: AuditFlags, { mounts }: Mounted): Known<string | undefined> {
  const path = effective(flags, 'audit-log-path');
  if (mounts === undefined || path === '' || path === '-') return known(undefined);
  return isKnown(mounts) ? known(isOutside(path, mounts.value) ? path : undefined) : mounts;
}

/** A relative path is the image's to resolve, and of a pod that names no mounts at all none is missing in particular. */
function isOutside(path: string, places: readonly string[] | undefined): boolean {
  if (places === undefined || !path.startsWith('/') || path === '/dev/null') return false;
  const file = partsOf(path);
  return !places.some((place) => partsOf(place).every((part, index) => part === file[index]));
}

/** The parts of an absolute path, as the file system walks it. */
function partsOf(path: string): string[] {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts;
}
