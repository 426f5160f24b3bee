import { isObject, type Tree } from '../../policypack/kinds/declared/property-tree.js';
import { isThere, type SinkProblem } from './fields.js';

/** The objects in an AuditSink, and their places. Source: kubernetes/api 1.18, auditregistration/v1alpha1/types.go. */
const PLACES: ReadonlyMap<string, string> = new Map([
  ['policy', 'spec.policy'],
  ['webhook', 'spec.webhook'],
  ['throttle', 'spec.webhook.throttle'],
  ['clientConfig', 'spec.webhook.clientConfig'],
]);

/** What is the sink's and stands where no API server looks for it, and is missing where one does: an indent too many or too few. */
export const misplaced = (sink: Tree): (SinkProblem & { readonly place: string })[] =>
  objectsBelow(sink, '').filter(({ place }) => !isThere(sink, place)).map(({ field, place }) => ({ field, place, problem: `no API server reads this here, its place is ${place}` }));

function objectsBelow(tree: Tree, path: string): { readonly field: string; readonly place: string }[] {
  if (!isObject(tree)) return [];
  return Object.entries(tree).flatMap(([name, value]) => {
    const field = path === '' ? name : `${path}.${name}`;
    const place = PLACES.get(name);
    // What stands below it moves with it. A label or an annotation of the name is a text.
    return place !== undefined && place !== field && isObject(value) ? [{ field, place }] : objectsBelow(value, field);
  });
}
