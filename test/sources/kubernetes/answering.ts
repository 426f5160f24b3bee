import type { Asked } from '../../../scanner/sources/kubernetes/client/call.js';
import type { Connection } from '../../../scanner/sources/kubernetes/client/connection.js';
import { asExpected } from '../../../scanner/sources/expected.js';

/** A connection without a server: it takes an answer by its path, and lets in what a server's would be let in for. */
export const answering = (answer: (path: string) => unknown): Pick<Connection, 'get'> => ({
  get: async <T>({ path, answer: expected }: Asked<T>): Promise<T> => asExpected(expected, await answer(path), 'check the test'),
});
