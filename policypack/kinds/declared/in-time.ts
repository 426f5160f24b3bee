import { FOR_ONE, isHeavy, Late, within } from '../../core/deadline.js';
import type { DeclaredResource } from '../../core/declared-resource.js';
import type { Fact } from '../../core/fact.js';
import type { KindTable } from '../../core/kind-table.js';
import { Unread } from './property-tree.js';

/**
 * What a resource says, at both doors. One that takes too long to read, or nests so that reading it runs out of stack, is unread
 * whole: it is there, nothing is known of it, and every other resource is judged.
 */
export function factsInTime(kinds: KindTable, resource: DeclaredResource, scope: string): Fact[] {
  try {
    return isHeavy(resource.properties) ? within(FOR_ONE, () => kinds.factsOf(resource, scope)) : kinds.factsOf(resource, scope);
  } catch (problem) {
    if (!(problem instanceof Late) && !(problem instanceof RangeError)) throw problem;
    return kinds.factsOf({ ...resource, properties: new Unread('cut-off', `reading which was stopped after ${FOR_ONE} ms`) }, scope);
  }
}
