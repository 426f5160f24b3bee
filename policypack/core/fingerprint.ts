import { hash } from 'node:crypto';

/** SHA-256 of parts that cannot run into each other, in hexadecimal. */
export function digest(...parts: readonly string[]): string {
  // In one call: a Hash that is fed part by part costs thrice as much, and there may be a million findings.
  return hash('sha256', parts.map((part) => `${part.length}:${part};`).join(''), 'hex');
}

/** JSON with sorted keys: equal values give equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
