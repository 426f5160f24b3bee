import { partsOfUrn } from '../../policypack/kinds/declared/urn.js';
import type { Notice } from '../../policypack/pulumi/notice.js';
import type { DeclaredForm } from '../parity/declared-form.js';

/** What fails, as `control of resource`, by what a run says of it. */
export type Failing = readonly string[];

/** Which control failed of which resource: of several resources one line is told, that names the first few. */
export function failing({ policy, urn, message }: Notice, forms: readonly DeclaredForm[]): string[] {
  if (urn !== undefined) return [`${policy} of ${partsOfUrn(urn).name}`];
  const said = message.split('\n').filter((line) => !/^(Fix|Why, )/.test(line)).join('; ');
  const parts = new Set(said.split(/[:;,] | and /));
  const named = [...new Set(forms.flatMap(({ name }) => (parts.has(name) ? [name] : [])))];
  return [...(named.length > 0 ? named : ['the stack']), ...(/\band \d+ more/.test(said) ? [MORE] : [])].map((of) => `${policy} of ${of}`);
}
const MORE = 'more';

/** Of which control it is. */
export const controlOf = (failing: string): string => failing.split(' ')[0] ?? '';
/** Of which resource. */
export const resourceOf = (failing: string): string => failing.slice(failing.indexOf(' of ') + 4);

/** What one run says and the other does not, in the names that it says. */
export const notIn = (one: Failing, other: Failing): Failing =>
  one.filter((named) => resourceOf(named) !== MORE && !other.includes(named) && !other.includes(`${controlOf(named)} of ${MORE}`));
