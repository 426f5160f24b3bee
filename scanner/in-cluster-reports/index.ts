import type { Result } from '../../policypack/core/result.js';
import { chooseContexts } from '../sources/kubernetes/client/kubeconfig.js';
import { requestSettings, type KubernetesOptions } from '../sources/kubernetes/options.js';
import { UnwrittenReport } from './unwritten.js';
import { writeToCluster } from './write.js';

/** How the writing to one cluster ended, in a line for a person. */
export interface ClusterEnding {
  /** `skipped`: the cluster serves no policy reports, which is no failure. */
  readonly ending: 'written' | 'skipped' | 'failed';
  readonly line: string;
}

/**
 * Writes a result as policy reports to every cluster of the options, one after the other; one that fails does not stop
 * the others.
 * @throws InputMistake when the kubeconfig cannot be used
 */
export async function writeInClusterReports(result: Result, options: KubernetesOptions, signal: AbortSignal): Promise<ClusterEnding[]> {
  const endings: ClusterEnding[] = [];
  for (const context of chooseContexts(options)) {
    try {
      const { api, objects } = await writeToCluster(result, context, requestSettings(options), signal);
      endings.push(
        api
          ? { ending: 'written', line: `wrote ${objects} ${api.plural}.${api.group} to ${context.name}` }
          : { ending: 'skipped', line: `${context.name} serves neither openreports.io/v1alpha1 nor wgpolicyk8s.io/v1alpha2: no policy report was written there` },
      );
    } catch (problem) {
      if (!(problem instanceof UnwrittenReport)) throw problem;
      endings.push({ ending: 'failed', line: `the policy-report report could not be written to ${context.name}: ${problem.message}` });
    }
  }
  return endings;
}
