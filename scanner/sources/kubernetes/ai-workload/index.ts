import { requestsOf, type Reader } from '../reader.js';
import { KIND_RIGHTS, NAMESPACES, PODS, rightsToNamed } from './calls.js';
import { AiWorkloadReading } from './reading.js';

/** Looks for AI workloads. Each is joined, as it comes, to how its cluster audits. */
const reader = {
  kind: 'kubernetes.ai-workload',
  stage: 'flow',
  asked: ({ aiWorkloads: order }) => order !== undefined,
  rights: ({ aiWorkloads: order }) => [PODS.right, ...(order?.namespaceSelector ? [NAMESPACES.right] : []), ...KIND_RIGHTS, ...rightsToNamed(order?.kinds ?? [])],
  async *read({ order, connection, reading }) {
    const requests = requestsOf(connection);
    const workloads = new AiWorkloadReading({
      scope: reading.scope,
      connection,
      order: order.aiWorkloads ?? { namespaces: [] },
      explain: reading.explain,
      onProgress: (pods) => reading.progress(pods),
    });
    yield* workloads.batches();
    const gaps = workloads.failures.map((failure) => reading.gap('kubernetes.ai-workload', failure));
    yield [...gaps, reading.population('kubernetes.ai-workload', workloads.found, requests())];
  },
} satisfies Reader;
export default reader;
