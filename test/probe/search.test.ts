import { describe, expect, it } from 'vitest';
import { searchLogGroup, type Search } from '../../scanner/probe/search.js';
import type { EventPage } from '../../scanner/sources/aws/log-events.js';
import { anEvent, PROBE } from './an-event.js';

const event = (differs: object = {}) => ({ message: JSON.stringify(anEvent(differs)), logStreamName: 'audit', ingestionTime: 1000 });
const absent = Object.assign(new Error('The specified log group does not exist.'), { name: 'ResourceNotFoundException' });

/** Answers page by page; the last page again and again. */
const pages = (...answers: (EventPage | Error)[]) => {
  const tokens: (string | undefined)[] = [];
  const ask = async (token: string | undefined): Promise<EventPage> => {
    const answer = answers[Math.min(tokens.length, answers.length - 1)]!;
    tokens.push(token);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { ask, tokens };
};

const search = (ask: (token: string | undefined) => Promise<EventPage>, { forMs = 60, onLook = (_: Search) => undefined as void, signal = new AbortController().signal } = {}) =>
  searchLogGroup({ ask, probe: PROBE, deadline: Date.now() + forMs, signal, onLook, firstWaitMs: 5 });

describe('the search of a log group', () => {
  it('follows the token of an empty page', async () => {
    const { ask, tokens } = pages({ events: [], nextToken: 'a' }, { nextToken: 'b' }, { events: [event()] });

    const { found, looks } = await search(ask);

    expect(found).toMatchObject({ auditID: 'd4f43b10', logStream: 'audit', ingestedAt: 1000 });
    expect([looks, tokens]).toEqual([1, [undefined, 'a', 'b']]);
  });

  it('looks again until the event is there, from the beginning', async () => {
    const { ask, tokens } = pages({ events: [] }, { events: [] }, { events: [event()] });

    expect((await search(ask, { forMs: 2000 })).looks).toBe(3);
    expect(tokens).toEqual([undefined, undefined, undefined]);
  });

  it('takes the event after the answer, of several', async () => {
    const { ask } = pages({ events: [event({ stage: 'RequestReceived' })], nextToken: 'a' }, { events: [event()] });

    expect((await search(ask)).found?.stage).toBe('ResponseComplete');
  });

  it('ends with a last look when the time is over, and counts what only names the probe', async () => {
    const { ask } = pages({ events: [{ message: `{"filterPattern":"${PROBE}"}` }] });

    const { found, looks, others } = await search(ask);

    expect(found).toBeUndefined();
    expect(others).toBe(1);
    expect(looks).toBeGreaterThan(1);
  });

  it('waits for a log group that the collector makes', async () => {
    const seen: boolean[] = [];
    const { ask } = pages(absent, absent, { events: [event()] });

    const { found } = await search(ask, { forMs: 2000, onLook: (look) => void seen.push(look.absent) });

    expect(found).toBeDefined();
    expect(seen).toEqual([true, true, false]);
  });

  it('says that the log group is not there in the end', async () => {
    expect(await search(pages(absent).ask)).toMatchObject({ absent: true, others: 0 });
  });

  it('refuses a token that comes twice', async () => {
    await expect(search(pages({ nextToken: 'a' }).ask)).rejects.toThrow('the same page token came twice');
  });

  it('gives up a search that has no end when the time is long over: unknown, not absent', async () => {
    let page = 0;
    const endless = async (): Promise<EventPage> => Promise.resolve({ nextToken: String((page += 1)) });

    await expect(search(endless, { forMs: -31_000 })).rejects.toThrow('could not be searched to its end');
  });

  it('ends at once when it is interrupted', async () => {
    const interrupt = new AbortController();
    const looking = search(pages({ events: [] }).ask, { forMs: 60_000, signal: interrupt.signal, onLook: () => interrupt.abort() });

    await expect(looking).rejects.toMatchObject({ name: 'AbortError' });
  });
});
