import { gap, known, type Gap, type Known } from '../../../../policypack/core/known.js';
import type { LogGroupFacts } from '../../../../policypack/kinds/aws/log-group/facts.js';
import type { Failure } from '../../failure.js';
import { prefetched } from '../../pages.js';

/** One page of GetResources; the last one's token is empty. */
export interface TagPage {
  readonly PaginationToken?: string | undefined;
  readonly ResourceTagMappingList?:
    | readonly {
        readonly ResourceARN?: string | undefined;
        readonly Tags?:
          readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined;
      }[]
    | undefined;
}

/** What tags are known to be, by log group name. */
export type TagsOf = (logGroupName: string) => Known<Readonly<Record<string, string>>>;

/** Says that tags were not asked for, since the scope does not select by them. */
export const tagsNotAsked: TagsOf = () => gap('unsupported', 'tags, which the scope does not ask for,');

/** The filters that make the server return matching groups only. An empty value cannot be filtered by: any value comes. */
export const tagFilters = (wanted: Readonly<Record<string, string>>) =>
  Object.entries(wanted).map(([Key, value]) => ({ Key, ...(value !== '' && { Values: [value] }) }));

/**
 * Reads which groups carry the wanted tags, in bulk, and holds their names alone. A group that is not among them is
 * known not to match; its other tags were not asked for and are not shown.
 * @returns how to look a group's tags up, and what could not be read
 */
export async function readTags(
  wanted: Readonly<Record<string, string>>,
  ask: (token: string | undefined) => Promise<TagPage>,
  explain: (error: unknown, begun: boolean) => Failure,
): Promise<{ readonly tagsOf: TagsOf; readonly failure?: Failure }> {
  const matching = new Set<string>();
  const matched = known(wanted);
  let begun = false;
  try {
    for await (const { page } of prefetched(async (token) => asTokenPage(await ask(token)))) {
      begun = true;
      for (const name of matchingNames(page, wanted)) matching.add(name);
    }
    return { tagsOf: (name) => (matching.has(name) ? matched : NONE) };
  } catch (problem) {
    const failure = explain(problem, begun);
    const missing: Gap = gap(failure.reason, 'whether the group has the tags of the scope (GetResources)');
    return { tagsOf: (name) => (matching.has(name) ? matched : missing), failure };
  }
}

const NONE: LogGroupFacts['tags'] = known({});

const asTokenPage = (page: TagPage) => ({ page, nextToken: page.PaginationToken });

function* matchingNames(page: TagPage, wanted: Readonly<Record<string, string>>): Generator<string> {
  for (const { ResourceARN = '', Tags = [] } of page.ResourceTagMappingList ?? []) {
    const has = (key: string, value: string): boolean =>
      Tags.some((tag) => tag.Key === key && (tag.Value ?? '') === value);
    const name = /:log-group:([^:]+)/.exec(ResourceARN)?.[1];
    if (name !== undefined && Object.entries(wanted).every(([key, value]) => has(key, value))) yield name;
  }
}
