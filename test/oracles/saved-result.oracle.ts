import fc from 'fast-check';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import { REPORT_FORMATS, REPORTERS } from '../../scanner/reporters/index.js';
import { believed } from '../../scanner/result/agreement/index.js';
import { parseResult } from '../../scanner/result/parse.js';
import { anAgreeingResult, textOf } from '../reporters/sample-result.js';
import { damaged, damages } from './mutated/text.js';
import { changed, changesOf, ODD } from './mutated/tree.js';
import type { Oracle } from './oracle.js';

const OPTIONS = { colour: false, width: 100, categories: {} };

const saved = textOf(REPORTERS.json(anAgreeingResult(), OPTIONS));

const oracle: Oracle = {
  promise: 'a saved result that was changed, in its bytes or in its tree, is refused as bad input, or reported in every format, and never as a pass where it failed',
  property: () =>
    fc.asyncProperty(fc.array(changesOf(ODD), { maxLength: 2 }), fc.array(damages, { maxLength: 2 }), fc.constantFrom(...REPORT_FORMATS), async (changes, harm, format) => {
      const tree = changes.reduce<unknown>(changed, JSON.parse(await saved));
      const text = harm.reduce(damaged, JSON.stringify(tree));
      try {
        const result = await believed(parseResult(text, 'result.json'), 'result.json');
        await textOf(REPORTERS[format](result, OPTIONS));
        return result.summary.exitCode !== 0;
      } catch (problem) {
        if (!(problem instanceof InputMistake)) throw problem;
        return true;
      }
    }),
  few: 100,
  many: 1_200,
};

export default oracle;
