import { kind, of } from '../../../core/kind.js';
import { known, type Known } from '../../../core/known.js';
import type { Subject } from '../../../core/subject.js';
import { aboutDeclared } from '../about-declared.js';

/** A resource as one stack declares it, and who else does. */
export interface DeclarationFacts {
  /** The other stacks of the run that declare the same resource, sorted. */
  readonly others: Known<readonly string[]>;
}

const declaration = kind({
  id: 'pulumi.declaration',
  noun: 'declaration',
  facts: of<DeclarationFacts>(),
  keep: 'all',
  // A state that was not read may declare any of them too.
  lostWith: ['pulumi.stack'],
  docs: { judged: 'each declared log group and audit sink, where several states are read (scanner only)', waive: 'arn:aws:logs:*:*:log-group:ai-sandbox-*' },
});
export default declaration;

/** A resource as its stack declares it, with the other stacks that declare it too. */
export const declarationOf = (subject: Subject, others: readonly string[]): Subject<DeclarationFacts> => aboutDeclared(declaration.id, subject, { others: known(others) });
