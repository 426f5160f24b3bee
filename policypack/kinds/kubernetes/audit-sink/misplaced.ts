import { isObject, treeAt, type Tree } from '../../declared/property-tree.js';

/** What is the sink's, and stands where no API server looks for it. */
export interface Misplaced {
  readonly field: string;
  /** Where it belongs, and is missing. */
  readonly place: string;
}

/** The objects in an AuditSink, and their places. Source: kubernetes/api 1.18, auditregistration/v1alpha1/types.go. */
const OBJECTS: ReadonlyMap<string, string> = new Map([
  ['policy', 'spec.policy'],
  ['webhook', 'spec.webhook'],
  ['throttle', 'spec.webhook.throttle'],
  ['clientConfig', 'spec.webhook.clientConfig'],
]);

/** What stands in them: names that anything may have, so that they are looked for in the spec, or beside it, alone. */
const VALUES: ReadonlyMap<string, string> = new Map([
  ['level', 'spec.policy.level'],
  ['stages', 'spec.policy.stages'],
  ['qps', 'spec.webhook.throttle.qps'],
  ['burst', 'spec.webhook.throttle.burst'],
  ['url', 'spec.webhook.clientConfig.url'],
  ['service', 'spec.webhook.clientConfig.service'],
  ['caBundle', 'spec.webhook.clientConfig.caBundle'],
]);

/** What stands elsewhere, and is missing where an API server reads it: an indent too many or too few. */
export const misplaced = (sink: Tree): Misplaced[] => standing(sink, '').filter(({ place }) => treeAt(sink, place) === undefined);

/** Says of one what is wrong with it. */
export const misplacedText = ({ place }: Misplaced): string => `no API server reads this here, its place is ${place}`;

/** What of the misplaced is missing at a place, to follow what a message says of it; empty where nothing is. */
export function standsElsewhere(all: readonly Misplaced[] | undefined, ...missing: readonly string[]): string {
  const found = (all ?? []).filter(({ place }) => missing.some((path) => isBelow(path, place) || isBelow(place, path)));
  return found.map((one) => `; ${one.field}: ${misplacedText(one)}`).join('');
}

const isBelow = (path: string, above: string): boolean => path === above || path.startsWith(`${above}.`);

function standing(tree: Tree, path: string): Misplaced[] {
  if (!isObject(tree)) return [];
  return Object.entries(tree).flatMap(([name, value]) => {
    const field = path === '' ? name : `${path}.${name}`;
    const place = isObject(value) ? (OBJECTS.get(name) ?? valuePlace(name, path)) : valuePlace(name, path);
    // What stands below it moves with it. A label or an annotation of the name is a text.
    return place !== undefined && place !== field && !isBelow(place, field) ? [{ field, place }] : standing(value, field);
  });
}

const valuePlace = (name: string, path: string): string | undefined => (path === '' || isBelow(path, 'spec') ? VALUES.get(name) : undefined);
