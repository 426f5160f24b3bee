import type { Location } from '../../../policypack/core/fact.js';

/**
 * The program line of a resource, from `project:///index.ts#7,17`: a path relative to the project, then line and column.
 * Source: pulumi/pulumi pkg/v3.259.0, resource/deploy/source_eval.go, parseSourcePosition. Anything else is no location.
 */
export function locationOf(sourcePosition: unknown): Location | undefined {
  if (typeof sourcePosition !== 'string') return undefined;
  const [, path, line, column] = /^project:\/{2,3}([^#\n]+)#(\d{1,9})(?:,(\d{1,9}))?$/.exec(sourcePosition) ?? [];
  if (path === undefined || Number(line) < 1) return undefined;
  const file = decoded(path);
  if (file === undefined) return undefined;
  return { file, line: Number(line), ...(column !== undefined && Number(column) > 0 && { column: Number(column) }) };
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
