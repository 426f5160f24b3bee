import type { Source } from '../source.js';

/**
 * What flows waits for the anchors that it is joined to. For a scan that reads both stages side by side: one that takes
 * the stages in turn needs none of this.
 */
export function inTurn(anchors: Source, flow: Source): [anchors: Source, flow: Source] {
  let ended: Promise<void> = Promise.resolve();
  return [
    {
      ...anchors,
      async *collect(signal, onProgress) {
        let end = (): void => undefined;
        ended = new Promise((resolve) => (end = resolve));
        try {
          yield* anchors.collect(signal, onProgress);
        } finally {
          end();
        }
      },
    },
    {
      ...flow,
      async *collect(signal, onProgress) {
        await ended;
        yield* flow.collect(signal, onProgress);
      },
    },
  ];
}
