import type { DeclaredReader } from '../../../core/declared-resource.js';
import { isKnown, known, mapKnown } from '../../../core/known.js';
import type { Name } from '../../../core/name.js';
import { arnAt, nameAt } from '../../declared/names.js';
import { readFlag, readNumber, readText, readWhole, texts, type Tree } from '../../declared/property-tree.js';
import { bornArns } from '../place.js';
import { retention, type LogGroupFacts } from './facts.js';

/** ARNs of log groups. */
export const LOG_GROUP_ARNS = bornArns('logs', 'log-group:');

/** Reads a declared log group; `aws:` and `aws-native:` share these property names, but for the name itself. */
export const readLogGroup: DeclaredReader<LogGroupFacts> = ({ properties, propertyDependencies }) => [
  {
    id: arnAt(properties),
    name: nameOfGroup(properties),
    facts: {
      class: mapKnown(readText(properties, 'logGroupClass'), (given) => given || 'STANDARD'),
      retentionDays: mapKnown(readNumber(properties, 'retentionInDays'), retention),
      retentionPolicy: known(undefined),
      kmsKey: mapKnown(readText(properties, 'kmsKeyId'), (key) => key || undefined),
      deletionProtected: readFlag(properties, 'deletionProtectionEnabled'),
      tags: declaredTags(properties),
      kmsKeyUrns: propertyDependencies['kmsKeyId'] ?? [],
    },
    texts: texts(properties),
  },
];

/** `aws:` calls it `name`, `aws-native:` calls it `logGroupName`; once it is there, its ARN says it too. */
function nameOfGroup(tree: Tree): Name {
  const name = nameAt('log group', tree, ['name', 'logGroupName'], 'namePrefix');
  const said = isKnown(name) ? undefined : LOG_GROUP_ARNS.nameIn(arnAt(tree) ?? '');
  return said === undefined ? name : known(said);
}

// `tagsAll` carries the provider's default tags as well; aws-native writes a list of pairs.
function declaredTags(tree: Tree): LogGroupFacts['tags'] {
  const all = readWhole(tree, 'tagsAll');
  // Where those are not known, the program's own do not say all.
  const found = isKnown(all) && all.value === undefined ? readWhole(tree, 'tags') : all;
  return mapKnown(found, (tags) => {
    const pairs = Array.isArray(tags)
      ? tags.map((tag: { key?: unknown; value?: unknown }) => [tagText(tag?.key), tagText(tag?.value)])
      : Object.entries((tags as object | undefined) ?? {}).map(([key, value]) => [key, tagText(value)]);
    return Object.fromEntries(pairs) as Record<string, string>;
  });
}

/** Not `String(value)`: an object from a hostile state may bring a `toString` of its own. */
const tagText = (value: unknown): string => (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value));
