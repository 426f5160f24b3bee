import type { SeenEvent } from '../../policypack/kinds/kubernetes/audit-delivery/facts.js';

/** Wrappings that are looked into: a forwarder's record, an EventList, a text that holds JSON, each in the other. */
const DEEPEST = 6;

/**
 * The audit event of a probe in a log message, wherever the forwarder put it: plain as EKS writes it, under some key or
 * as a text in one as Fluent Bit does, in an EventList, after the prefix of a container's log. It counts only when it is
 * the request itself: a message may name the probe for another reason, such as CloudTrail's record of our own search.
 * @returns undefined when the message holds none; of several the one of the latest stage
 */
export function auditEventOf(message: string, probe: string): SeenEvent | undefined {
  return answered([...events(parsed(message), probe, 0)]);
}

/** Of several events of one request the one that tells how it was answered; else the first. */
export const answered = <T extends SeenEvent>(events: readonly T[]): T | undefined => events.find(({ stage }) => stage === 'ResponseComplete') ?? events[0];

function* events(value: unknown, probe: string, depth: number): Generator<SeenEvent> {
  if (depth > DEEPEST) return;
  if (typeof value === 'string') {
    if (value.includes(probe) && value.includes('{')) yield* events(parsed(value), probe, depth + 1);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const event = asEvent(value as Readonly<Record<string, unknown>>, probe);
  if (event) yield event;
  else for (const part of Object.values(value)) yield* events(part, probe, depth + 1);
}

function asEvent(value: Readonly<Record<string, unknown>>, probe: string): SeenEvent | undefined {
  const { auditID, verb, objectRef, user, responseStatus } = value as {
    auditID?: unknown; verb?: unknown; objectRef?: Record<string, unknown> | null; user?: Record<string, unknown> | null;
    responseStatus?: Record<string, unknown> | null;
  };
  if (typeof auditID !== 'string' || verb !== 'get' || objectRef?.['name'] !== probe || objectRef['resource'] !== 'configmaps') return undefined;
  const code = responseStatus?.['code'];
  return {
    auditID: plain(auditID),
    level: plain(value['level']),
    stage: plain(value['stage']),
    user: plain(user?.['username']),
    verb,
    requestReceived: plain(value['requestReceivedTimestamp']),
    ...(typeof code === 'number' && { responseCode: code }),
  };
}

/** Short, and without control characters: what is printed was written by whoever may write to the log group. */
// eslint-disable-next-line no-control-regex -- control characters are what is taken out
const plain = (value: unknown): string => (typeof value === 'string' ? value.replace(/[\u0000-\u001f\u007f-\u009f]/g, '').slice(0, 256) : '');

/** JSON, or JSON after a prefix (`2026-06-01T12:00:00Z stdout F {…}`); undefined for anything else, a cut message too. */
function parsed(text: string): unknown {
  const begin = text.search(/[{[]/);
  for (const candidate of begin > 0 ? [text, text.slice(begin), text.slice(text.indexOf('{'))] : [text]) {
    try {
      return JSON.parse(candidate) as unknown;
    } catch {
      continue;
    }
  }
  return undefined;
}
