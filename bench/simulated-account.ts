import { startAws } from '../simulator/index.js';

// A server of its own process: what it costs must not count for either side. `count healthy|mixed|failing` are its arguments.
const [count = '1000', health = 'healthy'] = process.argv.slice(2);
/** One in so many groups fails; none of the healthy does. */
const failingOneIn = { healthy: Infinity, mixed: 10, failing: 1 }[health];
if (failingOneIn === undefined) throw new Error(`no account is ${health}`);
/** The key of every group: of the healthy, it can be used. */
const KEY = '6f0d2c1e-7a54-4d0b-9f5e-2b8c4a7d1e90';
const width = String(Number(count)).length;

const aws = await startAws({
  regions: {
    'eu-west-1': {
      keys: [{ keyId: KEY }],
      population: {
        count: Number(count),
        of: (index) => ({
          logGroupName: `ai-${String(index).padStart(width, '0')}`,
          creationTime: 1_700_000_000_000,
          storedBytes: 4096,
          kmsKeyId: `arn:aws:kms:eu-west-1:123456789012:key/${KEY}`,
          deletionProtectionEnabled: true,
          retentionInDays: (index + 1) % failingOneIn === 0 ? 30 : 365,
        }),
      },
    },
  },
});
process.on('message', (message) => {
  if (message === 'requests') process.send?.({ requests: aws.requests });
  if (message === 'stop') void aws.stop().then(() => process.exit());
});
process.send?.({ url: aws.url });
