import type { Fact } from '../../../policypack/core/fact.js';
import { known, type Known } from '../../../policypack/core/known.js';
import type { ClusterFacts, ServerVersion } from '../../../policypack/kinds/kubernetes/cluster/facts.js';
import { failedCall } from './client/call.js';
import { VERSION } from './client/greeting.js';
import { serverVersion } from './client/server-version.js';
import type { Reader } from './reader.js';

/** Reads the cluster itself: its version, which tells whether anything more may be asked. */
const reader = {
  kind: 'kubernetes.cluster',
  stage: 'anchors',
  greets: true,
  answered: {
    call: 'GET /version',
    facts: (answers, { scope, name }) => answers.map((answer) => clusterFact(scope, name, known(serverVersion(answer)))),
  },
  asked: () => true,
  // Every authenticated user may ask for the version, and who they are.
  rights: () => [],
  async *read({ context, reading, version, greeting: { problem, requests } }) {
    const gaps = problem === undefined ? [] : [reading.failed('kubernetes.cluster', problem, failedCall(VERSION))];
    yield [clusterFact(reading.scope, context.name, version), ...gaps, reading.population('kubernetes.cluster', gaps.length === 0 ? 1 : 0, requests)];
  },
} satisfies Reader;
export default reader;

/** The cluster; no export but AuditSink's is looked for here. */
export const clusterFact = (scope: string, name: string, version: Known<ServerVersion>): Fact<ClusterFacts> => ({
  type: 'fact',
  origin: 'live',
  scope,
  kind: 'kubernetes.cluster',
  id: scope,
  name,
  facts: { version, equivalentExport: known(undefined) },
  texts: [],
});
