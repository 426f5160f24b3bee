import { describe, expect, it, vi } from 'vitest';
import { gap, known } from '../../../policypack/core/known.js';
import { CALLS } from '../../../scanner/sources/aws/calls.js';
import eksCluster, { clusterFact } from '../../../scanner/sources/aws/eks-cluster.js';
import { explaining } from '../../../scanner/sources/aws/client/errors.js';
import { PACKAGES } from '../../../scanner/sources/aws/client/packages.js';
import type { Place } from '../../../scanner/sources/aws/client/reader.js';
import { Reading } from '../../../scanner/sources/reading.js';
import { RequestCount } from '../../../scanner/sources/request-count.js';
import { startAws } from '../../../simulator/index.js';
import { read } from '../reading.js';
import { anAwsUser, FAULTS, LOG_GROUPS, REGION, SCOPE, sourceOf, sourcesOf } from './account.js';

const start = anAwsUser();
const KIND = 'aws.eks-cluster';
const wanted = new Set([...LOG_GROUPS, KIND]);
const endpointOf = (id: string): string => `https://${id}.gr7.${REGION}.eks.amazonaws.com`;
const AT = { scope: SCOPE, region: REGION, account: '123456789012' };

describe('the EKS clusters of a region', () => {
  it('are read with their endpoints and the control-plane logs that are on', async () => {
    const aws = await start({ clusters: [{ name: 'prod', endpoint: endpointOf('A1B2'), logTypes: ['audit', 'api'] }, { name: 'new' }] });

    const reading = await read(sourceOf(aws, { wanted }));

    expect(reading.facts(KIND)).toMatchObject([
      { id: `arn:aws:eks:${REGION}:123456789012:cluster/new`, name: 'new', scope: SCOPE, facts: { endpoint: known(undefined), logTypes: known([]), exported: known(undefined) } },
      { name: 'prod', facts: { endpoint: known(endpointOf('A1B2')), logTypes: known(['api', 'audit']), exported: known({ how: 'EKS control-plane logging, type audit', seenIn: 'log group /aws/eks/prod/cluster' }) } },
    ]);
    expect(reading.population(KIND)).toMatchObject({ scope: SCOPE, read: 2, requests: 3, complete: true });
    expect(reading.gaps).toEqual([]);
  });

  it('are read in all their pages, each described once', async () => {
    const aws = await start({ clusters: Array.from({ length: 11 }, (_, index) => ({ name: `c-${index}` })) });

    const reading = await read(sourceOf(aws, { wanted }));

    expect(reading.facts(KIND)).toHaveLength(11);
    expect(aws.requests).toMatchObject({ ListClusters: 2, DescribeCluster: 11 });
  });

  it('take one request where there are none', async () => {
    const aws = await start({});

    const reading = await read(sourceOf(aws, { wanted }));

    expect([aws.requests['ListClusters'], aws.requests['DescribeCluster']]).toEqual([1, undefined]);
    expect(reading.population(KIND)).toMatchObject({ read: 0, requests: 1, complete: true });
  });

  it('are not asked for, and their client is not loaded, where nothing has a use for them', async () => {
    const aws = await start({ clusters: [{ name: 'prod' }] });
    const loaded = vi.spyOn(PACKAGES, 'eks');

    await read(sourceOf(aws));

    expect(aws.requests['ListClusters']).toBeUndefined();
    expect(loaded).not.toHaveBeenCalled();
    loaded.mockRestore();
  });

  it('are read in each region', async () => {
    const aws = await startAws({ regions: { [REGION]: { clusters: [{ name: 'prod' }] }, 'us-east-1': { clusters: [{ name: 'prod', logTypes: ['audit'] }] } } });

    const all = await Promise.all(sourcesOf(aws, { wanted, regions: [REGION, 'us-east-1'] }).map((source) => read(source)));
    await aws.stop();

    expect(all.flatMap((reading) => reading.facts(KIND)).map(({ id, facts }) => [id, facts.logTypes])).toEqual([
      [`arn:aws:eks:${REGION}:123456789012:cluster/prod`, known([])],
      ['arn:aws:eks:us-east-1:123456789012:cluster/prod', known(['audit'])],
    ]);
  });

  it.each(FAULTS)('leave a gap and no fact where their list is %s', async (_, fault, reason, detail) => {
    const reading = await read(sourceOf(await start({ clusters: [{ name: 'prod' }] }, [{ operation: 'ListClusters', ...fault }]), { wanted }));

    expect(reading.facts(KIND)).toEqual([]);
    expect(reading.gaps).toEqual([`${KIND} ${reason}`]);
    expect(reading.gapRecords[0]?.detail).toMatch(detail);
    expect(reading.population(KIND)).toMatchObject({ read: 0, complete: false });
  });

  it.each(FAULTS)('are known by name alone, with a gap, where their description is %s', async (_, fault, reason, detail) => {
    const reading = await read(sourceOf(await start({ clusters: [{ name: 'prod', logTypes: ['audit'] }] }, [{ operation: 'DescribeCluster', ...fault }]), { wanted }));

    expect(reading.facts(KIND)).toMatchObject([{ id: `arn:aws:eks:${REGION}:123456789012:cluster/prod`, facts: { endpoint: { gap: reason }, logTypes: { gap: reason }, exported: { gap: reason } } }]);
    expect(reading.gaps).toEqual([`${KIND} ${reason}`]);
    expect(reading.gapRecords[0]?.detail).toMatch(detail);
    expect(reading.population(KIND)).toMatchObject({ read: 0, complete: false });
  });

  it('that are deleted while they are read are none', async () => {
    const body = '{"message":"No cluster found for name: prod."}';

    const reading = await read(sourceOf(await start({ clusters: [{ name: 'prod' }] }, [{ operation: 'DescribeCluster', kind: 'status', status: 404, headers: { 'x-amzn-errortype': 'ResourceNotFoundException' }, body }]), { wanted }));

    expect(reading.facts(KIND)).toEqual([]);
    expect(reading.gaps).toEqual([]);
    expect(reading.population(KIND)).toMatchObject({ complete: true });
  });

  it.each([
    ['names none', 'ListClusters', '{}'],
    ['is no list', 'ListClusters', '{"clusters":{"prod":true}}'],
    ['describes none', 'DescribeCluster', '{}'],
    ['describes another', 'DescribeCluster', '{"cluster":{"name":"other","logging":{"clusterLogging":[{"types":["audit"],"enabled":true}]}}}'],
    ['describes one of another region', 'DescribeCluster', '{"cluster":{"name":"prod","arn":"arn:aws:eks:us-east-1:123456789012:cluster/prod","logging":{"clusterLogging":[{"types":["audit"],"enabled":true}]}}}'],
    ['describes one of another account', 'DescribeCluster', `{"cluster":{"name":"prod","arn":"arn:aws:eks:${REGION}:210987654321:cluster/prod","logging":{"clusterLogging":[{"types":["audit"],"enabled":true}]}}}`],
    ['does not say whether a type is on', 'DescribeCluster', `{"cluster":{"name":"prod","arn":"arn:aws:eks:${REGION}:123456789012:cluster/prod","logging":{"clusterLogging":[{"types":["audit"]}]}}}`],
    ['has an endpoint that is none', 'DescribeCluster', `{"cluster":{"name":"prod","arn":"arn:aws:eks:${REGION}:123456789012:cluster/prod","endpoint":"A1B2","logging":{"clusterLogging":[{"types":["audit"],"enabled":true}]}}}`],
    ['says "true" where it is to say true', 'DescribeCluster', '{"cluster":{"name":"prod","logging":{"clusterLogging":[{"types":["audit"],"enabled":"true"}]}}}'],
  ])('are not known by an answer that %s', async (_, operation, body) => {
    const reading = await read(sourceOf(await start({ clusters: [{ name: 'prod' }] }, [{ operation, kind: 'status', status: 200, body }]), { wanted }));

    expect(reading.facts(KIND).filter(({ facts }) => 'value' in facts.exported)).toEqual([]);
    expect(reading.gaps).toEqual([`${KIND} unreachable`]);
  });

  it('log what is on, and not what is listed as off', () => {
    const logging = { clusterLogging: [{ types: ['api' as const], enabled: true }, { types: ['audit' as const], enabled: false }] };

    expect(clusterFact('prod', known({ logging }), AT).facts).toMatchObject({ logTypes: known(['api']), exported: known(undefined) });
  });

  it('are not known to log what an answer says is both on and off', () => {
    const logging = { clusterLogging: [{ types: ['audit' as const], enabled: true }, { types: ['api' as const, 'audit' as const], enabled: false }] };

    expect(clusterFact('prod', known({ logging }), AT).facts.exported).toMatchObject({ gap: 'unsupported' });
  });

  it.each([['logging', {}], ['its types', { logging: {} }]])('that an answer says nothing of: %s', (_, cluster) => {
    expect(clusterFact('prod', known(cluster), AT).facts.exported).toEqual(gap('unsupported', 'logging.clusterLogging (DescribeCluster)'));
  });
});

describe('a region that does not offer EKS', () => {
  it.each([
    ['UnknownOperationException', '{"__type":"UnknownOperationException","message":""}'],
    ['a ValidationException of an unknown operation', '{"__type":"ValidationException","message":"Unknown Operation"}'],
  ])('has no clusters, and nothing that is missing: %s', async (_, body) => {
    const reading = await read(sourceOf(await start({}, [{ operation: 'ListClusters', kind: 'status', status: 400, body }]), { wanted }));

    expect(reading.gaps).toEqual([]);
    expect(reading.population(KIND)).toMatchObject({ read: 0, requests: 1, complete: true });
  });

  const observed = async (firstPage: Place['firstPage']) => {
    const problem = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    const reading = new Reading({ source: 'aws', scope: SCOPE, signal: new AbortController().signal, onProgress: () => undefined, reads: [KIND], explain: explaining(CALLS) });
    const access = { client: () => Promise.reject(problem), requests: new RequestCount(), region: REGION, signal: reading.signal };
    const batches = [];
    for await (const batch of eksCluster.list({ access, reading, settings: { wanted }, account: '123456789012', region: REGION, firstPage } as unknown as Place)) batches.push(batch);
    return batches.flat();
  };

  it('has no name there, while that of CloudWatch Logs resolves', async () => {
    expect(await observed(async () => ({ items: [] }))).toMatchObject([{ type: 'population', read: 0, complete: true }]);
  });

  it('is not told from a network in which no name resolves', async () => {
    expect(await observed(() => Promise.reject(new Error('getaddrinfo ENOTFOUND')))).toMatchObject([{ type: 'gap', reason: 'unreachable' }, { type: 'population', complete: false }]);
  });
});
