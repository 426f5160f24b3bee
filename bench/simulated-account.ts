import { startAws } from '../simulator/index.js';

// A server of its own process: what it costs must not count for either side. `count failing|healthy` are its arguments.
const [count = '1000', health = 'healthy'] = process.argv.slice(2);
const failing = health === 'failing';
const width = String(Number(count)).length;

const aws = await startAws({
  regions: {
    'eu-west-1': {
      keys: [{ keyId: '6f0d2c1e-7a54-4d0b-9f5e-2b8c4a7d1e90' }],
      population: {
        count: Number(count),
        of: (index) => ({
          logGroupName: `ai-${String(index).padStart(width, '0')}`,
          creationTime: 1_700_000_000_000,
          storedBytes: 4096,
          kmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/6f0d2c1e-7a54-4d0b-9f5e-2b8c4a7d1e90',
          deletionProtectionEnabled: true,
          retentionInDays: failing ? 30 : 365,
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
