/** Members that exist by rule rather than in memory: a million of them cost nothing until one is asked for. */
export interface Population<T> {
  readonly count: number;
  /** The member at a place, 0 ≤ index < count. Pure, and ascending by key: pages are found by bisection. */
  of(index: number): T;
}

/**
 * A keyed collection in key order, as both clouds list theirs: a {@link Population} below, and above it what was
 * created, changed or deleted since. Listing from any key costs a bisection, not a walk.
 */
export class OrderedCollection<T> {
  readonly #keyOf: (member: T) => string;
  readonly #population: Population<T>;
  readonly #held = new Map<string, T>();
  /** Keys of the population that are deleted, or held in a changed form. */
  readonly #hidden = new Set<string>();
  #sortedKeys: string[] | undefined;

  constructor(keyOf: (member: T) => string, population: Population<T> = { count: 0, of: noMember }) {
    this.#keyOf = keyOf;
    this.#population = population;
  }

  get(key: string): T | undefined {
    const held = this.#held.get(key);
    if (held !== undefined || this.#hidden.has(key)) return held;
    return this.#generated(key);
  }

  set(member: T): void {
    const key = this.#keyOf(member);
    if (!this.#held.has(key)) this.#sortedKeys = undefined;
    if (!this.#hidden.has(key) && this.#generated(key) !== undefined) this.#hidden.add(key);
    this.#held.set(key, member);
  }

  delete(key: string): boolean {
    const existed = this.get(key) !== undefined;
    if (this.#held.delete(key)) this.#sortedKeys = undefined;
    if (this.#generated(key) !== undefined) this.#hidden.add(key);
    return existed;
  }

  /** How many members have a key with this prefix. */
  count(prefix = ''): number {
    const end = prefix + LAST;
    const generated = this.#rank(end) - this.#rank(prefix);
    const among = (keys: Iterable<string>) => [...keys].filter((key) => key.startsWith(prefix)).length;
    return generated - among(this.#hidden) + among(this.#held.keys());
  }

  /** Members whose key has the prefix and comes after `after`, in order. */
  *list(prefix = '', after?: string): Generator<T> {
    const start = after !== undefined && after >= prefix ? after + FIRST : prefix;
    const keys = this.#keys();
    let held = lowerBound(keys.length, (at) => keys[at]!, start);
    let generated = this.#rank(start);
    for (;;) {
      const next = generated < this.#population.count ? this.#population.of(generated) : undefined;
      const nextKey = next === undefined ? undefined : this.#keyOf(next);
      const heldKey = keys[held];
      const fromHeld = heldKey !== undefined && (nextKey === undefined || heldKey <= nextKey);
      const key = fromHeld ? heldKey : nextKey;
      if (key === undefined || !key.startsWith(prefix)) return;
      if (fromHeld) {
        held += 1;
        yield this.#held.get(key)!;
      } else {
        generated += 1;
        if (!this.#hidden.has(key)) yield next!;
      }
    }
  }

  #keys(): string[] {
    return (this.#sortedKeys ??= [...this.#held.keys()].sort(byCodeUnit));
  }

  #rank(key: string): number {
    return lowerBound(this.#population.count, (at) => this.#keyOf(this.#population.of(at)), key);
  }

  #generated(key: string): T | undefined {
    const at = this.#rank(key);
    const found = at < this.#population.count ? this.#population.of(at) : undefined;
    return found !== undefined && this.#keyOf(found) === key ? found : undefined;
  }
}

// The least text after a key, and a text after every key with a prefix: keys are printable.
const FIRST = '\u0000';
const LAST = '\uffff';

const byCodeUnit = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function noMember(): never {
  throw new RangeError('an empty population has no member');
}

/** The first place whose key is at or after the given one. */
function lowerBound(count: number, keyAt: (at: number) => string, key: string): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyAt(middle) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
