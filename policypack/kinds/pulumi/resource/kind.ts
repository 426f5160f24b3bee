import { kind, of } from '../../../core/kind.js';
import type { Known } from '../../../core/known.js';
import type { Subject } from '../../../core/subject.js';
import { aboutDeclared } from '../about-declared.js';

/** A declared resource, and whether the live system that was read has it. */
export interface DeclaredResourceFacts {
  readonly live: Known<boolean>;
}

const resource = kind({
  id: 'pulumi.resource',
  noun: 'declared resource',
  facts: of<DeclaredResourceFacts>(),
  keep: 'all',
  comparesDeclared: true,
  docs: { judged: 'each declared resource, against the live system (scanner only)', waive: 'arn:aws:logs:*:*:log-group:ai-sandbox-*' },
});
export default resource;

/** The question whether a declared resource exists live. */
export const declaredResource = (subject: Subject, live: Known<boolean>): Subject<DeclaredResourceFacts> => aboutDeclared(resource.id, subject, { live });
