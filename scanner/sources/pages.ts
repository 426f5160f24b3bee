import { setImmediate } from 'node:timers/promises';
import { MalformedAnswer } from './deadline.js';

/** A page as far as paging goes. An empty page with a token has a next one; no token is the end. */
export interface TokenPage {
  readonly nextToken?: string | undefined;
}

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

  /** @throws MalformedAnswer when the token was already followed */
  follow(token: string): string {
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

/**
 * Follows page tokens, asking for the next page while the current one is being used. The first page is asked for at
 * once. Holds at most two pages.
 * @param first the first page, where it was asked for already
 * @param what what the provider calls its tokens
 * @throws what `ask` throws, after every page before it was yielded
 */
export function prefetched<Page extends TokenPage>(
  ask: (token: string | undefined) => Promise<Page>,
  first: Promise<Page> = ask(undefined),
  what?: string,
): AsyncGenerator<Page> {
  return follow(quiet(first), ask, new TokenGuard(what));
}

async function* follow<Page extends TokenPage>(
  first: Promise<Page>,
  ask: (token: string | undefined) => Promise<Page>,
  guard: TokenGuard,
): AsyncGenerator<Page> {
  let coming: Promise<Page> | undefined = first;
  while (coming) {
    const page: Page = await coming;
    coming = page.nextToken ? quiet(next(page.nextToken, ask, guard)) : undefined;
    // One turn of the event loop lets the request leave before the page is used: only then do the two overlap.
    if (coming) await setImmediate();
    yield page;
  }
}

const next = async <Page>(token: string, ask: (token: string) => Promise<Page>, guard: TokenGuard): Promise<Page> =>
  ask(guard.follow(token));

/** A failure waits for whoever takes the page; until then it is not unhandled. */
export function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
