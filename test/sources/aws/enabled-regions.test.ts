import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { awsRights } from '../../../scanner/sources/aws/rights.js';
import awsProvider from '../../../scanner/sources/aws/provider.js';
import type { Source } from '../../../scanner/sources/source.js';
import { startAws, type SimulatedAws } from '../../../simulator/index.js';
import { loadConfiguration } from '../../../policypack/configuration/load.js';
import { PROVIDERS } from '../../../policypack/kinds/providers.js';
import { read } from '../reading.js';
import { anAwsUser, LOG_GROUPS } from './account.js';

anAwsUser();
const running: SimulatedAws[] = [];
afterEach(async () => void (await Promise.all(running.splice(0).map((aws) => aws.stop()))));

/** More than a page holds. */
const MANY = Object.fromEntries(Array.from({ length: 53 }, (_, index) => [`eu-west-${index + 1}`, {}]));

const account = async (options: Parameters<typeof startAws>[0]): Promise<SimulatedAws> => {
  const aws = await startAws(options);
  running.push(aws);
  return aws;
};

/** What `scan --region REGION…` reads. */
async function sourcesOf({ url }: SimulatedAws, ...region: string[]): Promise<Source[]> {
  const settings = awsProvider.settle({ ...PROVIDERS.aws.settings.parse({}), endpointUrl: url, maxAttempts: 1 }, { region }, { here: String, beside: String });
  const cwd = mkdtempSync(join(tmpdir(), 'logproof-regions-'));
  return awsProvider.sources(settings, {
    judging: loadConfiguration({ cwd }).settings,
    wanted: LOG_GROUPS,
    flags: {},
    configured: undefined,
    cwd,
    stdin: Readable.from([]),
    signal: new AbortController().signal,
  });
}

const scopes = (sources: readonly Source[]): string[] => [...new Set(sources.map(({ scope }) => scope))].sort();
const flagOf = (...given: string[]): readonly string[] | undefined =>
  awsProvider.flags().parse(given.flatMap((value) => ['--region', value]), { from: 'user' }).opts().region;

describe('--region', () => {
  it('takes several at once, or one by one', () => {
    expect(flagOf('eu-west-1,us-east-1', 'eu-north-1')).toEqual(['eu-west-1', 'us-east-1', 'eu-north-1']);
    expect(flagOf('eu-west-1, us-east-1')).toEqual(['eu-west-1', 'us-east-1']);
  });

  it('refuses an empty name between commas', async () => {
    const aws = await account({});
    await expect(sourcesOf(aws, ...flagOf('eu-west-1,,us-east-1')!)).rejects.toThrow('"" is not an AWS region\'s name');
  });
});

describe('--region all', () => {
  it('reads every region that is enabled, page by page', async () => {
    const aws = await account({ regions: MANY });
    expect(scopes(await sourcesOf(aws, 'all'))).toEqual(Object.keys(MANY).map((name) => `aws:${name}`).sort());
    expect(aws.requests['ListRegions']).toBe(2);
  });

  it('is refused beside another', async () => {
    const aws = await account({});
    await expect(sourcesOf(aws, 'all', 'eu-west-1')).rejects.toThrow('all stands for every region, and eu-west-1 beside it');
  });

  it('needs one right more, which the rights of such a run hold', async () => {
    const rights = awsRights({ wanted: LOG_GROUPS, tags: false, everyRegion: true }).Statement.map(({ Action }) => Action);
    const aws = await account({ regions: MANY, allowed: rights });
    expect((await sourcesOf(aws, 'all')).length).toBeGreaterThan(1);
    expect(awsRights({ wanted: LOG_GROUPS, tags: false }).Statement.map(({ Action }) => Action)).not.toContain('account:ListRegions');
  });

  it.each<[string, Partial<Parameters<typeof startAws>[0] & object>, RegExp]>([
    ['without the right', { allowed: [] }, /^ListRegions: AccessDeniedException: .*grant account:ListRegions, see what logproof permissions aws prints$/],
    ['while it is throttled', { faults: [{ operation: 'ListRegions', kind: 'throttle' }] }, /^ListRegions: ThrottlingException: /],
    ['where the list breaks off', { regions: MANY, faults: [{ operation: 'ListRegions', kind: 'reset-mid-body', from: 2 }] }, /^ListRegions: /],
  ])('leaves a gap in everything %s', async (_, options, detail) => {
    const aws = await account(options);
    const readings = await Promise.all((await sourcesOf(aws, 'all')).map((source) => read(source)));
    const gaps = readings.flatMap((reading) => reading.gapRecords);
    expect(gaps.map(({ kind }) => kind).sort()).toEqual([...LOG_GROUPS].sort());
    for (const gap of gaps) expect(gap.detail).toMatch(detail);
    expect(readings.flatMap((reading) => [...LOG_GROUPS].flatMap((kind) => reading.facts(kind)))).toEqual([]);
    expect(gaps.every(({ detail: said }) => !said.includes('secret-of-the-user'))).toBe(true);
  });
});
