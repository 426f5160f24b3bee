import type { Observation } from '../../../policypack/core/fact.js';
import { readingSignal } from '../reading-signal.js';
import type { OnProgress, Source } from '../source.js';
import { ClusterReading, type ClusterReadingOptions, type ReadingProgress } from './cluster-reading.js';
import { connect, type Connection } from './connection.js';
import { chooseContexts } from './kubeconfig.js';
import { requestSettings, type KubernetesOptions, type RequestSettings } from './options.js';

export { chooseContexts, hasKubeconfig, listContexts } from './kubeconfig.js';
export type { AiWorkloadOrder, ConfigMapKey, HostFiles, KubernetesOptions } from './options.js';

/**
 * One source a context, to be read side by side. Only the kubeconfig is read before a source is collected.
 * @throws InputMistake when the kubeconfig cannot be used, or has not the contexts that are named
 */
export function kubernetesSources(options: KubernetesOptions): Source[] {
  const settings = requestSettings(options);
  return chooseContexts(options).map((context) => ({
    name: 'kubernetes',
    scope: `kubernetes:${context.name}`,
    stage: 'anchors',
    reads: [
      'kubernetes.cluster',
      'kubernetes.audit-sink',
      'kubernetes.service',
      ...(options.apiServers ? ['kubernetes.api-server', 'kubernetes.control-plane'] : []),
      ...(options.aiWorkloads ? ['kubernetes.ai-workload'] : []),
    ],
    collect: (signal, onProgress) => collectCluster({ context, apiServers: options.apiServers?.(context.name), aiWorkloads: options.aiWorkloads }, settings, signal, onProgress),
  }));
}

async function* collectCluster(
  { context, apiServers, aiWorkloads }: Pick<ClusterReadingOptions, 'apiServers' | 'aiWorkloads' | 'context'>,
  settings: RequestSettings,
  outer: AbortSignal,
  onProgress: OnProgress,
): AsyncGenerator<readonly Observation[]> {
  const { signal, end } = readingSignal(outer);
  let connection: Connection | undefined;
  try {
    connection = await connect(context, settings, signal);
    const scope = `kubernetes:${context.name}`;
    const report = (update: ReadingProgress): void =>
      onProgress({ source: 'kubernetes', scope, what: 'audit sinks', ...update });
    yield* new ClusterReading({ context, connection, signal, onProgress: report, apiServers, aiWorkloads }).batches();
  } finally {
    end();
    connection?.close();
  }
}
