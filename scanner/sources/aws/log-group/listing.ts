import { MalformedAnswer } from '../../deadline.js';
import type { TokenPage } from '../../pages.js';
import type { Access } from '../client/access.js';
import { PACKAGES } from '../client/packages.js';
import type { ListedLogGroup } from './fact.js';
import { tagFilters, type TagPage } from './tags.js';

/** The most that DescribeLogGroups gives at once. */
const GROUPS_A_PAGE = 50;
/** The most that GetResources gives at once. */
const RESOURCES_A_PAGE = 100;

/** A page of log groups. */
export interface LogGroupPage extends TokenPage {
  readonly logGroups: readonly ListedLogGroup[];
}

/** Asks for one page of log groups. @throws what the SDK throws, and MalformedAnswer */
export async function logGroupPage(access: Access, token: string | undefined): Promise<LogGroupPage> {
  const logs = await access.client('logs');
  const { DescribeLogGroupsCommand } = PACKAGES.logs();
  const input = { limit: GROUPS_A_PAGE, ...(token !== undefined && { nextToken: token }) };
  const { logGroups, nextToken } = await logs.send(new DescribeLogGroupsCommand(input));
  // A proxy that answers {} to everything must not pass for an empty account.
  if (!logGroups) throw new MalformedAnswer('the answer holds no list of log groups: check the endpoint');
  return { logGroups, nextToken };
}

/** Asks for one page of the resources that carry the tags. @throws what the SDK throws */
export async function taggedPage(
  access: Access,
  wanted: Readonly<Record<string, string>>,
  token: string | undefined,
): Promise<TagPage> {
  const tagging = await access.client('tagging');
  const { GetResourcesCommand } = PACKAGES.tagging();
  const command = new GetResourcesCommand({
    // The whole service: emulators name its resource types differently, and only log groups are taken up.
    ResourceTypeFilters: ['logs'],
    TagFilters: tagFilters(wanted),
    ResourcesPerPage: RESOURCES_A_PAGE,
    ...(token !== undefined && { PaginationToken: token }),
  });
  return tagging.send(command, { abortSignal: access.signal });
}
