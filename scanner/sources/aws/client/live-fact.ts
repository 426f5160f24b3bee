import type { Fact, Text } from '../../../../policypack/core/fact.js';

/** What was seen of one live thing. */
export interface Seen<F> {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly facts: F;
  /** Texts that a person wrote. */
  readonly texts?: readonly Text[];
}

/** Says that a live thing of a kind was seen. */
export const liveFact = <F>(kind: string, { texts = [], ...seen }: Seen<F>): Fact<F> => ({
  type: 'fact',
  kind,
  origin: 'live',
  texts,
  ...seen,
});
