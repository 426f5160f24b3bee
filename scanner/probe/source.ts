import type { Observation } from '../../policypack/core/fact.js';
import type { Destination } from '../sources/aws/log-events.js';
import { failureGap } from '../sources/failure.js';
import { chooseContexts } from '../sources/kubernetes/client/kubeconfig.js';
import { requestSettings, type KubernetesOptions } from '../sources/kubernetes/options.js';
import { identityOf } from '../sources/kubernetes/client/self.js';
import type { OnProgress, Source } from '../sources/source.js';
import { deliveryOf, probe, type ProbeOptions } from './probe.js';

/** What every context's probe is told. */
export interface ProbeSourceOptions extends Omit<KubernetesOptions, 'apiServers' | 'aiWorkloads'>, Pick<ProbeOptions, 'timeoutSeconds'> {
  /** Of each context. */
  readonly files: (context: string) => ProbeOptions['files'];
  readonly destination: Destination;
}

/**
 * One source a context: each probes its cluster, beside whatever else is read.
 * @throws InputMistake when the kubeconfig cannot be used, or has not the contexts that are named
 */
export function probeSources(options: ProbeSourceOptions): Source[] {
  const settings = requestSettings(options);
  return chooseContexts(options).map((context) => ({
    name: 'kubernetes',
    scope: `kubernetes:${context.name}`,
    stage: 'anchors',
    reads: ['kubernetes.audit-delivery'],
    collect: (signal, onProgress) => collect({ ...options, context, settings, files: options.files(context.name) }, signal, onProgress),
  }));
}

async function* collect(options: Omit<ProbeOptions, 'onProgress'>, signal: AbortSignal, onProgress: OnProgress): AsyncGenerator<readonly Observation[]> {
  const { context, destination } = options;
  const scope = `kubernetes:${context.name}`;
  const say = (read: number, ended?: 'complete' | 'with gaps'): void =>
    onProgress({ source: 'kubernetes', scope, what: 'audit events of a probe', read, ...(ended && { ended }) });
  const kind = 'kubernetes.audit-delivery';
  const reading = await probe({ ...options, onProgress: () => say(0) }, signal);
  const { outcome, user, requests } = reading;
  const failed = 'failure' in outcome;
  const identity = identityOf(user, context);
  yield [
    { type: 'fact', kind, id: scope, name: context.name, origin: 'live', scope, facts: { delivery: deliveryOf(reading, destination) }, texts: [] },
    ...(failed ? [failureGap('kubernetes', scope, kind, outcome.failure)] : []),
    { type: 'population', source: 'kubernetes', scope, kind, read: failed ? 0 : 1, requests, complete: !failed, ...(identity !== undefined && { identity }) },
  ];
  say(!failed && outcome.delivery.event ? 1 : 0, failed ? 'with gaps' : 'complete');
}
