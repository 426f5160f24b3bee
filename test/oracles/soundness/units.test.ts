import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../policypack/kinds/index.js';
import { UNITS } from './units.js';

const declared = new Set(UNITS.flat().map(({ type }) => type));

describe('the programs of the soundness oracles', () => {
  it.each(KINDS.all.flatMap(({ id, declared: readers = {} }) => Object.keys(readers as object).map((type) => [type, id] as const)))(
    'declare a %s, which says a thing of %s: a case of test/controls has one, or otherForms of test/kinds',
    (type) => expect(declared).toContain(type),
  );
});
