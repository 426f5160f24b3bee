import { prefetched, type Page } from '../../pages.js';
import type { Asked } from './call.js';
import type { Connection } from './connection.js';
import { HttpError } from './errors.js';
import type { ListAnswer, ListedObject } from './objects.js';

/** Objects a page. Source: the default of kubectl's --chunk-size. */
const PAGE = 500;

/** Objects of a list that is held whole: of such kinds a cluster has a handful. */
const MOST_HELD = 100_000;

export type { ListedObject } from './objects.js';

/** What a list is asked by. */
export type ListCall = Asked<ListAnswer>;

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
 * (410) begins the list anew, once: pages of two moments do not make one list. An object that comes twice in one reading ends it:
 * nobody can tell which of the two is there. Never throws for what a server does.
 */
export async function flow(connection: Pick<Connection, 'get'>, list: ListCall, taker: PageTaker, most = MOST): Promise<Flowed> {
  let begun = false;
  for (let restarts = 0; ; restarts += 1) {
    try {
      for await (const { items } of pages(connection, list, most)) {
        begun = true;
        taker.page(items);
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
export async function listAll(connection: Pick<Connection, 'get'>, list: ListCall, onRead: (read: number) => void): Promise<Listed> {
  const earlier = new Map<string, ListedObject>();
  let objects = new Map<string, ListedObject>();
  const taker: PageTaker = {
    page: (page) => {
      for (const object of page) objects.set(keyOf(object), object);
      onRead(objects.size);
    },
    restart: () => {
      for (const [key, object] of objects) earlier.set(key, object);
      objects = new Map();
    },
  };
  const flowed = await flow(connection, list, taker, MOST_HELD);
  // What only an earlier reading saw is gone where the last one is whole.
  const seen = flowed.problem === undefined ? objects : new Map([...earlier, ...objects]);
  return { ...flowed, objects: [...seen.values()] };
}

/** More than etcd can hold within its largest quota, 8 GiB, of the smallest objects. Source: etcd, "System limits". */
const MOST = 10_000_000;

/** @throws MalformedAnswer for what is no list, or has no end, besides what a request throws */
const pages = (connection: Pick<Connection, 'get'>, { path, answer }: ListCall, most: number): AsyncGenerator<Page<ListedObject>> =>
  prefetched({ things: 'objects', most, identity: keyOf, token: 'continue token' }, async (token) => {
    const query = new URLSearchParams({ limit: String(PAGE), ...(token !== undefined && { continue: token }) });
    const { items, metadata } = await connection.get({ path: `${path}${path.includes('?') ? '&' : '?'}${query}`, answer });
    // Empty at the end of the list.
    return { items, nextToken: metadata.continue };
  });

const keyOf = ({ metadata }: ListedObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;
