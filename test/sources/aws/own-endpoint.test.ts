import { partition } from '@aws-sdk/core/client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AskedServers } from '../../../scanner/sources/aws/client/asked-servers.js';
import { isOwnEndpoint, SUFFIXES } from '../../../scanner/sources/aws/client/own-endpoint.js';

afterEach(() => vi.unstubAllEnvs());

describe("AWS's own endpoints", () => {
  it('end in every partition as the SDK has it', () => {
    const regions = ['eu-west-1', 'cn-north-1', 'us-gov-west-1', 'us-iso-east-1', 'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-south-1', 'eusc-de-east-1'];
    expect(new Set(regions.flatMap((region) => [partition(region).dnsSuffix, partition(region).dualStackDnsSuffix]))).toEqual(new Set(SUFFIXES));
  });

  it.each([
    ['logs.eu-west-1.amazonaws.com', 'logs'],
    ['logs-fips.us-east-1.amazonaws.com', 'logs'],
    ['logs.eu-west-1.api.aws', 'logs'],
    ['logs.cn-north-1.amazonaws.com.cn', 'logs'],
    ['sts.amazonaws.com', 'sts'],
    ['vpce-0abc-1d2e.logs.eu-west-1.vpce.amazonaws.com', 'logs'],
    ['a.bucket.with.dots.s3.eu-west-1.amazonaws.com', 's3'],
    ['bucket.s3.dualstack.eu-west-1.amazonaws.com', 's3'],
    ['bucket.vpce-0abc-1d2e.s3.eu-west-1.vpce.amazonaws.com', 's3'],
  ])('%s is one of %s', (host, service) => expect(isOwnEndpoint(host, service)).toBe(true));

  it.each([
    ['127.0.0.1', 'logs'],
    ['localhost', 'logs'],
    ['amazonaws.com', 'logs'],
    ['logs.eu-west-1.amazonaws.com.example', 'logs'],
    ['logs.eu-west-1.evilamazonaws.com', 'logs'],
    ['ec2-192-0-2-1.eu-west-1.compute.amazonaws.com', 'logs'],
    ['logs-1.eu-west-1.elb.amazonaws.com', 'logs'],
    ['logs.s3.eu-west-1.amazonaws.com', 'logs'],
    ['bucket.logs.eu-west-1.amazonaws.com', 'logs'],
    ['sts.eu-west-1.amazonaws.com', 'logs'],
    ['vpce-0abc.vpce-svc-0def.eu-west-1.vpce.amazonaws.com', 'logs'],
    ['s3-website.eu-west-1.amazonaws.com', 's3'],
  ])('%s is none of %s', (host, service) => expect(isOwnEndpoint(host, service)).toBe(false));
});

describe('where requests went', () => {
  const remarks = (...requests: readonly object[]) => {
    const servers = new AskedServers();
    for (const request of requests) servers.asked('logs', request);
    return servers.remarks.map(({ about, detail }) => `${about}: ${detail}`);
  };

  it('is not said of AWS itself, by https', () => expect(remarks({ protocol: 'https:', hostname: 'logs.eu-west-1.amazonaws.com' })).toEqual([]));

  it('is said once, without what may be secret in an address', () => {
    const fake = { protocol: 'https:', hostname: 'logs.example', port: 8443, username: 'u', password: 'hunter2', path: '/t0ken', query: { token: 't0ken' } };
    expect(remarks(fake, fake)).toEqual(["endpoint: asked at https://logs.example:8443 (no endpoint of AWS's own)"]);
  });

  it('is said to be without TLS, of AWS itself too', () =>
    expect(remarks({ protocol: 'http:', hostname: 'logs.eu-west-1.amazonaws.com' })).toEqual(['certificate: asked without TLS and any certificate at http://logs.eu-west-1.amazonaws.com']));

  it.each([
    ['0', 1],
    ['1', 0],
    ['', 0],
    ['false', 0],
  ])('is said to be unverified as Node takes NODE_TLS_REJECT_UNAUTHORIZED=%j', (value, count) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', value);
    expect(remarks({ protocol: 'https:', hostname: 'logs.eu-west-1.amazonaws.com' })).toHaveLength(count);
  });
});
