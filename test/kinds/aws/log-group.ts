import { aLiveLogGroup, logGroupArn } from '../../core/facts.js';
import type { AKind } from '../a-kind.js';

const logGroup: AKind = {
  live: ({ hasLogGroup }) => (hasLogGroup ? [aLiveLogGroup()] : []),
  resources: [
    {
      name: 'group',
      type: 'aws:cloudwatch/logGroup:LogGroup',
      inputs: {
        name: 'ai-audit',
        // As a state has it.
        arn: logGroupArn('ai-audit'),
        logGroupClass: 'STANDARD',
        retentionInDays: 365,
        kmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/1',
        deletionProtectionEnabled: true,
      },
    },
  ],
  doors: {
    // A program's streams say it, and no group names its policy.
    saidLive: ['retentionPolicy', 'hasStream'],
    // A group answers what is in force, and a program what it would be without a policy: the two are one where there is none.
    without: ['aws.account-retention-policy'],
  },
};
export default logGroup;
