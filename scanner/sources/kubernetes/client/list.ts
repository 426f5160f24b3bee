import { MalformedAnswer } from '../../deadline.js';
import type { Connection } from './connection.js';
import { HttpError } from './errors.js';

/** Objects a page. Source: the default of kubectl's --chunk-size. */
const PAGE = 500;

/** An object of a list, as far as every object goes. */
export interface ListedObject {
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** What a list gave, whole or up to where it broke off. */
export interface Listed {
  readonly objects: readonly ListedObject[];
  /** A page at least was read. */
  readonly begun: boolean;
  /** Why it is not whole. */
  readonly problem?: unknown;
}

/**
 * Reads a list in pages. A continue token that has expired (410) begins the list anew, once: pages of two moments do
 * not make one list. What was read before a failure stands, each object once. For lists that are held whole; bulk kinds
 * flow page by page.
 */
export async function listAll(connection: Pick<Connection, 'get'>, path: string, onRead: (read: number) => void): Promise<Listed> {
  const earlier = new Map<string, ListedObject>();
  for (let restarts = 0; ; restarts += 1) {
    const objects = new Map<string, ListedObject>();
    try {
      for await (const page of pages(connection, path)) {
        for (const object of page) objects.set(keyOf(object), object);
        onRead(objects.size);
      }
      return { objects: [...objects.values()], begun: true };
    } catch (problem) {
      for (const [key, object] of objects) earlier.set(key, object);
      if (restarts > 0 || !(problem instanceof HttpError && problem.status === 410)) {
        return { objects: [...earlier.values()], begun: earlier.size > 0, problem };
      }
    }
  }
}

/** The pages of a list. @throws MalformedAnswer for what is no list, or has no end, besides what a request throws */
export async function* pages(connection: Pick<Connection, 'get'>, path: string): AsyncGenerator<readonly ListedObject[]> {
  const seen = new Set<string>();
  let token = '';
  do {
    const query = new URLSearchParams({ limit: String(PAGE), ...(token && { continue: token }) });
    const answer = await connection.get(`${path}${path.includes('?') ? '&' : '?'}${query}`);
    yield objectsOf(answer);
    const next = continueOf(answer);
    if (next !== '' && seen.has(next)) throw new MalformedAnswer('the same continue token came twice, so that the list has no end');
    seen.add(next);
    token = next;
  } while (token);
}

// A proxy that answers {} to everything must not pass for an empty list.
function objectsOf(answer: unknown): readonly ListedObject[] {
  const { items } = (answer ?? {}) as { items?: unknown };
  if (!Array.isArray(items)) throw new MalformedAnswer('the answer is not a list: check that the address is that of a Kubernetes API');
  if (!items.every(isNamed)) throw new MalformedAnswer('the list holds an object without a name');
  return items;
}

const isNamed = (item: unknown): item is ListedObject =>
  typeof (item as { metadata?: { name?: unknown } } | null)?.metadata?.name === 'string';

const continueOf = (answer: unknown): string => (answer as { metadata?: { continue?: string } }).metadata?.continue ?? '';

const keyOf = ({ metadata }: ListedObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;
