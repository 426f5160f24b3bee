import { isOf } from '../../policypack/core/look.js';
import { apiServerRef } from '../../policypack/kinds/kubernetes/api-server/facts.js';
import { controlPlaneRef } from '../../policypack/kinds/kubernetes/control-plane/facts.js';
import { level, type AuditPolicy, type Decision } from '../../policypack/audit-policy/index.js';
import { gap, isKnown, known, type Known } from '../../policypack/core/known.js';
import type { ServerVersion } from '../../policypack/kinds/kubernetes/cluster/facts.js';
import { asRunBy } from '../../policypack/kinds/kubernetes/auditing/policy-file.js';
import { dialectFor } from '../../policypack/kinds/kubernetes/auditing/witness.js';
import type { AuditWebhook } from '../../policypack/kinds/kubernetes/auditing/webhook.js';
import type { Connection } from '../sources/kubernetes/client/connection.js';
import { readControlPlane, type ControlPlaneOptions } from '../sources/kubernetes/api-server/control-plane.js';
import { kubernetesFailure } from '../sources/kubernetes/client/errors.js';
import { auditCounters } from '../sources/kubernetes/api-server/replica-questions.js';
import { askAnswering } from '../sources/kubernetes/api-server/replicas.js';
import type { Self } from '../sources/kubernetes/client/self.js';
import { serverVersion } from '../sources/kubernetes/client/server-version.js';
import { readCollector, type Collector } from './collector.js';
import { changeOf, serverCounters, type CounterChange, type ServerCounters } from './server-counters.js';
import { PROBE_REQUEST } from './request.js';
import type { ApiServerFacts } from '../../policypack/kinds/kubernetes/api-server/facts.js';

/** One API server, as far as its flags go. */
export interface ProbedServer extends Pick<ApiServerFacts, 'flags'> {
  readonly name: string;
}

/** What is known of the cluster's side of the chain, read when an event did not arrive. */
export interface Evidence {
  readonly servers: readonly ProbedServer[];
  /** API servers that the cluster counts. */
  readonly count: Known<number>;
  /** What the policy that was given does with the request. */
  readonly decision: Known<Decision>;
  /** What the API server that answers counted since the request. */
  readonly change: Known<CounterChange>;
  /** The webhook's host as the counters name it, where its kubeconfig was given. */
  readonly host?: string;
  /** The Service behind the webhook, where its kubeconfig names one. */
  readonly collector?: Known<Collector>;
  /** A service runs the API servers: where its answer lies. */
  readonly managed?: string;
}

/** What the reading of the evidence works with. */
export type EvidenceOptions = Omit<ControlPlaneOptions, 'version'> & {
  readonly before: Known<ServerCounters>;
  readonly self: Self | undefined;
  readonly probe: string;
};

/** Reads the cluster's side. Never throws for what a server does: what was not read is unknown. */
export async function readEvidence(options: EvidenceOptions): Promise<Evidence> {
  const { connection, before } = options;
  const after = await readCounters(options);
  const version = await readVersion(connection);
  const { facts, managed } = await readControlPlane({ ...options, version });
  const plane = facts.find((fact) => isOf(controlPlaneRef, fact))?.facts;
  const webhook = plane && isKnown(plane.webhook) ? plane.webhook.value : undefined;
  const collector = webhook && (await readCollector(connection, webhook));
  return {
    servers: facts.flatMap((fact) => (isOf(apiServerRef, fact) ? [{ name: fact.name, flags: fact.facts.flags }] : [])),
    count: plane?.servers ?? gap('cut-off', 'how many API servers there are'),
    decision: decisionOn(options, plane?.policy ?? gap('cut-off', 'the audit policy'), version),
    change: changeBetween(before, after),
    ...(webhook && { host: hostOf(webhook) }),
    ...(collector && { collector }),
    ...(managed && { managed: managed.answer }),
  };
}

/** The counters of the server that answers. */
export const readCounters = (reading: Pick<EvidenceOptions, 'connection' | 'signal'>): Promise<Known<ServerCounters>> =>
  askAnswering(reading, auditCounters(serverCounters));

function changeBetween(before: Known<ServerCounters>, after: Known<ServerCounters>): Known<CounterChange> {
  if (!isKnown(before)) return before;
  if (!isKnown(after)) return after;
  const change = changeOf(before.value, after.value);
  return change ? known(change) : gap('unsupported', 'what was counted since the request, another API server having answered,');
}

async function readVersion(connection: Pick<Connection, 'get'>): Promise<Known<ServerVersion>> {
  try {
    return known(serverVersion(await connection.get('/version')));
  } catch (problem) {
    return gap(kubernetesFailure(problem, { operation: 'get /version', begun: false }).reason, 'the server version (get /version)');
  }
}

function decisionOn({ self, probe }: EvidenceOptions, policy: Known<AuditPolicy>, version: Known<ServerVersion>): Known<Decision> {
  const read = asRunBy(policy, version);
  if (!isKnown(read)) return read;
  if (!self) return gap('unsupported', 'the user that the API server takes us for');
  const request = { ...PROBE_REQUEST, name: probe, user: self.user, groups: self.groups };
  return known(level(read.value, request, ...(isKnown(version) ? [dialectFor(version.value)] : [])));
}

/** The host as Go's client counts it: with its port as written; without, as URL has it. */
const hostOf = ({ server }: AuditWebhook): string => /^https?:\/\/([^/?#]+)/.exec(server)?.[1] ?? '';

