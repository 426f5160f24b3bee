import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { liveProgress, plainProgress } from '../../scanner/cli/progress.js';
import type { ProgressUpdate } from '../../scanner/sources/source.js';
import { anAwsUser, sourcesOf } from '../sources/aws/account.js';
import { read } from '../sources/reading.js';

const groups = (read: number, more: Partial<ProgressUpdate> = {}): ProgressUpdate => ({ source: 'aws', scope: 'aws:eu-west-1', what: 'log groups', read, ...more });

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] }));
afterEach(() => void vi.useRealTimers());

describe('progress in a log', () => {
  const lines = (): { display: ReturnType<typeof plainProgress>; said: string[] } => {
    const said: string[] = [];
    return { display: plainProgress((text) => said.push(text.trimEnd())), said };
  };

  it('says how much, for how long and how fast, every five seconds and at the end', () => {
    const { display, said } = lines();
    for (let second = 0; second <= 12; second += 1) {
      display.onProgress(groups(second * 500));
      vi.advanceTimersByTime(1_000);
    }
    display.onProgress(groups(6_500, { ended: 'complete' }));
    display.end();
    expect(said).toEqual([
      '… aws:eu-west-1  2,000 log groups, 5 s, 400 a second',
      '… aws:eu-west-1  4,500 log groups, 10 s, 450 a second',
      '✓ aws:eu-west-1  6,500 log groups, 13 s, 500 a second',
    ]);
  });

  it('says that nothing comes, while nothing comes, and no more once it has ended', () => {
    const { display, said } = lines();
    display.onProgress(groups(50));
    vi.advanceTimersByTime(11_000);
    display.onProgress(groups(50, { ended: 'with gaps' }));
    display.end();
    vi.advanceTimersByTime(60_000);
    expect(said).toEqual([
      '… aws:eu-west-1  50 log groups, 5 s, 10 a second, no answer for 5 s',
      '… aws:eu-west-1  50 log groups, 10 s, 5 a second, no answer for 10 s',
      '✗ aws:eu-west-1  50 log groups, 11 s, 5 a second, not all could be read',
    ]);
  });

  it('says that it is throttled, and when it asks again', () => {
    const { display, said } = lines();
    display.onProgress(groups(50));
    vi.advanceTimersByTime(4_000);
    display.onProgress(groups(50, { waiting: { throttled: true, seconds: 8 } }));
    vi.advanceTimersByTime(1_000);
    display.onProgress(groups(100));
    vi.advanceTimersByTime(4_000);
    display.onProgress(groups(100, { waiting: { throttled: false, seconds: 90 } }));
    vi.advanceTimersByTime(1_000);
    display.end();
    expect(said).toEqual([
      '… aws:eu-west-1  50 log groups, 5 s, 10 a second, throttled: next try in 7 s',
      '… aws:eu-west-1  100 log groups, 10 s, 10 a second, a request failed: next try in 1 min 29 s',
    ]);
  });
});

describe('progress on a terminal', () => {
  it('is drawn anew each second while nothing comes', async () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 20 });
    let drawn = '';
    stream.on('data', (text: Buffer) => void (drawn += text.toString()));
    const display = await liveProgress(stream);
    display.onProgress(groups(50));
    vi.advanceTimersByTime(7_000);
    display.end();
    expect(drawn).toContain('no answer for 7 s');
  });
});

describe('what a source tells of waiting', () => {
  const anAccount = anAwsUser();

  it('is why and how long, when AWS throttles', async () => {
    vi.useRealTimers();
    const aws = await anAccount(120, [{ operation: 'DescribeLogGroups', kind: 'throttle', from: 2, times: 1 }]);
    const [source] = sourcesOf(aws);
    const { progress } = await read(source);
    const waits = progress.flatMap(({ waiting }) => waiting ?? []);
    expect(waits).toEqual([{ throttled: true, seconds: expect.any(Number) as number }]);
    expect(progress.at(-1)).toMatchObject({ ended: 'complete', read: 120 });
  });
});
