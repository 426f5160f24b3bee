import type { Source } from '../source.js';
import { prepareLogin } from './client/connection.js';
import { chooseContexts } from './client/kubeconfig.js';
import { clusterSources } from './cluster-sources.js';
import { requestSettings, type KubernetesOptions } from './options.js';

export { chooseContexts, hasKubeconfig, listContexts } from './client/kubeconfig.js';
export type { AiWorkloadOrder, ConfigMapKey, HostFiles, KubernetesOptions } from './options.js';

/**
 * The sources of each context, to be read side by side: its anchors, and, where AI workloads are looked for, what flows.
 * Only the kubeconfig is read before a source is collected.
 * @throws InputMistake when the kubeconfig cannot be used, or has not the contexts that are named
 */
export function kubernetesSources(options: KubernetesOptions): Source[] {
  const settings = requestSettings(options);
  const { apiServers, aiWorkloads, wanted } = options;
  return chooseContexts(options).flatMap((context) =>
    clusterSources({ context, order: { apiServers: apiServers?.(context.name), aiWorkloads }, wanted, logIn: () => prepareLogin(context, settings) }),
  );
}
