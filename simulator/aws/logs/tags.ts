import { AwsError, constraint, invalidParameter, notFound } from '../aws-error.js';
import { requiredText, type Input } from '../input.js';
import { logOperations } from './service.js';
import type { LogStore } from './store.js';

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

/** The operations over a log group's tags. */
export default logOperations({
  ListTagsForResource: listTagsForResource,
  TagResource: tagResource,
  UntagResource: untagResource,
});

function listTagsForResource(store: LogStore, input: Input): object {
  return { tags: store.readLogGroup(taggedName(store, input)).tags };
}

function tagResource(store: LogStore, input: Input): object {
  const group = store.logGroup(taggedName(store, input));
  const tags = readTags({ ...group.tags, ...readTags(input.tags) });
  Object.assign(group.tags, tags);
  return {};
}

function untagResource(store: LogStore, input: Input): object {
  const { tags } = store.logGroup(taggedName(store, input));
  for (const key of (input.tagKeys ?? []) as string[]) delete tags[key];
  return {};
}

// The tagging operations take the ARN without the trailing `:*` (AWS, TagResource).
function taggedName(store: LogStore, input: Input): string {
  const arn = requiredText(input, 'resourceArn');
  if (!arn.startsWith('arn:')) throw invalidParameter('Invalid Resource ARN');
  if (arn.endsWith(':*')) throw notFound('resource');
  return store.nameOf(arn);
}
