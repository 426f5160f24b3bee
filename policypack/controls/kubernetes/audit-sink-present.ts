import * as z from 'zod';
import { control, fail, notApplicable, pass, type Verdict } from '../../core/control.js';
import { gap, isKnown, known, need, UnknownFact, type Known } from '../../core/known.js';
import stack from '../../kinds/pulumi/stack/kind.js';
import type { StackFacts } from '../../kinds/pulumi/stack/facts.js';
import cluster, { isUserToTell, type AuditedServer } from '../../kinds/kubernetes/cluster/kind.js';

type RequireIn = 'ai' | 'kubernetes' | 'all';

export default control({
  id: 'audit-sink-present',
  title: 'Clusters that run AI systems send their audit events somewhere',
  subject: [stack, cluster],
  needs: ['kubernetes.audit-sink', 'kubernetes.api-server', 'kubernetes.control-plane', 'kubernetes.cluster', 'kubernetes.ai-sign', 'kubernetes.ai-workload'],
  severity: 'critical',
  rationale: 'Where a cluster sends its audit events nowhere, nothing is left of what was done to the AI systems in it.',
  remediation:
    'Have the API servers export their audit events: --audit-policy-file with --audit-webhook-config-file, or a log that something ships off the host. Of a managed cluster, switch its audit log on: EKS log type audit, AKS diagnostic category kube-audit, GKE Data Access audit logs. Only servers of Kubernetes 1.13 to 1.18 with dynamic auditing read an AuditSink.',
  references: { 'nist-800-53-r5': ['AU-2', 'AU-12'], 'eu-ai-act': ['12(1)'], 'iso-27001': ['A.8.15'], 'iso-42001': ['A.6.2.8'] },
  params: z.strictObject({
    requireIn: z
      .enum(['ai', 'kubernetes', 'all'])
      .default('ai')
      .describe('Where it is asked for: ai, stacks with a cluster or with AI in Kubernetes, and clusters that run AI workloads; kubernetes, every cluster, and every stack with Kubernetes resources; all'),
    shipper: z.string().min(1).optional().describe('What takes the audit events off the cluster, where something does: a shipped log, and what AKS and GKE export, the cluster does not show'),
  }),
  check(place, { requireIn, shipper }, { joined }) {
    const servers = need(joined.servers);
    const sent = servers.map((server) => ({ server, by: sentBy(server, joined.sinks, shipper) }));
    const ways = sent.flatMap(({ by }) => (isKnown(by) && by.value !== undefined ? [by.value] : []));
    // What is sent is sent, whether anything asks for it or that was not read.
    if (sent.length > 0 && ways.length === sent.length) return pass(ways.sort().join('; '));
    const silent = sent.filter(({ by }) => isKnown(by) && by.value === undefined).map(({ server }) => server);
    if (silent.length === 0) for (const { by } of sent) need(by);
    const asked = 'providers' in place ? askedOfStack(place, servers, joined.aiSeen, requireIn) : requireIn === 'ai' ? joined.aiSeen : known('a cluster');
    if (servers.length === 0 && 'serversElsewhere' in joined) return servedElsewhere(joined.sinks, need(joined.serversElsewhere), asked, requireIn);
    if (need(asked) === undefined) return NOTHING_ASKS;
    const sinksHelp = silent.some(({ readsSinks }) => isKnown(readsSinks) && readsSinks.value);
    const names = silent.map(({ name }) => name).sort();
    return fail(`${names.join(', ')}: audit events are sent nowhere, ${sinksHelp ? 'an AuditSink or another export' : 'an export that the server has, which is no AuditSink,'} is required`, { servers: names });
  },
});

/** What of a stack asks that its cluster's audit events be sent; `undefined` where nothing does. */
function askedOfStack({ providers, declares }: StackFacts, servers: readonly AuditedServer[], aiSeen: Known<string | undefined>, requireIn: RequireIn): Known<string | undefined> {
  if (requireIn === 'all' || servers.length > 0) return known('a cluster');
  if (!providers.includes('kubernetes')) return known(undefined);
  if (requireIn === 'kubernetes') return known('Kubernetes resources');
  const ai = declares.find(({ is }) => is === 'ai');
  return ai ? known(ai.what) : aiSeen;
}

const NOTHING_ASKS = notApplicable('nothing in it asks for one: no cluster of its own, and no AI in Kubernetes, that is known');

/**
 * A stack that declares no cluster: its own is judged where it is declared or read. What was found answers first: whether anything
 * asks for it may be what was not read.
 */
function servedElsewhere(sinks: Known<number>, elsewhere: { readonly declared: number; readonly live: boolean }, asked: Known<string | undefined>, requireIn: RequireIn): Verdict {
  const count = isKnown(sinks) ? sinks.value : 0;
  if (count > 0) return pass(`${count} present, which Kubernetes 1.13 to 1.18 reads: whether the cluster does is judged in a scan of it`);
  if (isKnown(asked) && asked.value === undefined) {
    // One that may be there would answer, whether anything asks for it or not.
    need(sinks);
    return NOTHING_ASKS;
  }
  if (elsewhere.live) return notApplicable('the cluster that it deploys to is judged where it is read');
  if (elsewhere.declared > 0) return notApplicable('the cluster that it deploys to is judged in the stack that declares it');
  need(sinks);
  need(asked);
  if (requireIn === 'all') return fail('no AuditSink and no cluster that exports its audit events, at least one is required');
  throw new UnknownFact(gap('unsupported', 'how the cluster that it deploys to sends its audit events, which a scan of the cluster tells,'));
}

/** By what a server's audit events are sent, in words; `undefined` where they are sent nowhere. */
function sentBy({ name, exported, readsSinks }: AuditedServer, sinks: Known<number>, shipper: string | undefined): Known<string | undefined> {
  if (isKnown(exported) && exported.value) return known(`${name}: ${exported.value.how}${exported.value.seenIn === '' ? '' : ` (${exported.value.seenIn})`}`);
  const bySink = sendsBySink(readsSinks, sinks);
  if (isKnown(bySink) && bySink.value) return known(`${name}: ${need(sinks)} present`);
  if (shipper !== undefined && isUserToTell(exported)) return known(`${name}: ${shipper}, as configured`);
  if (!isKnown(exported)) return exported;
  return isKnown(bySink) ? known(undefined) : bySink;
}

function sendsBySink(readsSinks: Known<boolean>, sinks: Known<number>): Known<boolean> {
  if ((isKnown(readsSinks) && !readsSinks.value) || (isKnown(sinks) && sinks.value === 0)) return known(false);
  if (!isKnown(readsSinks)) return readsSinks;
  return isKnown(sinks) ? known(true) : sinks;
}
