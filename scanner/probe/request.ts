import { randomUUID } from 'node:crypto';
import type { PartialRequest } from '../../policypack/audit-policy/index.js';
import type { Connection } from '../sources/kubernetes/client/connection.js';
import { HttpError } from '../sources/kubernetes/client/errors.js';

/** The probe's request, but for its name and who makes it: a read of something that is not there. */
export const PROBE_REQUEST = { verb: 'get', apiGroup: '', resource: 'configmaps', namespace: 'default' } as const satisfies PartialRequest;

/** A name that no object has, and that nobody else asks for. */
export const probeName = (): string => `logproof-probe-${randomUUID()}`;

/**
 * Makes the request. That the object is not there, and that we may not read it, are both answers that are audited alike:
 * the request was received, and is answered.
 * @returns the HTTP status
 * @throws what the connection throws when the request was not answered so
 */
export async function sendProbe(connection: Pick<Connection, 'get'>, name: string): Promise<number> {
  try {
    await connection.get(`/api/v1/namespaces/${PROBE_REQUEST.namespace}/${PROBE_REQUEST.resource}/${name}`);
    return 200;
  } catch (problem) {
    if (problem instanceof HttpError && (problem.status === 404 || problem.status === 403)) return problem.status;
    throw problem;
  }
}
