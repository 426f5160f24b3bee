import { describe, expect, it } from 'vitest';
import { known } from '../../../policypack/core/known.js';
import { awsSources } from '../../../scanner/sources/aws/index.js';
import { read } from '../reading.js';
import { aLogGroup, anAwsUser, LOG_GROUPS, REGION, SCOPE, sourceOf } from './account.js';

const start = anAwsUser();

describe('reading the log groups of a region', () => {
  it('yields a page a batch, with one request a page and who asked', async () => {
    const aws = await start(120);

    const reading = await read(sourceOf(aws));

    expect(
      reading.batches.filter((batch) => batch.some(({ type }) => type !== 'read')).map(
        (batch) => batch.filter((seen) => seen.type === 'fact' && seen.kind === 'aws.log-group').length,
      ),
    ).toEqual([0, 50, 50, 20, 0]);
    expect(reading.gaps).toEqual([]);
    expect(reading.population('aws.log-group')).toEqual({
      type: 'population',
      source: 'aws',
      scope: SCOPE,
      kind: 'aws.log-group',
      read: 120,
      requests: 3,
      complete: true,
      identity: 'arn:aws:iam::123456789012:user/simulator',
    });
    expect(aws.requests).toEqual({ DescribeLogGroups: 3, GetCallerIdentity: 1 });
  });

  it('names groups by their ARN, as Pulumi does, and the account by region', async () => {
    const reading = await read(
      sourceOf(await start(1, [], (index) => aLogGroup(index, { logGroupName: '/aws/bedrock/x' }))),
    );

    const [group] = reading.facts('aws.log-group');
    expect(group).toMatchObject({
      id: `arn:aws:logs:${REGION}:123456789012:log-group:/aws/bedrock/x`,
      name: '/aws/bedrock/x',
      scope: SCOPE,
      origin: 'live',
    });
    expect(group?.texts).toEqual([{ path: 'logGroupName', value: '/aws/bedrock/x' }]);
    expect(reading.facts('aws.account')[0]).toMatchObject({
      scope: SCOPE,
      facts: { account: '123456789012', regions: [REGION] },
    });
  });

  it('asks for the first page before anything else', async () => {
    const aws = await start(1);

    await read(sourceOf(aws));

    expect(Object.keys(aws.requests)).toEqual(['DescribeLogGroups', 'GetCallerIdentity']);
  });

  it('is two sources, whose kinds are told: what others are joined to, and what flows', () => {
    const sources = awsSources({ regions: [REGION], wanted: LOG_GROUPS });

    expect(sources.map(({ scope, stage, reads }) => ({ scope, stage, reads }))).toEqual([
      { scope: `aws:${REGION}`, stage: 'anchors', reads: ['aws.account'] },
      { scope: `aws:${REGION}`, stage: 'flow', reads: ['aws.log-group', 'aws.log-stream'] },
    ]);
  });

  it('says how far it is and how it ended', async () => {
    const { progress } = await read(sourceOf(await start(60)));

    expect(progress.map(({ read: count, ended }) => ended ?? count)).toEqual([50, 60, 'complete']);
    expect(progress[0]).toMatchObject({ source: 'aws', scope: `aws:${REGION}`, what: 'log groups' });
  });

  it('reads an account without log groups as whole and empty', async () => {
    const reading = await read(sourceOf(await start(0)));

    expect(reading.population('aws.log-group')).toMatchObject({ read: 0, requests: 1, complete: true });
    expect(reading.facts('aws.account')).toHaveLength(1);
  });

  it('keeps to the pace that is set, retries included', async () => {
    const aws = await start(250, [{ operation: 'DescribeLogGroups', from: 2, times: 2, kind: 'throttle' }]);
    const began = performance.now();

    const reading = await read(sourceOf(aws, { requestsPerSecond: 5 }));

    // Five pages and two retries: the sixth and seventh request wait for the next second.
    expect(reading.population('aws.log-group')).toMatchObject({ requests: 7, complete: true });
    expect(performance.now() - began).toBeGreaterThan(950);
  });
});

describe('streams of log groups', () => {
  const oneInThreeEmpty = (index: number) =>
    aLogGroup(index, { storedBytes: index % 3, streams: index % 6 === 0 ? ['today'] : [] });

  it('takes stored bytes as proof, and asks only about empty groups', async () => {
    const aws = await start(60, [], oneInThreeEmpty);

    const reading = await read(sourceOf(aws));

    expect(aws.requests['DescribeLogStreams']).toBe(20);
    expect(
      reading.facts('aws.log-group').filter(({ facts }) => 'value' in facts.hasStream && facts.hasStream.value),
    ).toHaveLength(50);
    expect(reading.population('aws.log-stream')).toMatchObject({ read: 20, requests: 20, complete: true });
  });

  it('asks about no group that cannot be in scope', async () => {
    const aws = await start(60, [], oneInThreeEmpty);

    await read(sourceOf(aws, { mayBeInScope: (name) => name.endsWith('0') }));

    expect(aws.requests['DescribeLogStreams']).toBe(2);
  });

  it('asks about none when no control needs to know', async () => {
    const aws = await start(60, [], oneInThreeEmpty);

    const reading = await read(sourceOf(aws, { wanted: new Set(['aws.account', 'aws.log-group']) }));

    expect(aws.requests['DescribeLogStreams']).toBeUndefined();
    expect(reading.facts('aws.log-group')[0]?.facts.hasStream).toMatchObject({ gap: 'unsupported' });
    expect(reading.gaps).toEqual([]);
  });
});

describe('tags of log groups', () => {
  const tagged = (index: number) =>
    aLogGroup(index, { tags: index % 2 ? { workload: 'ai', team: 'ml' } : { workload: 'web' } });

  it('come in bulk, when the scope selects by them', async () => {
    const aws = await start(120, [], tagged);

    const reading = await read(sourceOf(aws, { wantTags: { workload: 'ai' } }));

    expect(aws.requests['GetResources']).toBe(1);
    expect(aws.requests['ListTagsForResource']).toBeUndefined();
    expect(
      reading
        .facts('aws.log-group')
        .slice(0, 2)
        .map(({ facts }) => facts.tags),
    ).toEqual([known({}), known({ workload: 'ai' })]);
  });

  it('are not asked for otherwise', async () => {
    const aws = await start(1, [], tagged);

    const reading = await read(sourceOf(aws));

    expect(aws.requests['GetResources']).toBeUndefined();
    expect(reading.facts('aws.log-group')[0]?.facts.tags).toMatchObject({ gap: 'unsupported' });
  });

  it('are followed through empty pages, and must all be there', async () => {
    const aws = await start(10_100, [], (index) =>
      aLogGroup(index, { tags: index === 10_099 ? { workload: 'ai', stage: '' } : { workload: 'ai' } }),
    );

    const reading = await read(sourceOf(aws, { wantTags: { workload: 'ai', stage: '' } }));

    const matching = reading
      .facts('aws.log-group')
      .filter(({ facts }) => 'value' in facts.tags && facts.tags.value['workload'] === 'ai');
    expect(matching.map(({ name }) => name)).toEqual(['ai-010099']);
  });
});
