import { isKnown, type Gap, type Known } from './known.js';
import { logGroupScope } from './log-group-scope.js';
import { joinAiWorkload, type ClusterAudits } from './join-ai-workload.js';
import { joinDeclared, type DeclaredFacts } from './join-declared.js';
import { joinLive, type LiveFacts } from './join-live.js';
import type { LogGroupScope } from './settings.js';
import type { AnySubject } from './subject.js';
import type { AnyFact, CollectionGap, Fact, Observation, Population } from './fact.js';

/** Turns flat facts into subjects. Bulk kinds flow through; anchors, on which others join, stay until the end. */
export interface Assembly {
  /** Takes facts in any order and returns the subjects that need nothing more. */
  observe(batch: readonly Observation[]): AnySubject[];
  /** The declared side, complete: call once every declared fact was observed. */
  declared(): AnySubject[];
  /** The live side's anchors, joined: call once every source has ended. */
  live(): AnySubject[];
  readonly gaps: readonly CollectionGap[];
  readonly population: readonly Population[];
}

/** Begins an assembly. The same joins serve both doors. */
export function assemble(scope: LogGroupScope): Assembly {
  const inScope = logGroupScope(scope);
  const gaps: CollectionGap[] = [];
  const population: Population[] = [];
  const declaredFacts: DeclaredFacts = { stacks: [], sinks: [], apiServers: [], policies: [], unreadMaps: [], services: [], groups: [], streams: [] };
  const liveFacts: LiveFacts = { clusters: [], controlPlanes: [], apiServers: [], deliveries: [], accounts: [], sinks: [], services: new Map(), groups: new Map(), gaps };
  const audits: ClusterAudits = new Map();
  return {
    gaps,
    population,
    observe(batch) {
      const ready: AnySubject[] = [];
      for (const seen of batch) {
        if (seen.type === 'gap') gaps.push(seen);
        else if (seen.type === 'population') population.push(seen);
        else if (seen.origin === 'declared') keepDeclared(declaredFacts, seen);
        else if (seen.kind === 'kubernetes.ai-workload') ready.push(joinAiWorkload(seen, liveFacts, audits));
        else if (seen.kind === 'aws.log-group') pushLogGroup(ready, liveFacts, seen, inScope(seen));
        else keepLive(liveFacts, seen);
      }
      return ready;
    },
    declared: () => joinDeclared(declaredFacts, inScope),
    live: () => joinLive(liveFacts),
  };
}

function pushLogGroup(ready: AnySubject[], live: LiveFacts, fact: Fact<'aws.log-group'>, counts: Known<boolean>): void {
  if (isKnown(counts) && !counts.value) return;
  live.groups.set(fact.scope, (live.groups.get(fact.scope) ?? 0) + 1);
  ready.push(isKnown(counts) ? logGroupSubject(fact) : unreadLogGroup(fact, counts));
}

/** A live log group as its controls see it. Field by field: a million of them pass here, and a spread costs thrice as much. */
export const logGroupSubject = ({ kind, id, name, origin, scope, facts, texts }: Fact<'aws.log-group'>): AnySubject => ({
  kind,
  id,
  name,
  origin,
  scope,
  given: facts,
  texts,
});

/** A group that may be out of scope: no control may pass or fail it, so that everything about it is unknown. */
export function unreadLogGroup(fact: Fact<'aws.log-group'>, why: Gap): AnySubject {
  const given = { class: why, retentionDays: why, retentionPolicy: why, kmsKey: why, deletionProtected: why, hasStream: why, tags: why };
  return { ...fact, texts: [], given };
}

function keepDeclared(declared: DeclaredFacts, fact: AnyFact): void {
  if (fact.kind === 'pulumi.stack') declared.stacks.push(fact);
  else if (fact.kind === 'kubernetes.audit-sink') declared.sinks.push(fact);
  else if (fact.kind === 'kubernetes.declared-api-server') declared.apiServers.push(fact);
  else if (fact.kind === 'kubernetes.audit-policy') declared.policies.push(fact);
  else if (fact.kind === 'kubernetes.unread-config-map') declared.unreadMaps.push(fact);
  else if (fact.kind === 'kubernetes.service') declared.services.push(fact);
  else if (fact.kind === 'aws.log-group') declared.groups.push(fact);
  else if (fact.kind === 'aws.log-stream') declared.streams.push(fact);
}

function keepLive(live: LiveFacts, fact: AnyFact): void {
  if (fact.kind === 'kubernetes.cluster') live.clusters.push(fact);
  else if (fact.kind === 'kubernetes.control-plane') live.controlPlanes.push(fact);
  else if (fact.kind === 'kubernetes.api-server') live.apiServers.push(fact);
  else if (fact.kind === 'kubernetes.audit-delivery') live.deliveries.push(fact);
  else if (fact.kind === 'aws.account') live.accounts.push(fact);
  else if (fact.kind === 'kubernetes.audit-sink') live.sinks.push(fact);
  else if (fact.kind === 'kubernetes.service') live.services.set(`${fact.scope} ${fact.id}`, fact.facts);
}
