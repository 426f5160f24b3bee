import { describe, expect, it } from 'vitest';
import { auditEventOf } from '../../scanner/probe/audit-event.js';
import { anEvent, PROBE } from './an-event.js';

const plain = JSON.stringify(anEvent());

describe('the audit event in a log message', () => {
  it.each([
    ['plain, as EKS writes it', plain],
    ['under a key, as text (Fluent Bit)', JSON.stringify({ date: 1, log: plain })],
    ['under a key, as an object', JSON.stringify({ kubernetes: {}, audit: anEvent() })],
    ['in an EventList', JSON.stringify({ kind: 'EventList', items: [anEvent({ objectRef: { resource: 'secrets', name: 'other' } }), anEvent()] })],
    ["after a container's log prefix", `2026-06-01T12:00:00.1Z stdout F ${plain}`],
    ['as text in text', JSON.stringify({ log: JSON.stringify({ message: plain }) })],
  ])('%s', (_where, message) => {
    expect(auditEventOf(message, PROBE)).toEqual({
      auditID: 'd4f43b10',
      level: 'Metadata',
      stage: 'ResponseComplete',
      user: 'logproof',
      verb: 'get',
      requestReceived: '2026-06-01T12:00:00.000000Z',
      responseCode: 404,
    });
  });

  it('is the one after the answer, where a message holds several', () => {
    const list = { items: [anEvent({ stage: 'RequestReceived', responseStatus: undefined }), anEvent()] };
    expect(auditEventOf(JSON.stringify(list), PROBE)?.stage).toBe('ResponseComplete');
  });

  it.each([
    ["CloudTrail's record of our own search", JSON.stringify({ eventName: 'FilterLogEvents', requestParameters: { filterPattern: `"${PROBE}"` } })],
    ['another request for the same name', JSON.stringify(anEvent({ verb: 'delete' }))],
    ['another resource of the same name', JSON.stringify(anEvent({ objectRef: { resource: 'secrets', name: PROBE } }))],
    ['an event of another name', JSON.stringify(anEvent({ objectRef: { resource: 'configmaps', name: 'other' }, requestURI: `/x/${PROBE}` }))],
    ['an event that was cut', plain.slice(0, -20)],
    ['a text that only says so', `the event ${PROBE} was audited`],
    ['null', 'null'],
  ])('is not %s', (_what, message) => {
    expect(auditEventOf(message, PROBE)).toBeUndefined();
  });

  it('shows no control character and no more than a line of what somebody wrote there', () => {
    const event = auditEventOf(JSON.stringify(anEvent({ user: { username: `\u001b[31mx${'y'.repeat(1000)}` } })), PROBE);
    expect(event?.user).toBe(`[31mx${'y'.repeat(251)}`);
  });
});
