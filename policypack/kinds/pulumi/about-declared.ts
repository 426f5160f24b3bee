import type { Subject } from '../../core/subject.js';

/** A question of a declared thing, whatever its kind: called as the thing is, with what is known of the question alone. */
export const aboutDeclared = <F>(kind: string, { id, name, unnamed, scope, place, location }: Subject, given: F): Subject<F> => ({
  kind,
  id,
  name,
  origin: 'declared',
  scope,
  given,
  joined: {},
  texts: [],
  ...(unnamed && { unnamed }),
  ...(place && { place }),
  ...(location && { location }),
});
