import type { StateResource } from './state-resource.js';

/**
 * Gives the URN that a resource has now: one that was renamed or moved is the same thing, and what was not deployed since may name it
 * as it was.
 */
export function currentUrns(resources: readonly StateResource[]): (urn: string) => string {
  const current = new Set(resources.map(({ urn }) => urn));
  const byAlias = new Map(resources.flatMap(({ urn, aliases }) => aliases.filter((alias) => !current.has(alias)).map((alias) => [alias, urn] as const)));
  return (urn) => byAlias.get(urn) ?? urn;
}
