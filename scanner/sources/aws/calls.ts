import type { RegionClients } from './clients.js';
import { MalformedAnswer } from '../deadline.js';
import type { ListedLogGroup } from './log-group-fact.js';
import { TokenGuard, type TokenPage } from '../pages.js';
import { tagFilters, type TagPage } from './tags.js';

/** The most that DescribeLogGroups gives at once. */
const GROUPS_A_PAGE = 50;
/** The most that GetResources gives at once. */
const RESOURCES_A_PAGE = 100;

/** A page of log groups. */
export interface LogGroupPage extends TokenPage {
  readonly logGroups: readonly ListedLogGroup[];
}

/** One region's calls, in the terms of the reading. Each throws what the SDK throws. */
export interface RegionCalls {
  logGroups(token: string | undefined): Promise<LogGroupPage>;
  /** Whether the group has a stream: a page may be empty and still have a next one. */
  hasStream(logGroupName: string): Promise<boolean>;
  taggedGroups(wanted: Readonly<Record<string, string>>): (token: string | undefined) => Promise<TagPage>;
}

/** Binds the calls to a region's clients. */
export async function regionCalls(clients: RegionClients, signal: AbortSignal): Promise<RegionCalls> {
  const { DescribeLogGroupsCommand, DescribeLogStreamsCommand } = await import('@aws-sdk/client-cloudwatch-logs');
  const { GetResourcesCommand } = await import('@aws-sdk/client-resource-groups-tagging-api');
  const options = { abortSignal: signal };
  return {
    async logGroups(token) {
      const input = { limit: GROUPS_A_PAGE, ...(token !== undefined && { nextToken: token }) };
      const { logGroups, nextToken } = await clients.logs.send(new DescribeLogGroupsCommand(input), options);
      // A proxy that answers {} to everything must not pass for an empty account.
      if (!logGroups) throw new MalformedAnswer('the answer holds no list of log groups: check the endpoint');
      return { logGroups, nextToken };
    },
    async hasStream(logGroupName) {
      const guard = new TokenGuard();
      let token: string | undefined;
      do {
        const input = { logGroupName, limit: 1, ...(token !== undefined && { nextToken: guard.follow(token) }) };
        const { logStreams, nextToken } = await clients.logs.send(new DescribeLogStreamsCommand(input), options);
        if (!logStreams) throw new MalformedAnswer('the answer holds no list of log streams: check the endpoint');
        if (logStreams.length > 0) return true;
        token = nextToken;
      } while (token);
      return false;
    },
    taggedGroups: (wanted) => (token) =>
      clients.tagging.send(
        new GetResourcesCommand({
          // The whole service: emulators name its resource types differently, and only log groups are taken up.
          ResourceTypeFilters: ['logs'],
          TagFilters: tagFilters(wanted),
          ResourcesPerPage: RESOURCES_A_PAGE,
          ...(token !== undefined && { PaginationToken: token }),
        }),
        options,
      ),
  };
}
