import { describe, expect, it } from 'vitest';
import { gap, known } from '../../../policypack/core/known.js';
import { accountOfArn } from '../../../scanner/sources/aws/account.js';
import { logGroupArn, logGroupFact } from '../../../scanner/sources/aws/log-group/fact.js';

// As DescribeLogGroups answers; https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html
const LISTED = {
  logGroupName: '/aws/bedrock/invocations',
  creationTime: 1_700_000_000_000,
  retentionInDays: 90,
  retentionPolicyName: 'short-for-all',
  metricFilterCount: 0,
  arn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/bedrock/invocations:*',
  storedBytes: 12,
  kmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555',
  logGroupClass: 'STANDARD',
  logGroupArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/bedrock/invocations',
  deletionProtectionEnabled: true,
};
const place = { account: '123456789012', region: 'eu-west-1' };
const tags = gap('unsupported', 'tags');

describe('a listed log group as a fact', () => {
  it('holds what the controls ask, and no more', () => {
    expect(logGroupFact(LISTED, place, known(true), tags)).toEqual({
      type: 'fact',
      kind: 'aws.log-group',
      id: LISTED.logGroupArn,
      name: LISTED.logGroupName,
      origin: 'live',
      scope: 'aws:123456789012:eu-west-1',
      facts: {
        class: known('STANDARD'),
        retentionDays: known(90),
        retentionPolicy: known('short-for-all'),
        kmsKey: known(LISTED.kmsKeyId),
        deletionProtected: known(true),
        hasStream: known(true),
        created: known(LISTED.creationTime),
        tags,
      },
      texts: [{ path: 'logGroupName', value: LISTED.logGroupName }],
    });
  });

  it('never expires where no retention is said', () => {
    const { retentionInDays: _, ...rest } = LISTED;

    expect(logGroupFact(rest, place, known(true), tags).facts.retentionDays).toEqual(known('never-expires'));
  });

  it('keeps its ARN without the ending that older answers have', () => {
    const { logGroupArn: _, ...older } = LISTED;

    expect(logGroupFact(older, place, known(true), tags).id).toBe(LISTED.logGroupArn);
    expect(logGroupArn({ arn: 'arn:aws-cn:logs:cn-north-1:123456789012:log-group:x:*' })).toBe(
      'arn:aws-cn:logs:cn-north-1:123456789012:log-group:x',
    );
  });

  it('names its account', () => {
    expect(accountOfArn(LISTED.arn)).toBe('123456789012');
    expect(accountOfArn(undefined)).toBeUndefined();
  });
});
