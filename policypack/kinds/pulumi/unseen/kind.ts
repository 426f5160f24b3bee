import type { Fact } from '../../../core/fact.js';
import { kind, of } from '../../../core/kind.js';
import { isDeclaredBy } from '../../declared/types.js';
import type { UnseenFacts } from './facts.js';

const unseen = kind({
  id: 'pulumi.unseen',
  noun: 'resource that the engine does not show',
  facts: of<UnseenFacts>(),
  keep: 'all',
  // It leaves open what is beside it, and is no subject.
  judged: 'never',
  hides: ({ types, why }, other) => (isDeclaredBy(other, types) ? why : undefined),
  docs: { judged: 'nothing: it is not shown', waive: 'name-*' },
});
export default unseen;

/** The fact that a stack has, or may have, resources of these types that are not shown. */
export const unseenFact = (scope: string, facts: UnseenFacts): Fact<UnseenFacts> => ({
  type: 'fact',
  kind: unseen.id,
  id: `${scope} ${facts.why.via}`,
  name: facts.why.via,
  origin: 'declared',
  scope,
  facts,
  texts: [],
});
