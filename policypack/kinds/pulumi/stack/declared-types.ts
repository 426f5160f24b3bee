import { knownType } from '../../known-types/index.js';
import type { DeclaredType } from './facts.js';

/** Of the types of a stack's resources those that have to do with AI or audit logs, counted and sorted. */
export function declaredTypes(types: Iterable<string>): DeclaredType[] {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .flatMap(([type, count]) => {
      const found = knownType(type);
      return found ? [{ type, count, ...found }] : [];
    })
    .sort((a, b) => (a.type < b.type ? -1 : 1));
}

/** URNs of what the shown of a stack depend on and that is not shown itself: the engine shows no reads. */
export function unshown(resources: Iterable<{ readonly urn: string; readonly propertyDependencies: Readonly<Record<string, readonly string[]>> }>): string[] {
  const all = [...resources];
  const shown = new Set(all.map(({ urn }) => urn));
  const named = new Set(all.flatMap(({ propertyDependencies }) => Object.values(propertyDependencies).flat()));
  return [...named].filter((urn) => !shown.has(urn));
}
