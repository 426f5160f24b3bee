import { setImmediate } from 'node:timers/promises';
import { MalformedAnswer } from './deadline.js';
import { Distinct } from './distinct.js';

/** A page of a list. An empty page with a token has a next one; no token is the end. */
export interface Page<Thing> {
  readonly items: readonly Thing[];
  readonly nextToken?: string | undefined;
}

/** What a list is of, and what tells one that has an end from one that has none. */
export interface ListOf<Thing> {
  /** Its things, as a person calls them: `log groups`. */
  readonly things: string;
  /** The most of them that the service can hold, with room to spare. */
  readonly most: number;
  /** What no two of them share. */
  readonly identity: (thing: Thing) => string;
  /** What the provider calls its tokens. Default: page token. */
  readonly token?: string;
}

/** Pages in a row that may hold nothing: what a filter leaves of a page may be none of it. */
const MOST_EMPTY = 1_000;

/**
 * Tells when a server sends its reader round in a circle, in constant memory (Brent's algorithm): each token is compared
 * with a milestone, which moves up whenever the steps since the last one have doubled.
 */
export class TokenGuard {
  #milestone: string | undefined;
  #steps = 0;
  #stride = 1;

  /** @param what what the provider calls its tokens */
  constructor(private readonly what = 'page token') {}

  /** @throws MalformedAnswer when the token was already followed, or is no text */
  follow(token: string): string {
    if (typeof token !== 'string') throw new MalformedAnswer(`the ${this.what} is no text`);
    if (token === this.#milestone)
      throw new MalformedAnswer(`the same ${this.what} came twice, so that the list has no end`);
    this.#steps += 1;
    if (this.#steps === this.#stride) {
      this.#milestone = token;
      this.#stride *= 2;
      this.#steps = 0;
    }
    return token;
  }
}

/** What holds of the pages of one list together, whoever gives them. */
class ListGuard<Thing> {
  readonly #seen = new Distinct();
  #held = 0;
  #empty = 0;

  constructor(private readonly list: ListOf<Thing>) {}

  /** @throws MalformedAnswer for a thing that came before, and for more than there can be */
  take({ items }: Page<Thing>): void {
    const { things, most, identity } = this.list;
    for (const item of items) if (!this.#seen.add(identity(item))) throw new MalformedAnswer(`two of the ${things} are called the same, so that nobody can tell what is there`);
    this.#held += items.length;
    if (this.#held > most) throw new MalformedAnswer(`more than ${inThousands(most)} ${things} came, which is more than there can be: the list has no end`);
    this.#empty = items.length === 0 ? this.#empty + 1 : 0;
    if (this.#empty > MOST_EMPTY) throw new MalformedAnswer(`${inThousands(MOST_EMPTY)} pages in a row held no ${things}: the list has no end`);
  }
}

const inThousands = (count: number): string => count.toLocaleString('en');

/**
 * Follows page tokens, asking for the next page while the current one is being used. The first page is asked for at
 * once. Holds at most two pages.
 * @param first the first page, where it was asked for already
 * @throws what `ask` throws, and MalformedAnswer for a page by which the list has no end or holds a thing twice, after every
 * page before it was yielded
 */
export const prefetched = <Thing>(
  list: ListOf<Thing>,
  ask: (token: string | undefined) => Promise<Page<Thing>>,
  first: Promise<Page<Thing>> = ask(undefined),
): AsyncGenerator<Page<Thing>> => follow(list, quiet(first), ask, true);

/** The same one page after the other, for a reader that rarely wants the next one. */
export const inTurn = <Thing>(list: ListOf<Thing>, ask: (token: string | undefined) => Promise<Page<Thing>>): AsyncGenerator<Page<Thing>> =>
  follow(list, quiet(ask(undefined)), ask, false);

async function* follow<Thing>(list: ListOf<Thing>, first: Promise<Page<Thing>>, ask: (token: string | undefined) => Promise<Page<Thing>>, ahead: boolean): AsyncGenerator<Page<Thing>> {
  const tokens = new TokenGuard(list.token);
  const guard = new ListGuard(list);
  let coming: Promise<Page<Thing>> | undefined = first;
  while (coming) {
    const page: Page<Thing> = await coming;
    // A circle first: its pages come again too.
    const token = page.nextToken ? tokens.follow(page.nextToken) : undefined;
    guard.take(page);
    coming = token !== undefined && ahead ? quiet(ask(token)) : undefined;
    // One turn of the event loop lets the request leave before the page is used: only then do the two overlap.
    if (coming) await setImmediate();
    yield page;
    if (token !== undefined && !ahead) coming = quiet(ask(token));
  }
}

/** A failure waits for whoever takes the page; until then it is not unhandled. */
export function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
