import type { Connection } from './connection.js';
import { HttpError } from './errors.js';
import { pages, type ListedObject } from './list.js';

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

/**
 * Reads a list in pages and holds none: one request a page. A continue token that has expired (410) begins the list
 * anew, once, as `listAll` does.
 */
export async function flow(connection: Pick<Connection, 'get'>, path: string, taker: PageTaker): Promise<Flowed> {
  let begun = false;
  for (let restarts = 0; ; restarts += 1) {
    try {
      for await (const page of pages(connection, path)) {
        begun = true;
        taker.page(page);
      }
      return { begun };
    } catch (problem) {
      if (restarts > 0 || !(problem instanceof HttpError && problem.status === 410)) return { begun, problem };
      taker.restart();
    }
  }
}
