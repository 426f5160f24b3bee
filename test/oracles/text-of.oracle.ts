import fc from 'fast-check';
import { textOf } from '../../policypack/core/untyped.js';
import type { Oracle } from './oracle.js';

const oracle: Oracle = {
  promise: 'a text is made of any value, whatever it brings itself',
  property: () => fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true, withSparseArray: true }), (value) => typeof textOf(value) === 'string'),
  few: 2_000,
  many: 200_000,
};

export default oracle;
