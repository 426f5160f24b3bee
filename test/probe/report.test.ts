import { describe, expect, it } from 'vitest';
import type { ProbeReading } from '../../scanner/probe/probe.js';
import { probeExitCode, probeJson, probeText } from '../../scanner/probe/report.js';
import { PROBE } from './an-event.js';

const place = { logGroup: '/ai/audit', region: 'eu-west-1', probe: PROBE, timeoutSeconds: 120 };
const event = { auditID: 'd4f43b10', level: 'Metadata', stage: 'ResponseComplete', user: 'logproof', verb: 'get', requestReceived: '2026-06-01T12:00:00.01Z', responseCode: 403, logStream: 'audit', ingestedAfterMs: 350, seenAfterMs: 1900 };

const aReading = (outcome: ProbeReading['outcome']): ProbeReading => ({ probe: PROBE, sentAt: Date.UTC(2026, 5, 1, 12), answered: 403, user: 'logproof', outcome, requests: 5 });
const report = (reading: ProbeReading) => ({ context: 'prod', destination: { logGroup: '/ai/audit', region: 'eu-west-1', aws: {} }, timeoutSeconds: 120, reading });

describe('the report of a probe', () => {
  it('that arrived: where, when, and the fields of the event', () => {
    const reading = aReading({ delivery: { ...place, event } });

    expect(probeExitCode(reading)).toBe(0);
    expect(probeText(report(reading)).split('\n').slice(0, 5)).toEqual([
      'proven: an audit event of prod arrived in /ai/audit (eu-west-1) after 350 ms',
      `  asked       get configmaps default/${PROBE} of prod by logproof, answered 403, 2026-06-01T12:00:00.000Z`,
      '  event       Metadata, ResponseComplete, get by logproof, response 403',
      '  audit ID    d4f43b10, received 2026-06-01T12:00:00.01Z',
      '  stored      log stream audit, seen here after 1.9 s',
    ]);
    expect(JSON.parse(probeJson(report(reading)))).toMatchObject({ proven: true, event, broken: null, unread: null });
  });

  it('that did not: the link, why, what to do, what was seen', () => {
    const chain = { broken: ['exported' as const], because: 'every delivery since failed', advice: 'See the collector.', seen: ['API servers: 1', 'log group: there'] };
    const reading = aReading({ delivery: { ...place, chain } });

    expect(probeExitCode(reading)).toBe(1);
    expect(probeText(report(reading))).toContain(
      '  because     every delivery since failed\n  do          See the collector.\n  seen        API servers: 1\n              log group: there\n',
    );
    expect(probeText(report(reading))).toMatch(/^broken: not exported: no audit event of prod in \/ai\/audit \(eu-west-1\) within 120 s\n/);
    expect(JSON.parse(probeJson(report(reading)))).toMatchObject({ proven: false, event: null, broken: chain });
  });

  it('that could not be made: why, and no query for a request that never was', () => {
    const { sentAt: _, answered: __, ...unsent } = aReading({ failure: { reason: 'unreachable', detail: 'get configmaps: ECONNREFUSED: nothing listens there' } });

    expect(probeExitCode(unsent)).toBe(3);
    expect(probeText(report(unsent))).toBe(
      'unknown: it could not be looked whether audit events of prod arrive in /ai/audit (eu-west-1)\n  why         get configmaps: ECONNREFUSED: nothing listens there\n',
    );
    expect(JSON.parse(probeJson(report(unsent)))).toMatchObject({ proven: null, query: null, request: { sent: null, answered: null } });
  });
});
