import type { DeclaredReader } from '../../../core/declared-resource.js';
import { isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import { textOr } from '../../declared/objects.js';
import { readFlag, readNumber, readText, readWhole, texts, type Tree } from '../../declared/property-tree.js';
import { retention, type LogGroupFacts } from './facts.js';

/** Reads a declared log group; `aws:` and `aws-native:` share these property names, but for the name itself. */
export const readLogGroup: DeclaredReader<LogGroupFacts> = ({ urn, name, properties, propertyDependencies }) => [
  {
    id: textOr(mapKnown(readText(properties, 'arn'), (arn) => arn?.replace(/:\*$/, '')), urn),
    name: textOr(readText(properties, 'name'), textOr(readText(properties, 'logGroupName'), name)),
    facts: {
      class: mapKnown(readText(properties, 'logGroupClass'), (given) => given || 'STANDARD'),
      retentionDays: mapKnown(readNumber(properties, 'retentionInDays'), retention),
      retentionPolicy: known(undefined),
      kmsKey: mapKnown(readText(properties, 'kmsKeyId'), (key) => key || undefined),
      deletionProtected: readFlag(properties, 'deletionProtectionEnabled'),
      tags: declaredTags(properties),
      givenName: givenName(properties),
      kmsKeyUrns: propertyDependencies['kmsKeyId'] ?? [],
      region: readText(properties, 'region'),
    },
    texts: texts(properties),
  },
];

/** `aws:` calls it `name`, `aws-native:` calls it `logGroupName`. */
function givenName(tree: Tree): Known<string | undefined> {
  const name = readText(tree, 'name');
  return isKnown(name) && name.value === undefined ? readText(tree, 'logGroupName') : name;
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
