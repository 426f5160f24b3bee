import { gap, isKnown } from '../../../../core/known.js';
import type { UnreadConfigMapFacts } from '../../unread-config-map/facts.js';
import { read, Unread, type Tree } from '../../../declared/property-tree.js';

/**
 * What of a ConfigMap is not known, and may be a file of an API server: all of it, or the value of a key. Contents in
 * base64 are not looked into.
 * @param full namespace and name
 */
export function unreadParts(tree: Tree, full: string): UnreadConfigMapFacts[] {
  const whole = (['data', 'binaryData'] as const).flatMap((field) => {
    const contents = read(tree, field);
    return isKnown(contents) ? [] : [{ why: gap(contents.gap, `${field} of ConfigMap ${full}, which may hold the audit policy,`) }];
  });
  const [first] = whole;
  if (first) return [first];
  return [
    ...entries(tree, 'data').flatMap(([key, value]) => (value instanceof Unread ? [unreadKey(key, `data.${key}`, value.reason, full)] : [])),
    ...entries(tree, 'binaryData').map(([key, value]) => unreadKey(key, `binaryData.${key}`, value instanceof Unread ? value.reason : 'unsupported', full)),
  ];
}

const unreadKey = (key: string, path: string, reason: Unread['reason'], full: string): UnreadConfigMapFacts => ({
  key,
  why: gap(reason, `${path} of ConfigMap ${full}, which may be the audit policy,`),
});

function entries(tree: Tree, field: string): [string, Tree][] {
  const contents = read(tree, field);
  const value = isKnown(contents) ? contents.value : undefined;
  return typeof value === 'object' && value !== null ? Object.entries(value as Record<string, Tree>) : [];
}
