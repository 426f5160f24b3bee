import { isKnown, known, type Known } from './known.js';
import { matcher } from './glob.js';
import type { LogGroupScope } from './settings.js';
import type { LogGroupFacts } from '../kinds/aws/log-group/facts.js';

/** Whether a log group counts. A group whose tags were not read, and matter, may count: that is a gap. */
export type InScope = (group: { readonly name: string; readonly facts: Pick<LogGroupFacts, 'tags'> }) => Known<boolean>;

const YES = known(true);
const NO = known(false);

/** Compiles `scope.logGroups`: included (default: all), not excluded, and with every tag. */
export function logGroupScope({ include, exclude, tags }: LogGroupScope): InScope {
  const included = include.length === 0 ? () => true : matcher(include);
  const excluded = matcher(exclude);
  const wanted = Object.entries(tags);
  return ({ name, facts }) => {
    if (!included(name) || excluded(name)) return NO;
    if (wanted.length === 0) return YES;
    if (!isKnown(facts.tags)) return facts.tags;
    const has = facts.tags.value;
    return wanted.every(([key, value]) => has[key] === value) ? YES : NO;
  };
}
