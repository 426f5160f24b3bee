import { MalformedAnswer } from '../../deadline.js';
import { prefetched, type TokenPage } from '../../pages.js';
import type { Connection } from './connection.js';
import { HttpError } from './errors.js';

/** Objects a page. Source: the default of kubectl's --chunk-size. */
const PAGE = 500;

/** An object of a list, as far as every object goes. */
export interface ListedObject {
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Who takes a list page by page. */
export interface PageTaker {
  page(objects: readonly ListedObject[]): void;
  /** The list begins anew: what was taken before will come again. */
  restart(): void;
}

/** How a list that flowed ended. */
export interface Flowed {
  /** A page at least was read. */
  readonly begun: boolean;
  /** Why it is not whole. */
  readonly problem?: unknown;
}

/** What a list gave, whole or up to where it broke off. */
export interface Listed extends Flowed {
  readonly objects: readonly ListedObject[];
}

/**
 * Reads a list in pages and holds none but the one that comes: one request a page. A continue token that has expired
 * (410) begins the list anew, once: pages of two moments do not make one list. Never throws for what a server does.
 */
export async function flow(connection: Pick<Connection, 'get'>, path: string, taker: PageTaker): Promise<Flowed> {
  let begun = false;
  for (let restarts = 0; ; restarts += 1) {
    try {
      for await (const { objects } of pages(connection, path)) {
        begun = true;
        taker.page(objects);
      }
      return { begun };
    } catch (problem) {
      if (restarts > 0 || !(problem instanceof HttpError && problem.status === 410)) return { begun, problem };
      taker.restart();
    }
  }
}

/**
 * Reads a list and holds it whole: for kinds of which there are few. What was read before a failure stands, each object
 * once, as it was seen last. Never throws for what a server does.
 */
export async function listAll(connection: Pick<Connection, 'get'>, path: string, onRead: (read: number) => void): Promise<Listed> {
  const earlier = new Map<string, ListedObject>();
  let objects = new Map<string, ListedObject>();
  const flowed = await flow(connection, path, {
    page: (page) => {
      for (const object of page) objects.set(keyOf(object), object);
      onRead(objects.size);
    },
    restart: () => {
      for (const [key, object] of objects) earlier.set(key, object);
      objects = new Map();
    },
  });
  // What only an earlier reading saw is gone where the last one is whole.
  const seen = flowed.problem === undefined ? objects : new Map([...earlier, ...objects]);
  return { ...flowed, objects: [...seen.values()] };
}

interface Page extends TokenPage {
  readonly objects: readonly ListedObject[];
}

/** @throws MalformedAnswer for what is no list, or has no end, besides what a request throws */
const pages = (connection: Pick<Connection, 'get'>, path: string): AsyncGenerator<Page> =>
  prefetched(async (token) => {
    const query = new URLSearchParams({ limit: String(PAGE), ...(token !== undefined && { continue: token }) });
    const answer = await connection.get(`${path}${path.includes('?') ? '&' : '?'}${query}`);
    return { objects: objectsOf(answer), nextToken: continueOf(answer) };
  }, undefined, 'continue token');

// A proxy that answers {} to everything must not pass for an empty list.
function objectsOf(answer: unknown): readonly ListedObject[] {
  const { items } = (answer ?? {}) as { items?: unknown };
  if (!Array.isArray(items)) throw new MalformedAnswer('the answer is not a list: check that the address is that of a Kubernetes API');
  if (!items.every(isNamed)) throw new MalformedAnswer('the list holds an object without a name');
  return items;
}

const isNamed = (item: unknown): item is ListedObject =>
  typeof (item as { metadata?: { name?: unknown } } | null)?.metadata?.name === 'string';

/** Empty at the end of the list. */
const continueOf = (answer: unknown): string | undefined => (answer as { metadata?: { continue?: string } }).metadata?.continue;

const keyOf = ({ metadata }: ListedObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;
