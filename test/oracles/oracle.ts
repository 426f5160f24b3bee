import type { IRawProperty } from 'fast-check';

/**
 * Something that must hold for any input, and the inputs to try it on: a file `NAME.oracle.ts` of this folder, whose default export
 * it is. `npm test` tries a few inputs, `npm run test:real` many, both the same ones each time; `npm run fuzz` new ones for as long as
 * it is told.
 */
export interface Oracle {
  /** What must hold, as a sentence. */
  readonly promise: string;
  /** Made anew for each run, so that none inherits what another left. */
  readonly property: () => IRawProperty<unknown>;
  /** How many inputs `npm test` tries: a second or two of them. */
  readonly few: number;
  /** How many `npm run test:real` tries: some twenty seconds of them. */
  readonly many: number;
}
