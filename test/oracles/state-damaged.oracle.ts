import fc from 'fast-check';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import { stateVerdictsOf } from '../parity/doors.js';
import { stateForm } from '../parity/forms.js';
import { generatedStacks, settingsFor } from '../parity/generated.js';
import { damaged, damages } from './mutated/text.js';
import { changed, changesOf, MARKS, ODD } from './mutated/tree.js';
import type { Oracle } from './oracle.js';

/** Milliseconds for one state of a few resources, on a machine that does something else too. */
const LONGEST = 5_000;

const oracle: Oracle = {
  promise: 'a state that is damaged, in its bytes or in its tree, is refused with its place or judged, and soon',
  property: () =>
    fc.asyncProperty(generatedStacks(), fc.array(changesOf([...ODD, ...MARKS]), { maxLength: 3 }), fc.array(damages, { maxLength: 3 }), async (stack, changes, harm) => {
      const tree = changes.reduce<unknown>(changed, JSON.parse(stateForm(stack)));
      const text = harm.reduce(damaged, JSON.stringify(tree));
      const begun = performance.now();
      try {
        await stateVerdictsOf(text, settingsFor(stack));
      } catch (problem) {
        if (!(problem instanceof InputMistake)) throw problem;
      }
      return performance.now() - begun < LONGEST;
    }),
  few: 60,
  many: 700,
};

export default oracle;
