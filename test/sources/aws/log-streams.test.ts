import { describe, expect, it } from 'vitest';
import { isKnown } from '../../../policypack/core/known.js';
import { StreamLookup, type HasStream } from '../../../scanner/sources/aws/log-stream.js';
import type { Failure } from '../../../scanner/sources/failure.js';

const isAnswered = (answer: HasStream): boolean => answer === 'vanished' || isKnown(answer);
const empty = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ logGroupName: `g${index}`, storedBytes: 0 }));

const failing = (reason: Failure['reason'], fails: (name: string) => boolean) => {
  const asked: string[] = [];
  const lookup = new StreamLookup({
    ask: async (name) => {
      asked.push(name);
      if (fails(name)) throw new Error('refused');
      return true;
    },
    explain: () => ({ reason, detail: 'DescribeLogStreams: refused' }),
    needs: () => true,
  });
  return { lookup, asked };
};

describe('looking for streams', () => {
  it('answers in the order of the groups', async () => {
    const { lookup } = failing('forbidden', (name) => name === 'g3');

    const answers = await lookup.of(empty(6));

    expect(answers.map(isAnswered)).toEqual([true, true, true, false, true, true]);
    expect(lookup.answered).toBe(5);
  });

  it('goes on after denials: IAM may allow other groups', async () => {
    const { lookup, asked } = failing('forbidden', (name) => name !== 'g19');

    await lookup.of(empty(20));

    expect(asked).toHaveLength(20);
    expect(lookup.failure?.detail).toBe('DescribeLogStreams: refused (19 log groups not looked into)');
  });

  it('gives up on an endpoint that fails again and again, and leaves the rest unknown', async () => {
    const { lookup, asked } = failing('throttled', () => true);

    const answers = [...(await lookup.of(empty(50))), ...(await lookup.of(empty(50)))];

    expect(asked.length).toBeLessThanOrEqual(8);
    expect(answers.some(isAnswered)).toBe(false);
    expect(lookup.failure).toEqual({
      reason: 'throttled',
      detail: 'DescribeLogStreams: refused (100 log groups not looked into)',
    });
  });

  it('never takes a missing answer for "no stream"', async () => {
    const { lookup } = failing('unreachable', () => true);

    expect(await lookup.of(empty(1))).toMatchObject([{ gap: 'unreachable' }]);
  });
});
