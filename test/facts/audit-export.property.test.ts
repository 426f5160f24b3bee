import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKnown } from '../../policypack/core/known.js';
import { equivalentExport, type ExportSigns } from '../../policypack/kinds/kubernetes/auditing/export.js';
import { policy } from '../audit-policy/arbitrary.js';
import { apiServer, maybe } from '../controls/arbitrary-server.js';
import { unreadOnce } from '../controls/unread.js';

const count = fc.constantFrom(0, 5);
const counters = fc.record({
  levels: fc.record({ None: count, Metadata: count }),
  events: count,
  errors: fc.constant({}),
  rejected: fc.constant(0),
});

const signs = fc.record({
  servers: fc.array(apiServer, { maxLength: 3 }),
  counted: maybe(fc.constantFrom(1, 2, 3)),
  policy: maybe(policy(3)),
  metrics: maybe(fc.array(fc.record({ from: fc.constant('API server a'), metrics: maybe(counters) }), { minLength: 1, maxLength: 3 })),
});

const isExport = (given: ExportSigns): boolean => {
  const found = equivalentExport(given);
  return isKnown(found) && found.value !== undefined;
};

/** The policy that was given decides where counters were not read: that these contradict it cannot be known then. */
const decidesWithout = ({ policy: given }: ExportSigns, place: string): boolean => isKnown(given) && place.startsWith('.metrics');

describe('an export equivalent to an AuditSink', () => {
  it('is never seen for lack of knowledge', () => {
    fc.assert(
      fc.property(signs, (given) => {
        fc.pre(!isExport(given));
        const places = [...unreadOnce(given)].filter(([, changed]) => isExport(changed as ExportSigns)).map(([place]) => place);

        expect(places.filter((place) => !decidesWithout(given, place))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});
