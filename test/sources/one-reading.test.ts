import { describe, expect, it } from 'vitest';
import type { Observation } from '../../policypack/core/fact.js';
import { collecting, type Reading, type ReadingOptions } from '../../scanner/sources/reading.js';
import { RequestCount } from '../../scanner/sources/request-count.js';
import type { ProgressUpdate } from '../../scanner/sources/source.js';

/** Reads to the end, or until `until` says so. */
async function collected(work: (reading: Reading) => AsyncIterable<readonly Observation[]>, differs: Partial<ReadingOptions> = {}) {
  const progress: ProgressUpdate[] = [];
  const batches: (readonly Observation[])[] = [];
  const options: ReadingOptions = {
    source: 'aws',
    scope: 'aws:eu-west-1',
    signal: new AbortController().signal,
    onProgress: (update) => progress.push(update),
    what: 'log groups',
    reads: [],
    explain: (problem, { operation, begun }) => ({ reason: begun ? 'cut-off' : 'unreachable', detail: `${operation}: ${String(problem)}` }),
    ...differs,
  };
  for await (const batch of collecting(options, work)) batches.push(batch);
  return { progress, batches, all: batches.flat() };
}

async function* pagesThatBreakOff(after: number): AsyncGenerator<number> {
  for (let page = 0; page < after; page += 1) yield page;
  throw new Error('broken');
}

describe('a gap in a kind', () => {
  it.each(['aws.account', 'aws.log-stream', 'kubernetes.service'] as const)('makes the population of that kind incomplete, and of no other: %s', async (kind) => {
    const { all } = await collected(async function* (reading) {
      yield [reading.gap(kind, { reason: 'forbidden', detail: 'refused' })];
      yield [reading.population(kind, 3, 4), reading.population('aws.log-group', 5, 6)];
    });

    expect(all).toMatchObject([
      { type: 'gap', source: 'aws', scope: 'aws:eu-west-1', kind, reason: 'forbidden', detail: 'refused' },
      { kind, read: 3, requests: 4, complete: false },
      { kind: 'aws.log-group', read: 5, requests: 6, complete: true },
    ]);
  });

  it('is what the progress ends with', async () => {
    const { progress } = await collected(async function* (reading) {
      reading.progress(7);
      yield [reading.gap('aws.account', { reason: 'forbidden', detail: 'refused' })];
      reading.progress(2, 'keys');
    });

    expect(progress).toEqual([
      { source: 'aws', scope: 'aws:eu-west-1', what: 'log groups', read: 7 },
      { source: 'aws', scope: 'aws:eu-west-1', what: 'keys', read: 2 },
      { source: 'aws', scope: 'aws:eu-west-1', what: 'log groups', read: 7, ended: 'with gaps' },
    ]);
  });

  it('names the place and who asks, as far as they are known by then', async () => {
    const { all, progress } = await collected(async function* (reading) {
      yield [reading.population('aws.log-group', 0, 0)];
      reading.scope = 'aws:123456789012:eu-west-1';
      reading.identity = 'arn:aws:iam::123456789012:user/u';
      yield [reading.population('aws.log-group', 0, 0)];
    });

    expect(all[0]).toMatchObject({ scope: 'aws:eu-west-1' });
    expect(all[0]).not.toHaveProperty('identity');
    expect(all[1]).toMatchObject({ scope: 'aws:123456789012:eu-west-1', identity: 'arn:aws:iam::123456789012:user/u' });
    expect(progress).toMatchObject([{ scope: 'aws:eu-west-1', ended: 'complete' }]);
  });
});

describe('what is asked for', () => {
  it('was read whole at the end, but for what has a gap', async () => {
    const { all } = await collected(
      async function* (reading) {
        reading.scope = 'aws:123456789012:eu-west-1';
        yield [reading.gap('aws.account', { reason: 'forbidden', detail: 'refused' })];
      },
      { reads: ['aws.account', 'aws.log-group'] },
    );

    expect(all.filter(({ type }) => type === 'read')).toEqual([{ type: 'read', kind: 'aws.log-group', scope: 'aws:123456789012:eu-west-1' }]);
  });

  it('is not said to be read whole by a reading that breaks', async () => {
    const batches: (readonly Observation[])[] = [];
    const breaking = collecting(
      { source: 'aws', scope: 'aws', signal: new AbortController().signal, onProgress: () => undefined, reads: ['aws.log-group'], explain: () => ({ reason: 'unreachable', detail: '' }) },
       
      async function* () {
        throw new Error('broken');
      },
    );
    await expect((async () => { for await (const batch of breaking) batches.push(batch); })()).rejects.toThrow('broken');

    expect(batches).toEqual([]);
  });
});

describe('pages that break off', () => {
  it('leave what was read, and a gap that says that it had begun', async () => {
    const { batches } = await collected((reading) =>
      reading.batches('aws.log-group', 'DescribeLogGroups', pagesThatBreakOff(2), (page) => [reading.population('aws.log-group', page, 1)]),
    );

    expect(batches).toMatchObject([[{ read: 0 }], [{ read: 1 }], [{ type: 'gap', reason: 'cut-off', detail: 'DescribeLogGroups: Error: broken' }]]);
  });

  it('at once leave a gap alone', async () => {
    const { batches } = await collected((reading) => reading.batches('aws.log-group', 'DescribeLogGroups', pagesThatBreakOff(0), () => []));

    expect(batches).toMatchObject([[{ type: 'gap', reason: 'unreachable' }]]);
  });

  it('after an interruption are cut off, whatever they failed with', async () => {
    const { all } = await collected(
      (reading) => reading.batches('aws.log-group', 'DescribeLogGroups', pagesThatBreakOff(0), () => []),
      { signal: AbortSignal.abort() },
    );

    expect(all).toMatchObject([{ reason: 'cut-off', detail: 'DescribeLogGroups: the run was interrupted' }]);
  });
});

describe("a reading's own signal", () => {
  const endless = (seen: Reading[]) =>
    async function* (reading: Reading) {
      seen.push(reading);
      for (;;) yield [];
    };

  it('ends with a consumer that stops early, and not before', async () => {
    const seen: Reading[] = [];
    const explain = () => ({ reason: 'unreachable', detail: '' }) as const;
    const batches = collecting({ source: 'aws', scope: 'aws', signal: new AbortController().signal, onProgress: () => undefined, what: 'x', reads: [], explain }, endless(seen));
    await batches.next();
    expect(seen[0]?.signal.aborted).toBe(false);

    await batches.return(undefined);

    expect(seen[0]?.signal.aborted).toBe(true);
  });
});

describe('a count of requests', () => {
  it('is kept by operation, in all, and from a moment on', () => {
    const requests = new RequestCount();
    requests.sent('DescribeLogGroups');
    const since = requests.since();
    requests.sent('DescribeLogGroups');
    requests.sent('GetResources');
    requests.sent();

    expect([requests.of('DescribeLogGroups'), requests.of('DescribeLogGroups', 'GetResources'), requests.of('Other'), requests.total, since()]).toEqual([2, 3, 0, 4, 3]);
  });
});
