import type { Fact } from '../../../core/fact.js';
import { from, kind, of } from '../../../core/kind.js';
import { atLeast, type Known } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import logGroup from '../../aws/log-group/kind.js';
import auditSink from '../../kubernetes/audit-sink/kind.js';
import type { StackFacts } from './facts.js';

/** How many audit sinks it declares. */
function sinksOf(stack: Fact<StackFacts>, look: Look): Known<number> {
  const { found, missing } = look.all(auditSink, stack);
  return atLeast(found.length, missing);
}

/** How many log groups in scope it declares. */
function logGroupsOf(stack: Fact<StackFacts>, look: Look): Known<number> {
  const { digest, missing } = look.folded(logGroup, stack);
  return atLeast(digest, missing);
}

const stack = kind({
  id: 'pulumi.stack',
  noun: 'stack',
  listed: 'declared resource',
  facts: of<StackFacts>(),
  keep: 'all',
  holdsDeclared: true,
  joins: { sinks: from([auditSink], sinksOf), logGroups: from([logGroup], logGroupsOf) },
  docs: { judged: 'each Pulumi stack', waive: 'sandbox' },
});
export default stack;

/** The fact that a stack exists, with the providers that its resources come from. */
export function stackFact(name: string, scope: string, types: Iterable<string>): Fact<StackFacts> {
  const providers = [...new Set([...types].map((type) => type.split(':')[0] ?? ''))].filter((provider) => provider !== 'pulumi').sort();
  return { type: 'fact', kind: stack.id, id: scope, name, origin: 'declared', scope, facts: { providers }, texts: [] };
}
