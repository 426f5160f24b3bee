import { brokenLinks, durationText } from '../../policypack/kinds/kubernetes/audit-delivery/facts.js';
import type { Destination } from '../sources/aws/log-events.js';
import type { ProbeReading } from './probe.js';
import { queryFor, type Query } from './query.js';
import { CLOCKS_MS } from './search.js';

/** What a report is made of. */
export interface ProbeReport {
  readonly context: string;
  readonly destination: Destination;
  readonly timeoutSeconds: number;
  readonly reading: ProbeReading;
}

/** 0: it arrived; 1: it did not; 3: it could not be looked for. */
export function probeExitCode({ outcome }: ProbeReading): 0 | 1 | 3 {
  if ('failure' in outcome) return 3;
  return outcome.delivery.event ? 0 : 1;
}

/** For programs. `proven` is null where it could not be looked. */
export function probeJson({ context, destination: { logGroup, region }, timeoutSeconds, reading }: ProbeReport): string {
  const { outcome, probe, sentAt, answered, user } = reading;
  const { event = null, chain = null } = 'delivery' in outcome ? outcome.delivery : {};
  return `${JSON.stringify(
    {
      schema: 'logproof.probe/1',
      proven: 'failure' in outcome ? null : event !== null,
      context,
      logGroup,
      region,
      timeoutSeconds,
      request: { name: probe, verb: 'get', resource: 'configmaps', namespace: 'default', user: user ?? null, sent: sentAt === undefined ? null : time(sentAt), answered: answered ?? null },
      event,
      broken: chain,
      unread: 'failure' in outcome ? outcome.failure : null,
      query: queryOf(reading, { logGroup, region }),
    },
    null,
    2,
  )}\n`;
}

/** For people. */
export function probeText({ context, destination: { logGroup, region }, timeoutSeconds, reading }: ProbeReport): string {
  const { outcome, probe, sentAt, answered, user } = reading;
  const query = queryOf(reading, { logGroup, region });
  const asked = sentAt === undefined ? [] : [`  asked       get configmaps default/${probe} of ${context}${user === undefined ? '' : ` by ${user}`}, answered ${answered ?? 'not'}, ${time(sentAt)}`];
  const again = query ? [`  find it     Logs Insights, ${logGroup}: ${query.insights}`, `              ${query.command}`] : [];
  const lines = 'failure' in outcome
    ? [`unknown: it could not be looked whether audit events of ${context} arrive in ${logGroup} (${region})`, ...asked, `  why         ${outcome.failure.detail}`, ...again]
    : [...verdict(outcome.delivery), ...again];
  return `${lines.join('\n')}\n`;

  function verdict({ event, chain }: Extract<ProbeReading['outcome'], { delivery: object }>['delivery']): string[] {
    if (event) {
      return [
        `proven: an audit event of ${context} arrived in ${logGroup} (${region}) after ${durationText(event.ingestedAfterMs)}`,
        ...asked,
        `  event       ${event.level}, ${event.stage}, ${event.verb} by ${event.user}${event.responseCode === undefined ? '' : `, response ${event.responseCode}`}`,
        `  audit ID    ${event.auditID}, received ${event.requestReceived}`,
        `  stored      log stream ${event.logStream}, seen here after ${durationText(event.seenAfterMs)}`,
      ];
    }
    return [
      `broken: ${chain ? `${brokenLinks(chain)}: ` : ''}no audit event of ${context} in ${logGroup} (${region}) within ${timeoutSeconds} s`,
      ...asked,
      ...(chain ? [`  because     ${chain.because}`, `  do          ${chain.advice}`, ...chain.seen.map((line, index) => `  ${index === 0 ? 'seen' : '    '}        ${line}`)] : []),
    ];
  }
}

const queryOf = ({ probe, sentAt }: ProbeReading, place: { readonly logGroup: string; readonly region: string }): Query | null => (sentAt === undefined ? null : queryFor(probe, place, sentAt - CLOCKS_MS));

const time = (ms: number): string => new Date(ms).toISOString();
