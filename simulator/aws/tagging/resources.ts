import type { Region } from '../account.js';
import { constraint, invalidParameter } from '../aws-error.js';
import { pageToken, readPageToken, text, whole, type Input } from '../input.js';
import type { ListedLogGroup } from '../logs/model.js';
import { logStoreOf, type LogStore } from '../logs/store.js';
import { operations, type Service } from '../operation.js';
import { awsJson, type JsonOperation } from '../wires/json.js';

/** The Resource Groups Tagging API. */
const tagging: Service<JsonOperation> = {
  signedAs: 'tagging',
  iam: 'tag',
  wire: awsJson('ResourceGroupsTaggingAPI_20170126'),
  unfitInput: 'InvalidParameterException',
  expiredPageToken: invalidParameter('The specified nextToken is invalid.'),
};

/** Finding resources by tag. */
export default operations(tagging, { GetResources: getResources });

interface TagFilter {
  readonly Key: string;
  readonly Values?: readonly string[];
}

/** How many groups one GetResources call looks at: a rare tag gives short pages, and a token, as the service may. */
const LOOKED_AT = 10_000;

/** GetResources of the Resource Groups Tagging API: groups that have tags. */
function getResources(region: Region, input: Input): object {
  const store = logStoreOf(region);
  const limit = whole(input, 'ResourcesPerPage', 1, 100) ?? 50;
  const types = (input.ResourceTypeFilters ?? []) as string[];
  const filters = (input.TagFilters ?? []) as TagFilter[];
  const arns = (input.ResourceARNList ?? []) as string[];
  if (arns.length > 100) throw constraint('resourceARNList', arns, 'have length less than or equal to 100');
  if (arns.length > 0) {
    if (types.length + filters.length > 0)
      throw invalidParameter('ResourceARNList cannot be given with other filters.');
    return page(store, arns.flatMap((arn) => store.logGroups.get(store.nameOf(arn)) ?? []).filter(isTagged), '');
  }
  if (types.length > 0 && !types.some((type) => type === 'logs' || type === 'logs:log-group'))
    return page(store, [], '');
  return search(store, filters, limit, readPageToken(text(input, 'PaginationToken')));
}

function search(store: LogStore, filters: readonly TagFilter[], limit: number, after: string | undefined): object {
  const found: ListedLogGroup[] = [];
  let looked = 0;
  let last = after ?? '';
  for (const group of store.logGroups.list('', after)) {
    if (found.length === limit || looked === LOOKED_AT) return page(store, found, pageToken(last));
    looked += 1;
    last = group.logGroupName;
    if (isTagged(group) && filters.every((filter) => passes(filter, group.tags ?? {}))) found.push(group);
  }
  return page(store, found, '');
}

// Filters are joined by AND, the values of one by OR; a key without values asks for the key alone.
function passes({ Key, Values = [] }: TagFilter, tags: Readonly<Record<string, string>>): boolean {
  const value = tags[Key];
  return value !== undefined && (Values.length === 0 || Values.includes(value));
}

const isTagged = ({ tags }: ListedLogGroup): boolean => Object.keys(tags ?? {}).length > 0;

function page(store: LogStore, groups: readonly ListedLogGroup[], token: string): object {
  return {
    PaginationToken: token,
    ResourceTagMappingList: groups.map((group) => ({
      ResourceARN: store.arn(group.logGroupName),
      Tags: Object.entries(group.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
}
