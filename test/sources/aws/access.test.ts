import { ListTagsForResourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { Access, credentialChain } from '../../../scanner/sources/aws/client/access.js';
import { awsSettings } from '../../../scanner/sources/aws/options.js';
import { CALLS } from '../../../scanner/sources/aws/calls.js';
import { READERS } from '../../../scanner/sources/aws/readers.js';
import { anAwsUser, LOG_GROUPS, REGION } from './account.js';

const start = anAwsUser();

describe('the calls that readers declare', () => {
  it('are the only ones that are sent', async () => {
    const aws = await start(1);
    const settings = awsSettings({ regions: [REGION], wanted: LOG_GROUPS, endpointUrl: aws.url });
    const access = new Access({ region: REGION, settings, calls: CALLS, credentials: credentialChain(settings), signal: new AbortController().signal });
    const logs = await access.client('logs');

    const asking = logs.send(new ListTagsForResourceCommand({ resourceArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:x' }));

    await expect(asking).rejects.toThrow('logs ListTagsForResource is a call that no reader declares');
    expect(aws.requests).toEqual({});
    access.close();
  });

  it('have names of their own', () => {
    const names = READERS.flatMap(({ calls }) => Object.keys(calls));

    expect(new Set(names).size).toBe(names.length);
  });

  it('name their right as IAM does, and why it is needed as a Sid may be written', () => {
    const rights = Object.entries(CALLS).filter(([operation]) => operation !== 'GetCallerIdentity');

    expect(rights.map(([, { right }]) => right?.action)).toEqual(rights.map(() => expect.stringMatching(/^[a-z0-9]+:[A-Z]\w+$/)));
    expect(rights.map(([, { right }]) => right?.why)).toEqual(rights.map(() => expect.stringMatching(/^[A-Za-z0-9]+$/)));
  });
});
