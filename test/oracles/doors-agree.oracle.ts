import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import type { DeclaredForm } from '../parity/declared-form.js';
import { packVerdictsOf, stateVerdictsOf } from '../parity/doors.js';
import { declaredForms, stateOf } from '../parity/forms.js';
import { generatedStacks, settingsFor } from '../parity/generated.js';
import { changed, changesOf, MARKS, ODD } from './mutated/tree.js';
import type { Oracle } from './oracle.js';

/** Whether a place is asked for anything depends on whether there is anything: the engine shows an empty stack, a state is not read for it. */
const isAsked = ([key, verdict]: [string, string]): boolean => !(/^(audit-sink|log-group)-present of the place$/.test(key) && verdict.startsWith('not-applicable'));
/** Of several things that are not known, each door names the one that it meets first. */
const said = ([key, verdict]: [string, string]): [string, string] => [key, verdict.startsWith('unknown: ') ? 'unknown' : verdict];
const asked = (verdicts: Readonly<Record<string, string>>): object => Object.fromEntries(Object.entries(verdicts).filter(isAsked).map(said));

/**
 * A state has inputs too, and takes what outputs lack from them: the engine shows one of both. Of what it shows without a single
 * property nothing is known, while a state says that there is none: Pulumi's own list of defaults is always there.
 */
const madeAs = (form: DeclaredForm, properties: object): DeclaredForm => ({ ...form, inputs: { ...properties, __defaults: [] }, outputs: { ...properties, __defaults: [] } });

const oracle: Oracle = {
  promise: 'a stack is judged alike by the policy pack and from its state, whatever odd values its resources hold',
  property: () =>
    fc.asyncProperty(generatedStacks(), fc.array(fc.tuple(fc.nat(), changesOf([...ODD, ...MARKS])), { maxLength: 3 }), async (stack, changes) => {
      const forms = changes.reduce((all, [which, change]) => all.map((form, index) => (index === which % all.length ? madeAs(form, changed(form.outputs, change)) : form)), declaredForms(stack).map((form) => madeAs(form, form.outputs)));
      const settings = settingsFor(stack);
      // A state is JSON: what a number is not there, it is nowhere.
      const shown = JSON.parse(JSON.stringify(forms)) as typeof forms;
      deepStrictEqual(asked(packVerdictsOf(shown, settings)), asked(await stateVerdictsOf(stateOf(shown), settings)));
    }),
  few: 25,
  many: 300,
};

export default oracle;
