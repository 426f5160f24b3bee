import { createHash } from 'node:crypto';

/**
 * The name a provider gives a resource whose program gives none: the resource's name, a dash and `digits` hexadecimal
 * digits. The engine's seed makes a preview and the update after it agree.
 */
export function autoName(name, seed, digits) {
  return `${name}-${createHash('sha256').update(seed).update(name).digest('hex').slice(0, digits)}`;
}
