import { isKnown } from '../../policypack/core/known.js';
import { AUDIT_LINKS, type AuditLink, type BrokenChain } from '../../policypack/kinds/kubernetes/audit-delivery/facts.js';
import { auditedState } from './audited.js';
import { deliveries } from './server-counters.js';
import type { Evidence } from './evidence.js';
import { exportedState } from './exported.js';
import type { LinkState, Waited } from './link-state.js';
import type { Search } from './search.js';

/**
 * Says which link of the chain is broken, by what was seen. Where a link is proven broken, the first such is named. Else
 * every link that is not proven whole is: it is said which are left, never guessed.
 */
export function diagnose(evidence: Evidence, search: Search, waited: Waited): BrokenChain {
  const audited = auditedState(evidence);
  const exported = exportedState(evidence, waited);
  const states: Readonly<Record<AuditLink, LinkState>> = { audited, exported, stored: storedState(search, waited, audited, exported) };
  const seen = linesOf(evidence, search);
  const proven = AUDIT_LINKS.find((link) => states[link].state === 'broken');
  if (proven) return { broken: [proven], because: states[proven].because, advice: states[proven].advice, seen };
  const open = AUDIT_LINKS.filter((link) => states[link].state === 'open');
  return {
    broken: open,
    because: `what could be read does not tell which: ${distinct(open.map((link) => states[link].because)).join('; ')}`,
    advice: distinct(open.map((link) => states[link].advice)).join(' '),
    seen,
  };
}

function storedState({ absent }: Search, { logGroup, timeoutSeconds }: Waited, audited: LinkState, exported: LinkState): LinkState {
  if (absent) return { state: 'broken', because: `the log group ${logGroup} does not exist there`, advice: "Check the name, the region and the account; else create it, or let the collector: see the collector's log." };
  const advice = "See the collector's own log: whether it takes the events in, filters them, and may call logs:CreateLogStream and logs:PutLogEvents on this log group, in this region.";
  if (audited.state === 'whole' && exported.state === 'whole') {
    return { state: 'broken', because: `the collector took the events, and this one is not in ${logGroup} after ${timeoutSeconds} s`, advice };
  }
  return { state: 'open', because: `the event is not in ${logGroup}`, advice };
}

function linesOf({ servers, count, decision, change, collector, managed }: Evidence, { looks, absent, others }: Search): string[] {
  return [
    ...servers.map(({ name, flags }) => `flags of ${name}: ${isKnown(flags) ? flagText(flags.value) : `not read: ${flags.via}`}`),
    `API servers: ${isKnown(count) ? count.value : `not counted: ${count.via}`}`,
    `audit policy: ${isKnown(decision) ? `level ${decision.value.level}, ${decision.value.rule === null ? 'no rule matches' : `by rules[${decision.value.rule}]`}` : `not known: ${decision.via}`}`,
    ...(isKnown(change)
      ? [
          `requests counted since the probe: ${change.value.logged} logged, ${change.value.dropped} at level None`,
          ...Object.entries(change.value.lost).map(([plugin, events]) => `events lost by ${plugin}: ${events}`),
          ...[...change.value.posts].sort().map(([host, answers]) => `POSTs to ${host} since the probe: ${deliveries(answers).text}`),
        ]
      : managed === undefined ? [`counters: not read: ${change.via}`] : []),
    ...(collector ? [`collector: ${isKnown(collector) ? `${collector.value.service}, ready addresses: ${collector.value.ready}` : `not read: ${collector.via}`}`] : []),
    `log group: ${absent ? 'not there' : 'there'}, searched ${looks === 1 ? 'once' : `${looks} times`}${others > 0 ? `; ${others} messages name the probe and are not its audit event, or not whole` : ''}`,
  ];
}

const FLAGS = ['audit-policy-file', 'audit-webhook-config-file', 'audit-log-path'];

const flagText = (flags: Readonly<Record<string, string>>): string => FLAGS.map((name) => `--${name} ${flags[name] ? 'set' : 'not set'}`).join(', ');

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
