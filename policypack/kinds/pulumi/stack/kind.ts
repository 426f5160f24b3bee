import type { Fact } from '../../../core/fact.js';
import { from, kind, of } from '../../../core/kind.js';
import { atLeast, firstGap, gap, isKnown, known, type Known } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import type { NotJudged } from '../../../core/not-judged.js';
import logDestination from '../../aws/log-destination/kind.js';
import logGroup from '../../aws/log-group/kind.js';
import aiSign from '../../kubernetes/ai-sign/kind.js';
import apiServer from '../../kubernetes/api-server/kind.js';
import auditSink from '../../kubernetes/audit-sink/kind.js';
import cluster, { declaredServer, type AuditedServer } from '../../kubernetes/cluster/kind.js';
import { partsOfUrn, typeOfUrn } from '../../declared/urn.js';
import { declaredTypes } from './declared-types.js';
import type { DeclaredType, StackFacts } from './facts.js';

export { unshown } from './declared-types.js';

type Stack = Fact<StackFacts>;

/** How many audit sinks it declares. */
function sinksOf(stack: Stack, look: Look): Known<number> {
  const { found, missing } = look.all(auditSink, stack);
  return atLeast(found.length, missing);
}

/** How many log groups in scope it declares. */
function logGroupsOf(stack: Stack, look: Look): Known<number> {
  const { digest, missing } = look.folded(logGroup, stack);
  return atLeast(digest.count, missing);
}

/** Log groups in scope that its services write to, whoever makes them. */
function namedGroupsOf(stack: Stack, look: Look): Known<readonly string[]> {
  const { digest, missing } = look.folded(logDestination, stack);
  const { names, unread = missing } = digest;
  return names.length > 0 || !unread ? known(names) : unread;
}

/** What of a kind the same run sees besides the stack. */
export interface ElsewhereOf {
  /** In how many places more it is declared, by states that are read together. */
  readonly declared: number;
  /** Live ones are read, and judged by themselves. */
  readonly live: boolean;
}

/** Of the stacks that it refers to: a group of any other is not its own. */
function groupsElsewhere(stack: Stack, look: Look): Known<ElsewhereOf> {
  const referred = stack.facts.reads.filter(({ type }) => type === STACK_REFERENCE).map(({ name }) => shortName(name));
  const { found, live } = look.beside(logGroup, stack);
  return known({ declared: found.filter(({ scope }) => referred.includes(shortName(scope.replace(/^pulumi:|@.*$/g, '')))).length, live: live.length > 0 });
}

/** `project/stack`: a reference names the organisation too, and a state may not. */
const shortName = (stack: string): string => stack.split('/').slice(-2).join('/');

function serversElsewhere(stack: Stack, look: Look): Known<ElsewhereOf> {
  return known({ declared: look.beside(apiServer, stack).found.length, live: look.beside(cluster, stack).live.length > 0 });
}

/** The clusters that it declares: by their API servers, or, where no kind reads those, by their types. */
function serversOf(stack: Stack, look: Look): Known<readonly AuditedServer[]> {
  const { found, missing } = look.all(apiServer, stack);
  const unread = stack.facts.declares.filter(({ is, type }) => is === 'cluster' && !isReadCluster(type));
  // Cluster API's Cluster has its servers in another object, its control plane.
  const alone = unread.filter(({ type }) => !/^kubernetes:cluster\.x-k8s\.io\//.test(type));
  const servers = [...found.map(declaredServer), ...(found.length === 0 && alone.length === 0 ? unread : alone).map(unreadServer)];
  if (servers.length === 0) return missing ?? known(servers);
  // What the program makes and this run does not show is judged with the others, once it is shown; what no program will ever tell
  // takes nothing from what was found.
  return known(missing?.gap === 'preview' ? [...servers, { name: 'a cluster that is not shown', exported: missing, readsSinks: missing }] : servers);
}

function unreadServer({ type, what }: DeclaredType): AuditedServer {
  const untold = gap('unsupported', `whether ${what} (${type}) exports its audit events, which no reader tells,`);
  return { name: what, exported: untold, readsSinks: untold };
}

/** The AI workload that it declares, as far as its pods show one. */
function aiWorkloadOf(stack: Stack, look: Look): Known<string | undefined> {
  const { found, missing } = look.all(aiSign, stack);
  const seen = found.find(({ facts: { sign } }) => isKnown(sign) && sign.value !== undefined);
  if (seen && isKnown(seen.facts.sign)) return known(`AI workload ${seen.name} (${seen.facts.sign.value?.reason})`);
  const unread = found.map(({ name, facts: { sign } }) => (isKnown(sign) ? sign : gap(sign.gap, `whether ${name} is of AI, told by ${sign.via.replace(/,$/, '')},`)));
  return missing ?? firstGap(unread) ?? known(undefined);
}

const WHY: { readonly [M in DeclaredType['is']]: (what: string) => string } = {
  ai: (what) => `${what}: no control judges what it logs`,
  cluster: (what) => `${what}: no control judges what it declares of its audit log`,
  'log group': (what) => `${what}, of a package whose log groups are not read`,
  audit: (what) => `${what}: no control judges it`,
  opaque: (what) => `${what}: what it holds is not read`,
};

const stack = kind({
  id: 'pulumi.stack',
  noun: 'stack',
  listed: 'declared resource',
  facts: of<StackFacts>(),
  keep: 'all',
  holdsDeclared: true,
  joins: {
    sinks: from([auditSink], sinksOf),
    servers: from([apiServer], serversOf),
    serversElsewhere: from([apiServer, cluster], serversElsewhere),
    aiSeen: from([aiSign], aiWorkloadOf),
    logGroups: from([logGroup], logGroupsOf),
    namedGroups: from([logDestination], namedGroupsOf),
    groupsElsewhere: from([logGroup], groupsElsewhere),
  },
  notJudged: from([], ({ facts }: Stack) => known(facts.declares.map(({ type, count, is, what }): NotJudged => ({ type, count, why: WHY[is](what) })))),
  docs: { judged: 'each Pulumi stack', waive: 'sandbox' },
});
export default stack;

/** Type tokens that declare a cluster whose API servers are read. */
const isReadCluster = (type: string): boolean => Object.hasOwn(apiServer.declared ?? {}, type);

/** Whether log groups of this type are read. */
export const isReadLogGroup = (type: string): boolean => Object.hasOwn(logGroup.declared ?? {}, type);

/**
 * The fact that a stack exists, with what the types of its resources tell.
 * @param reads URNs of what it reads and does not declare
 */
export function stackFact(name: string, scope: string, types: Iterable<string>, reads: Iterable<string> = []): Stack {
  const all = [...types];
  const providers = [...new Set(all.map((type) => type.split(':')[0] ?? ''))].filter((provider) => provider !== 'pulumi').sort();
  const facts: StackFacts = { providers, declares: declaredTypes(all), reads: [...new Set(reads)].sort().map((urn) => ({ type: typeOfUrn(urn), name: partsOfUrn(urn).name })) };
  return { type: 'fact', kind: stack.id, id: scope, name, origin: 'declared', scope, facts, texts: [] };
}

/** What a program reads another stack's outputs by. */
export const STACK_REFERENCE = 'pulumi:pulumi:StackReference';
