import type { Said } from '../../../../core/declared-resource.js';
import { known } from '../../../../core/known.js';
import type { Name } from '../../../../core/name.js';
import { idOf, nameMadeOf } from '../../../declared/names.js';
import type { ApiServerFacts } from '../facts.js';

/** How a report names what a part of a resource says. */
export interface Place {
  readonly id: string | undefined;
  readonly name: Name;
  readonly within?: string;
}

/** The place of an object, by its full name. */
export const placeOf = (full: Name, id: (full: string) => string, within?: string): Place => ({
  id: idOf(full, id),
  name: full,
  ...(within !== undefined && { within }),
});

/** The place of a part of an object: its id ends in `#PART`, its name in the part. */
export const placeIn = (full: Name, id: (full: string) => string, part: string, within: string | undefined): Place => ({
  id: idOf(full, (known) => `${id(known)}#${part}`),
  name: nameMadeOf(full, (text) => `${text} ${part}`),
  within: within === undefined ? part : `${within} ${part}`,
});

/** What is known of a declared kube-apiserver of the user's own. */
export type OwnServer = Required<Pick<ApiServerFacts, 'flags' | 'version'>> & Pick<ApiServerFacts, 'policy' | 'webhook' | 'mounts'>;

/** A kube-apiserver whose flags a resource declares. No text of it is judged: a ConfigMap's, or a cluster's, is not ours. */
export const declaredApiServer = (place: Place, from: string, facts: OwnServer): Said<ApiServerFacts> => ({
  ...place,
  facts: { ...facts, flagsFrom: known(from), managed: known(undefined), otherExport: known(undefined) },
  texts: [],
});
