import type { Fact } from '../../../../policypack/core/fact.js';
import { known } from '../../../../policypack/core/known.js';
import { auditMetrics } from '../../../../policypack/kinds/kubernetes/auditing/metrics.js';
import type { ReplicaMetrics } from '../../../../policypack/kinds/kubernetes/auditing/replica-metrics.js';
import { serverName } from '../../../../policypack/kinds/kubernetes/auditing/unread-servers.js';
import { itemsOf, type AnswerPlace, type Answered } from '../../answered.js';
import type { ListedObject } from '../client/list.js';
import { controlPlaneFacts } from './facts.js';
import { apiServerPods } from './pods.js';
import { flagAccounts, seenServers } from './seen-servers.js';

/** API servers that run as pods, and their control plane, as far as the pods tell. */
export const ANSWERED_PODS: Answered = {
  call: 'GET /api/v1/namespaces/kube-system/pods?labelSelector=component=kube-apiserver',
  facts: (pages, place) => told(place, { pods: itemsOf<ListedObject>(pages, 'items') }),
};

/** A control plane whose API servers tell their counters: the first or only one, which answers itself, and the others. */
export const ANSWERED_METRICS: Answered = {
  call: 'GET /metrics',
  facts: (texts, place) => told(place, { metrics: (texts as string[]).map((text, index) => countersOf(text, index, place)) }),
};

function told(place: AnswerPlace, { pods, metrics }: { readonly pods?: readonly ListedObject[]; readonly metrics?: readonly ReplicaMetrics[] }): Fact[] {
  const seen = pods ? known(apiServerPods(pods)) : place.notAsked('the pods of the API servers');
  const plane = {
    accounts: flagAccounts(seen, [], known(undefined)),
    servers: known((pods ?? metrics ?? []).length),
    metrics: metrics ? known(metrics) : place.notAsked('the counters of the API servers'),
    policy: place.notAsked('the audit policy'),
    webhook: place.notAsked("the webhook's kubeconfig"),
  };
  return controlPlaneFacts(place, { plane, servers: pods ? seenServers(seen, []) : [], otherExport: known(undefined) });
}

function countersOf(text: string, index: number, place: AnswerPlace): ReplicaMetrics {
  const counted = auditMetrics(text);
  return { from: index === 0 ? '/metrics' : serverName(`10.0.0.${index}:6443`), metrics: counted ? known(counted) : place.notAsked('the audit counters') };
}
