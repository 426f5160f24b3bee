import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { CATALOGUE } from '../../policypack/catalogue.js';
import { plan } from '../../policypack/core/evaluate.js';
import { partsOfUrn } from '../../policypack/kinds/declared/urn.js';
import type { Notice } from '../../policypack/pulumi/notice.js';
import { readShown } from '../../policypack/pulumi/resource.js';
import { Session } from '../../policypack/pulumi/session.js';
import { stackVerdicts } from '../../policypack/pulumi/verdicts.js';
import type { DeclaredForm } from '../parity/declared-form.js';
import { TODAY } from '../parity/doors.js';
import { declaredForms } from '../parity/forms.js';
import { generatedStacks, settingsFor } from '../parity/generated.js';
import { failing, notIn } from '../pulumi/failing.js';
import { UNKNOWN } from '../pulumi/resources.js';
import { changed, changesOf, ODD } from './mutated/tree.js';
import type { Oracle } from './oracle.js';

const seen = (form: DeclaredForm, properties: object) => readShown({ ...form, properties: () => properties });

/** Changes of the properties of some of the resources, by their number. */
const some = (values: readonly unknown[], maxLength: number) => fc.array(fc.tuple(fc.nat(), changesOf(values)), { maxLength });

const withChanges = (forms: readonly DeclaredForm[], part: 'inputs' | 'outputs', changes: readonly (readonly [number, Parameters<typeof changed>[1]])[]): DeclaredForm[] =>
  changes.reduce<DeclaredForm[]>((all, [which, change]) => all.map((form, index) => (index === which % all.length ? { ...form, [part]: changed(form[part], change) } : form)), [...forms]);

const oracle: Oracle = {
  promise: "every failure of a stack is told in its update, and once, whatever was unknown before creation and whatever came out otherwise",
  property: () =>
    fc.property(generatedStacks(), some([UNKNOWN], 4), some(ODD, 2), (stack, unknown, otherwise) => {
      const settings = settingsFor(stack);
      const forms = withChanges(withChanges(declaredForms(stack), 'inputs', unknown), 'outputs', otherwise);
      const session = new Session({ settings, today: TODAY });
      const notices: Notice[] = [...forms.flatMap((form) => session.resource(seen(form, form.inputs)).notices), ...session.stack(forms.map((form) => seen(form, form.outputs))).notices];
      const told = notices.flatMap((notice) => failing(notice, forms));

      const found = stackVerdicts(forms.map((form) => seen(form, form.outputs)), { plan: plan(CATALOGUE, settings, TODAY), scopes: settings.scope });
      const fails = found.filter(({ finding: { outcome } }) => outcome === 'fail' || outcome === 'error').map(({ finding, urn }) => `${finding.control} of ${urn === undefined ? 'the stack' : partsOfUrn(urn).name}`);
      deepStrictEqual(notIn(fails, told), []);
      const lines = notices.map(({ policy, urn, message }) => `${policy} ${urn ?? ''} ${message}`);
      deepStrictEqual(lines.filter((line, index) => lines.indexOf(line) !== index), []);
    }),
  few: 20,
  many: 200,
};

export default oracle;
