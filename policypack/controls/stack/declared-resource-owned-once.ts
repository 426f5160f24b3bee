import { control, fail, noParams, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import declaration from '../../kinds/pulumi/declaration/kind.js';

/** So many stacks are named: a person looks for the first. */
const NAMED = 5;

export default control({
  id: 'declared-resource-owned-once',
  title: 'What a stack declares no other stack declares',
  subject: declaration,
  severity: 'medium',
  level: 'advisory',
  rationale: 'Two stacks that declare one resource overwrite each other: what it is depends on which of them was deployed last.',
  remediation:
    'Keep the resource in one stack: remove it from the other by pulumi state delete, and read it there by .get. Where two files are exports of one stack, give the newer one alone.',
  references: { 'nist-800-53-r5': ['CM-6'], 'iso-27001': ['A.8.9'] },
  params: noParams,
  check({ others }) {
    const also = need(others);
    if (also.length === 0) return pass('declared by this stack alone');
    const more = also.length > NAMED ? ` and ${also.length - NAMED} more` : '';
    return fail(`declared by ${also.slice(0, NAMED).join(', ')}${more} too, one stack required`, { others: also.slice(0, NAMED) });
  },
});
