import { describe, expect, it } from 'vitest';
import { known } from '../../../policypack/core/known.js';
import { partitionOf } from '../../../policypack/kinds/aws/partition.js';
import { accountFact } from '../../../scanner/sources/aws/account.js';
import { logGroupFact } from '../../../scanner/sources/aws/log-group/fact.js';
import { bucketFact } from '../../../scanner/sources/aws/s3-bucket/fact.js';

const PARTITIONS = [
  ['eu-west-1', 'aws'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['cn-north-1', 'aws-cn'],
  ['us-iso-east-1', 'aws-iso'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['eu-isoe-west-1', 'aws-iso-e'],
  ['us-isof-south-1', 'aws-iso-f'],
  ['eusc-de-east-1', 'aws-eusc'],
] as const;

describe.each(PARTITIONS)('what is read in %s', (region, partition) => {
  it(`has an ARN of ${partition}, which a waiver may name`, () => {
    const account = '123456789012';
    const unread = { versioned: known(true), lock: known(undefined), expirations: known([]) };

    expect(partitionOf(region)).toBe(partition);
    expect(accountFact(account, region).id).toBe(`arn:${partition}:iam::${account}:root`);
    expect(bucketFact('logs', unread, `aws:${account}:${region}`).id).toBe(`arn:${partition}:s3:::logs`);
    expect(logGroupFact({ logGroupName: 'ai' }, { account, region }, known(true), known({})).id).toBe(`arn:${partition}:logs:${region}:${account}:log-group:ai`);
  });
});
