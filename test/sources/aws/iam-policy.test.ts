import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CALLS } from '../../../scanner/sources/aws/readers.js';
import { read } from '../reading.js';
import { aLogGroup, anAwsUser, sourceOf } from './account.js';

const start = anAwsUser();
const policy = JSON.parse(readFileSync(new URL('../../../deploy/aws/iam-policy.json', import.meta.url), 'utf8')) as {
  Statement: { Effect: string; Action: string; Resource: string }[];
};

describe('the shipped IAM policy', () => {
  it('grants exactly what a reading calls', async () => {
    const aws = await start(1, [], (index) => aLogGroup(index, { storedBytes: 0, tags: { workload: 'ai' } }));

    await read(sourceOf(aws, { wantTags: { workload: 'ai' } }));

    const called = Object.keys(aws.requests).filter((operation) => operation !== 'GetCallerIdentity');
    expect(policy.Statement.map(({ Action }) => Action).sort()).toEqual(
      called.map((operation) => CALLS[operation]?.right?.action).sort(),
    );
  });

  it('allows, action by action, and only reading', () => {
    expect(
      policy.Statement.every(({ Effect, Action }) => Effect === 'Allow' && /^\w+:(Describe|Get)\w+$/.test(Action)),
    ).toBe(true);
  });
});
