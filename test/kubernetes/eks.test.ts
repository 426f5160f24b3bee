import { describe, expect, it } from 'vitest';
import type { Observation } from '../../policypack/core/fact.js';
import { aGap } from '../core/facts.js';
import { cluster, hostIn, KIND, readWhole, server, told } from './eks-clusters.js';

describe('which EKS cluster a live cluster is', () => {
  it.each([
    ['eu-west-1', hostIn('eu-west-1')],
    ['us-gov-west-1', hostIn('us-gov-west-1')],
    ['cn-north-1', 'https://A1B2.gr7.cn-north-1.eks.amazonaws.com.cn'],
    ['eu-west-1', 'https://A1B2.eks-cluster.eu-west-1.api.aws'],
  ])('the address of its kubeconfig tells, in whatever letters: %s', (region, url) => {
    expect(told([...server(url), cluster(region, url.toLowerCase(), ['audit']), readWhole(region)])).toBe('log group /aws/eks/prod/cluster');
    expect(told([...server(`${url}:443/`), cluster(region, url, ['api']), readWhole(region)])).toBe('off');
  });

  it('its name does not tell: another of the name in its region is not it', () => {
    expect(told([...server(hostIn('eu-west-1')), cluster('eu-west-1', hostIn('eu-west-1', 'C3D4'), ['audit']), readWhole('eu-west-1')])).toMatch(
      /^unsupported: .*no EKS cluster of the account and regions that were read has the address a1b2\.gr7\.eu-west-1\.eks\.amazonaws\.com .*--region eu-west-1 --name CLUSTER/,
    );
  });

  it('is found in whichever account and region it is', () => {
    const others = [cluster('us-east-1', hostIn('us-east-1'), []), cluster('eu-west-1', hostIn('eu-west-1', 'C3D4'), []), readWhole('us-east-1')];
    expect(told([...server(hostIn('eu-west-1')), ...others, cluster('eu-west-1', hostIn('eu-west-1'), ['audit'], '210987654321')])).toBe('log group /aws/eks/prod/cluster');
  });

  it.each<[string, readonly Observation[], RegExp]>([
    ['nothing of AWS is read', [], /^unsupported: whether EKS exports audit events \(.*off by default\) is not known Ask AWS: aws eks describe-cluster --region eu-west-1/],
    ['its region is not read', [readWhole('us-east-1')], /^unsupported: .*is not known Ask AWS: .*--source aws --region eu-west-1/],
    ['its region is denied', [aGap({ source: 'aws', kind: KIND, scope: 'aws:123456789012:eu-west-1', reason: 'forbidden', detail: 'ListClusters: denied: grant eks:ListClusters' }), readWhole('us-east-1')], /^forbidden: .*grant eks:ListClusters/],
    ['nobody could say whose its region is', [aGap({ source: 'aws', kind: KIND, scope: 'aws:unknown:eu-west-1', reason: 'throttled', detail: 'ListClusters: throttled' })], /^throttled: /],
    ['the regions could not be listed', [aGap({ source: 'aws', kind: KIND, scope: 'aws:all', reason: 'forbidden', detail: 'ListRegions: denied' })], /^forbidden: /],
    ['one cluster of its region was not described', [cluster('eu-west-1', hostIn('eu-west-1', 'C3D4'), []), aGap({ source: 'aws', kind: KIND, scope: 'aws:123456789012:eu-west-1', reason: 'forbidden', detail: 'DescribeCluster: denied' })], /^forbidden: /],
  ])('is not known where %s', (_, observed, expected) => {
    expect(told([...server(hostIn('eu-west-1')), ...observed])).toMatch(expected);
  });

  it('is known though another region is denied', () => {
    const denied = aGap({ source: 'aws', kind: KIND, scope: 'aws:123456789012:us-east-1', reason: 'forbidden', detail: 'ListClusters: denied' });
    expect(told([...server(hostIn('eu-west-1')), denied, cluster('eu-west-1', hostIn('eu-west-1'), ['audit'])])).toBe('log group /aws/eks/prod/cluster');
    // Not found where it would be: a denied region beside it says nothing.
    expect(told([...server(hostIn('eu-west-1')), denied, readWhole('eu-west-1')])).toMatch(/^unsupported: .*no EKS cluster/);
  });

  it('is not known behind an address that is none of EKS, such as a tunnel, and any denied region may hold it', () => {
    const denied = aGap({ source: 'aws', kind: KIND, scope: 'aws:123456789012:us-east-1', reason: 'forbidden', detail: 'ListClusters: denied' });
    expect(told([...server('https://127.0.0.1:8443'), cluster('eu-west-1', hostIn('eu-west-1'), ['audit']), readWhole('eu-west-1')])).toMatch(/^unsupported: .*no EKS cluster .*127\.0\.0\.1:8443/);
    expect(told([...server('https://127.0.0.1:8443'), denied, readWhole('eu-west-1')])).toMatch(/^forbidden: /);
  });
});
