/**
 * Reads several iterables side by side and yields what comes first. Each is asked for its next item only when its last
 * one was taken, so that a slow consumer slows the sources down instead of filling the memory.
 */
export async function* sideBySide<T>(iterables: readonly AsyncIterable<T>[]): AsyncGenerator<T> {
  const waiting = new Map<AsyncIterator<T>, Promise<Arrived<T>>>();
  const ask = (iterator: AsyncIterator<T>): void => {
    waiting.set(iterator, iterator.next().then((result) => ({ iterator, result })));
  };
  for (const iterable of iterables) ask(iterable[Symbol.asyncIterator]());
  try {
    while (waiting.size > 0) {
      const { iterator, result } = await Promise.race(waiting.values());
      if (result.done) waiting.delete(iterator);
      else {
        ask(iterator);
        yield result.value;
      }
    }
  } finally {
    for (const iterator of waiting.keys()) void iterator.return?.();
  }
}

interface Arrived<T> {
  readonly iterator: AsyncIterator<T>;
  readonly result: IteratorResult<T>;
}

/** Asks for the first item now, though it is taken later: the network works while something else is read. */
export function startNow<T>(iterable: AsyncIterable<T>): AsyncIterable<T> {
  const iterator = iterable[Symbol.asyncIterator]();
  const first = iterator.next();
  // Whoever takes the item meets the failure; until then it is not unhandled.
  first.catch(() => undefined);
  let taken = false;
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => {
        if (taken) return iterator.next();
        taken = true;
        return first;
      },
      return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
    }),
  };
}
