import type { Said } from '../../../../core/declared-resource.js';
import { known } from '../../../../core/known.js';
import type { ApiServerFacts } from '../facts.js';

/** How a report names what a part of a resource says. */
export interface Place {
  readonly id: string;
  readonly name: string;
}

/** What is known of a declared kube-apiserver of the user's own. */
export type OwnServer = Required<Pick<ApiServerFacts, 'flags' | 'version'>> & Pick<ApiServerFacts, 'policy' | 'webhook'>;

/** A kube-apiserver whose flags a resource declares. No text of it is judged: a ConfigMap's, or a cluster's, is not ours. */
export const declaredApiServer = ({ id, name }: Place, from: string, facts: OwnServer): Said<ApiServerFacts> => ({
  id,
  name,
  facts: { ...facts, flagsFrom: known(from), managed: known(undefined), otherExport: known(undefined) },
  texts: [],
});
