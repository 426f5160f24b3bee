import { gap, isKnown, known, type Gap, type Known } from './known.js';
import { joinDeclaredAudit } from './join-declared-audit.js';
import type { InScope } from './log-group-scope.js';
import type { AnySubject } from './subject.js';
import type { Fact } from './fact.js';

/** What one or more Pulumi programs or states declare. */
export interface DeclaredFacts {
  readonly stacks: Fact<'pulumi.stack'>[];
  readonly sinks: Fact<'kubernetes.audit-sink'>[];
  readonly apiServers: Fact<'kubernetes.declared-api-server'>[];
  readonly policies: Fact<'kubernetes.audit-policy'>[];
  readonly unreadMaps: Fact<'kubernetes.unread-config-map'>[];
  readonly services: Fact<'kubernetes.service'>[];
  readonly groups: Fact<'aws.log-group'>[];
  readonly streams: Fact<'aws.log-stream'>[];
}

const NOT_LIVE = gap('unsupported', 'a live server');

/** Joins what is declared: streams to groups, sinks to Services of the same stack, and both to their stack. */
export function joinDeclared(declared: DeclaredFacts, inScope: InScope): AnySubject[] {
  const groups = declared.groups.filter((group) => !isKnownFalse(inScope(group)));
  return [
    ...declared.stacks.map((stack) => stackSubject(stack, declared, groups, inScope)),
    ...declared.sinks.map((sink) => sinkSubject(sink, declared.services)),
    ...joinDeclaredAudit(declared.apiServers, declared),
    ...groups.map((group) => groupSubject(group, declared.streams, inScope(group))),
    ...declared.services.map((service): AnySubject => ({ ...service, given: service.facts })),
    ...declared.streams.map((stream): AnySubject => ({ ...stream, given: stream.facts })),
  ];
}

const isKnownFalse = (fact: Known<boolean>): boolean => isKnown(fact) && !fact.value;

function stackSubject(
  stack: Fact<'pulumi.stack'>,
  declared: DeclaredFacts,
  groups: readonly Fact<'aws.log-group'>[],
  inScope: InScope,
): AnySubject {
  const mine = groups.filter(({ scope }) => scope === stack.scope);
  const certain = mine.filter((group) => isKnown(inScope(group)));
  const doubt = mine.map((group) => inScope(group)).find((counts): counts is Gap => !isKnown(counts));
  return {
    ...stack,
    given: {
      providers: stack.facts.providers,
      sinks: known(declared.sinks.filter(({ scope }) => scope === stack.scope).length),
      logGroups: certain.length > 0 || !doubt ? known(certain.length) : doubt,
    },
  };
}

function sinkSubject(sink: Fact<'kubernetes.audit-sink'>, services: readonly Fact<'kubernetes.service'>[]): AnySubject {
  return { ...sink, given: { ...sink.facts, destination: declaredDestination(sink, services), server: NOT_LIVE, equivalentExport: NOT_LIVE } };
}

/** The Service in the same stack; `absent` where the stack has none of that name: it may come from elsewhere. */
function declaredDestination(
  sink: Fact<'kubernetes.audit-sink'>,
  services: readonly Fact<'kubernetes.service'>[],
): Known<readonly number[] | 'absent'> {
  const named = sink.facts.service;
  if (!isKnown(named)) return named;
  const wanted = `${named.value?.namespace}/${named.value?.name}`;
  const found = services.find(({ scope, name }) => scope === sink.scope && name === wanted);
  return found ? found.facts.ports : known('absent');
}

function groupSubject(group: Fact<'aws.log-group'>, streams: readonly Fact<'aws.log-stream'>[], counts: Known<boolean>): AnySubject {
  const hasStream = declaredStream(group, streams);
  const given = { ...group.facts, hasStream };
  if (isKnown(counts)) return { ...group, given };
  return { ...group, texts: [], given: { ...given, class: counts, retentionDays: counts, kmsKey: counts, deletionProtected: counts, hasStream: counts } };
}

/** By name where both are known; by dependency where the stream's group is an output that a preview does not know. */
function declaredStream(group: Fact<'aws.log-group'>, streams: readonly Fact<'aws.log-stream'>[]): Known<boolean> {
  const own = streams.filter(({ scope }) => scope === group.scope);
  const belongs = ({ facts }: Fact<'aws.log-stream'>): boolean =>
    facts.logGroupUrns.includes(urnOf(group)) || (isKnown(facts.logGroupName) && facts.logGroupName.value === group.name);
  if (own.some(belongs)) return known(true);
  const doubt = own.find(({ facts }) => !isKnown(facts.logGroupName) && facts.logGroupUrns.length === 0);
  return doubt && !isKnown(doubt.facts.logGroupName) ? doubt.facts.logGroupName : known(false);
}

const urnOf = (group: Fact<'aws.log-group'>): string => group.urn ?? group.id;
