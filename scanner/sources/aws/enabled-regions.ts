import { MalformedAnswer } from '../deadline.js';
import { failureGap, type Failure } from '../failure.js';
import { prefetched } from '../pages.js';
import type { Source } from '../source.js';
import { Access, credentialChain } from './client/access.js';
import type { Calls } from './client/call.js';
import { explaining } from './client/errors.js';
import { PACKAGES } from './client/packages.js';
import { awsSettings, type AwsOptions } from './options.js';

/** What `--region` and `regions` say for every region that is enabled for the account. */
export const EVERY_REGION = 'all';

/** What is asked where every region is to be read. Source: AWS Account Management API, ListRegions. */
const regionList = {
  calls: {
    ListRegions: {
      service: 'account',
      right: { action: 'account:ListRegions', why: 'FindTheRegionsThatAreEnabled' },
      grant: 'what logproof permissions aws prints',
    },
  } satisfies Calls,
};
export default regionList;

/** The regions that are enabled for the account, by name; or why nobody knows. */
export async function enabledRegions(aws: Omit<AwsOptions, 'regions'>, home: string, signal: AbortSignal): Promise<readonly string[] | Failure> {
  const settings = awsSettings({ ...aws, regions: [] });
  const access = new Access({ region: home, settings, calls: regionList.calls, credentials: credentialChain(settings), signal });
  const regions: string[] = [];
  try {
    const account = await access.client('account');
    const { ListRegionsCommand } = PACKAGES.account();
    const pages = prefetched(async (token) => {
      const page = await account.send(new ListRegionsCommand({ RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'], MaxResults: MOST_A_PAGE, ...(token !== undefined && { NextToken: token }) }));
      if (!page.Regions) throw new MalformedAnswer('the answer holds no list of regions: check the endpoint');
      return { regions: page.Regions, nextToken: page.NextToken };
    });
    for await (const page of pages) regions.push(...page.regions.flatMap(({ RegionName: name }) => name ?? []));
    if (regions.length === 0) throw new MalformedAnswer('no region is enabled, which no account can be: check the endpoint');
    return regions.sort();
  } catch (problem) {
    return explaining(regionList.calls)(problem, { operation: 'ListRegions', begun: regions.length > 0 });
  } finally {
    access.close();
  }
}

/** Source: ListRegions, MaxResults. */
const MOST_A_PAGE = 50;

/** What stands for all regions where nobody could say which there are: a gap in everything that was to be read there. */
export const unlistedRegions = (failure: Failure, kinds: readonly string[]): Source => ({
  name: 'aws',
  scope: `aws:${EVERY_REGION}`,
  stage: 'anchors',
  reads: kinds,
  async *collect() {
    yield kinds.map((kind) => failureGap('aws', `aws:${EVERY_REGION}`, kind, failure));
  },
});
