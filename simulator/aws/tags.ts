import { AwsError, constraint, invalidParameter, notFound } from './aws-error.js';
import { pageToken, readPageToken, requiredText, text, whole, type Input } from './input.js';
import type { ListedLogGroup } from './model.js';
import type { RegionStore } from './region-store.js';

/** Tags of a request: a map of texts. */
export function readTags(value: unknown): Record<string, string> {
  const tags = (value ?? {}) as Record<string, unknown>;
  const isMap = typeof tags === 'object' && !Array.isArray(tags);
  if (!isMap || Object.values(tags).some((tag) => typeof tag !== 'string')) {
    throw constraint('tags', JSON.stringify(value), 'be a map of strings');
  }
  if (Object.keys(tags).length > 50)
    throw new AwsError('TooManyTagsException', 'A resource can have no more than 50 tags.');
  return { ...tags } as Record<string, string>;
}

export function listTagsForResource(store: RegionStore, input: Input): object {
  return { tags: store.readLogGroup(taggedName(store, input)).tags };
}

export function tagResource(store: RegionStore, input: Input): object {
  const group = store.logGroup(taggedName(store, input));
  const tags = readTags({ ...group.tags, ...readTags(input.tags) });
  Object.assign(group.tags, tags);
  return {};
}

export function untagResource(store: RegionStore, input: Input): object {
  const { tags } = store.logGroup(taggedName(store, input));
  for (const key of (input.tagKeys ?? []) as string[]) delete tags[key];
  return {};
}

// The tagging operations take the ARN without the trailing `:*` (AWS, TagResource).
function taggedName(store: RegionStore, input: Input): string {
  const arn = requiredText(input, 'resourceArn');
  if (!arn.startsWith('arn:')) throw invalidParameter('Invalid Resource ARN');
  if (arn.endsWith(':*')) throw notFound('resource');
  return store.nameOf(arn);
}

interface TagFilter {
  readonly Key: string;
  readonly Values?: readonly string[];
}

/** How many groups one GetResources call looks at: a rare tag gives short pages, and a token, as the service may. */
const LOOKED_AT = 10_000;

/** GetResources of the Resource Groups Tagging API: groups that have tags. */
export function getResources(store: RegionStore, input: Input): object {
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

function search(store: RegionStore, filters: readonly TagFilter[], limit: number, after: string | undefined): object {
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

function page(store: RegionStore, groups: readonly ListedLogGroup[], token: string): object {
  return {
    PaginationToken: token,
    ResourceTagMappingList: groups.map((group) => ({
      ResourceARN: store.arn(group.logGroupName),
      Tags: Object.entries(group.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
}
