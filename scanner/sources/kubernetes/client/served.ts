import type { Connection } from './connection.js';
import { unlessAbsent } from './errors.js';

/**
 * Whether a server serves a resource in a version of its group.
 * @param groupVersion the path of both, such as `/apis/ray.io/v1`
 * @throws what the connection throws, but for an absent group
 */
export async function serves(connection: Pick<Connection, 'get'>, groupVersion: string, plural: string): Promise<boolean> {
  const { resources } = ((await unlessAbsent(connection.get(groupVersion), undefined)) ?? {}) as { resources?: unknown };
  return Array.isArray(resources) && resources.some((one: { name?: unknown } | null) => one?.name === plural);
}
