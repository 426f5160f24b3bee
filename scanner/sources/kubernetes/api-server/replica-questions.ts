import { auditFlagsOf, type AuditFlags } from '../../../../policypack/kinds/kubernetes/auditing/flags.js';
import { MalformedAnswer } from '../../deadline.js';
import type { Call } from '../client/call.js';
import type { ReplicaQuestion } from './replicas.js';

// The versioned media type is required: plain JSON is answered by 406. Source: k8s.io/component-base/zpages/flagz.
const FLAGZ = 'application/json;as=Flagz;v=v1beta1;g=config.k8s.io';

/** The flags of an API server, by itself. */
export const FLAGZ_PAGE = {
  operation: 'get /flagz',
  path: '/flagz',
  right: { role: 'api-server', path: '/flagz', why: 'The flags that the server runs with (served by default from Kubernetes 1.36).' },
} as const satisfies Call;

/** The counters of an API server, by itself. */
export const METRICS_PAGE = {
  operation: 'get /metrics',
  path: '/metrics',
  right: { role: 'api-server', path: '/metrics', why: 'The audit counters.' },
} as const satisfies Call;

/** The audit flags that an API server runs with, its defaults included. */
export const AUDIT_FLAGS: ReplicaQuestion<AuditFlags> = {
  call: FLAGZ_PAGE,
  holds: 'the audit flags',
  absent: 'this server does not serve it: Kubernetes does from 1.36 on',
  async ask(connection) {
    const { flags } = ((await connection.get(FLAGZ_PAGE.path, FLAGZ)) ?? {}) as { flags?: unknown };
    if (typeof flags !== 'object' || flags === null) throw new MalformedAnswer('no flags are in it');
    return auditFlagsOf(Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, String(value)])));
  },
};

/**
 * What an API server counted.
 * @param read the counters in the text of /metrics; undefined where they are not there
 */
export const auditCounters = <T>(read: (text: string) => T | undefined): ReplicaQuestion<T> => ({
  call: METRICS_PAGE,
  holds: 'the audit counters',
  async ask(connection) {
    const counters = read(await connection.getText(METRICS_PAGE.path));
    if (counters === undefined) throw new MalformedAnswer('no audit counters are in it');
    return counters;
  },
});
