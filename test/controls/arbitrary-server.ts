import fc from 'fast-check';
import { gap, known, type Known } from '../../policypack/core/known.js';
import type { ApiServerFacts } from '../../policypack/kinds/kubernetes/api-server/facts.js';
import type { AuditFlags } from '../../policypack/kinds/kubernetes/auditing/flags.js';
import { policy } from '../audit-policy/arbitrary.js';

const VALUES: Readonly<Record<string, readonly string[]>> = {
  'audit-policy-file': ['', '/p.yaml'],
  'audit-webhook-config-file': ['', '/w.yaml'],
  'audit-log-path': ['', '-', '/a.log', '/dev/null'],
  'audit-log-maxage': ['0', '30', '030'],
  'audit-log-maxbackup': ['0', '10', 'x'],
  'audit-log-maxsize': ['0', '100', '-1'],
  'audit-webhook-mode': ['batch', 'blocking', 'Batch'],
  'audit-webhook-batch-buffer-size': ['10000', '010000', '0'],
  'audit-webhook-batch-throttle-enable': ['true', 'false'],
  'audit-webhook-batch-throttle-qps': ['10', '0', '1000'],
  'audit-webhook-truncate-enabled': ['true', 'false', ''],
  'audit-webhook-truncate-max-event-size': ['1', '102400', '99999999'],
};

const flags: fc.Arbitrary<AuditFlags> = fc
  .tuple(...Object.entries(VALUES).map(([name, values]) => fc.constantFrom(...values, undefined).map((value) => [name, value] as const)))
  .map((all) => Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))));

/** A fact that was read, or was not. */
export const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Known<T>> =>
  fc.oneof({ weight: 5, arbitrary: value.map(known) }, { weight: 1, arbitrary: fc.constant(gap('unreachable', 'the server')) });

/** How some API server audits, as its controls see it. */
export const apiServer: fc.Arbitrary<Required<Omit<ApiServerFacts, 'running'>>> = fc.record({
  flags: maybe(flags),
  flagsFrom: maybe(fc.constantFrom('/flagz', undefined)),
  managed: fc.constant(known(undefined)),
  otherExport: maybe(fc.constantFrom(undefined, { how: 'a forwarder', seenIn: 'ClusterLogForwarder a' })),
  policy: maybe(policy(4)),
  webhook: maybe(fc.record({ server: fc.constantFrom('https://a.example/', 'http://a.example/'), unverified: fc.boolean() })),
  mounts: maybe(fc.constantFrom(undefined, ['/'], ['/etc'])),
  version: maybe(fc.constantFrom({ major: 1, minor: 34, gitVersion: 'v1.34.0' }, { major: 1, minor: 36, gitVersion: 'v1.36.0' })),
});
