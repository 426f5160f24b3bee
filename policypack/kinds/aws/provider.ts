import * as z from 'zod';
import { provider } from '../../core/provider.js';
import { inRegion } from './placing.js';

const settings = z.strictObject({
  regions: z.array(z.string().min(1)).default([]).describe("Regions to read, side by side; none means the profile's"),
  profile: z.string().min(1).optional().describe('Profile of the shared AWS configuration'),
  endpointUrl: z.url({ protocol: /^https?$/, message: 'expected an http or https URL' }).optional().describe('Another endpoint: a private one, or a test server'),
  requestsPerSecond: z.number().positive().default(10).describe("DescribeLogGroups requests a second, account and region; AWS's default quota is 10"),
  maxAttempts: z.int().positive().default(8).describe('Attempts of one request, the first included'),
  requestTimeoutSeconds: z.number().positive().default(30).describe('Seconds after which a server that does not answer is unreachable'),
});

/** `sources.aws` of `logproof.yaml`, defaults applied. */
export type AwsConfiguration = z.output<typeof settings>;

/** Amazon Web Services. */
export default provider({
  name: 'aws',
  packages: ['aws', 'aws-native'],
  placing: inRegion,
  settings,
  category: 'AWS audit logs',
});
