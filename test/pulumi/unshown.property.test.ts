import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../policypack/core/settings.js';
import { partsOfUrn } from '../../policypack/kinds/declared/urn.js';
import type { Notice } from '../../policypack/pulumi/notice.js';
import { readShown, type SeenResource } from '../../policypack/pulumi/resource.js';
import { Session } from '../../policypack/pulumi/session.js';
import type { DeclaredForm } from '../parity/declared-form.js';
import { TODAY } from '../parity/doors.js';
import { declaredForms } from '../parity/forms.js';
import { generatedStacks, SEED, settingsFor } from '../parity/generated.js';
import { UNKNOWN } from './resources.js';

const STACKS = 100;
const TIMEOUT = 120_000;

/** What of each resource the engine shows before it is made, and in the stack's check; nothing where it shows no such resource. */
type Shown = (form: DeclaredForm) => { readonly before?: object; readonly after?: object };

const whole: Shown = ({ inputs, outputs }) => ({ before: inputs, after: outputs });

const seen = (form: DeclaredForm, properties: object | undefined): SeenResource[] =>
  properties === undefined ? [] : [readShown({ ...form, properties: () => properties })];

/** What fails, as `control of resource`, by what a run says of it. */
type Failing = readonly string[];

/** Which control failed of which resource: of several resources one line is told, that names the first few. */
function failing({ policy, urn, message }: Notice, forms: readonly DeclaredForm[]): string[] {
  if (urn !== undefined) return [`${policy} of ${partsOfUrn(urn).name}`];
  const said = message.split('\n').filter((line) => !/^(Fix|Why, )/.test(line)).join('; ');
  const parts = new Set(said.split(/[:;,] | and /));
  const named = [...new Set(forms.flatMap(({ name }) => (parts.has(name) ? [name] : [])))];
  return [...(named.length > 0 ? named : ['the stack']), ...(/\band \d+ more/.test(said) ? [MORE] : [])].map((of) => `${policy} of ${of}`);
}
const MORE = 'more';

/** What a run says: failures, and controls that it could not judge. */
function told(forms: readonly DeclaredForm[], settings: Settings, preview: boolean, shown: Shown): { failing: Failing; open: (failing: string) => boolean } {
  const session = new Session({ settings, today: TODAY });
  session.preview = preview;
  const before = forms.flatMap((form) => seen(form, shown(form).before).flatMap((one) => session.resource(one).notices));
  const { notices: after, remarks } = session.stack(forms.flatMap((form) => seen(form, shown(form).after)));
  const isOpen = ({ message }: Notice): boolean => message.startsWith('not judged yet');
  const open = new Set(after.filter(isOpen).map(({ policy }) => policy));
  return {
    failing: [...new Set([...before, ...after].filter((one) => !isOpen(one)).flatMap((one) => failing(one, forms)))].sort(),
    open: (one) => open.has(controlOf(one)) || remarks.some((remark) => remark.includes(` ${controlOf(one)} (`)),
  };
}

const controlOf = (failing: string): string => failing.split(' ')[0] ?? '';
const resourceOf = (failing: string): string => failing.slice(failing.indexOf(' of ') + 4);

/** What one run says and the other does not, in the names that it says. */
const notIn = (one: Failing, other: Failing): Failing =>
  one.filter((named) => resourceOf(named) !== MORE && !other.includes(named) && !other.includes(`${controlOf(named)} of ${MORE}`));

/** A stack, and a half of it by chance; the stack itself is always shown. */
const halved = fc.record({ stack: generatedStacks(), half: fc.infiniteStream(fc.boolean()) }).map(({ stack, half }) => {
  const forms = declaredForms(stack);
  const chosen = new Set(forms.filter(({ type }) => type !== 'pulumi:pulumi:Stack').flatMap(({ urn }) => (half.next().value ? [urn] : [])));
  return { forms, settings: settingsFor(stack), isChosen: ({ urn }: DeclaredForm): boolean => chosen.has(urn) };
});

/** What only overrides counts as absent until it is shown: what it would have overridden is refused, and an order of creation mends it. */
const overrides = ({ type }: DeclaredForm): boolean => /logAccountPolicy|AccountPolicy/.test(type);

/** A resource whose output comes with its creation. */
const PENDING: DeclaredForm = { type: 'aws:s3/bucket:Bucket', name: 'b', urn: 'urn:pulumi:dev::shop::aws:s3/bucket:Bucket::b', inputs: {}, outputs: { arn: UNKNOWN }, propertyDependencies: {} };

describe(`any part of ${STACKS} generated stacks`, () => {
  const check = (property: (stack: { forms: DeclaredForm[]; settings: Settings; isChosen: (form: DeclaredForm) => boolean }) => void): void =>
    fc.assert(fc.property(halved, property), { numRuns: STACKS, seed: SEED });

  it('that a preview shows without outputs is judged by its inputs: no worse, and no failure is lost but one that is said to be open', () =>
    check(({ forms, settings, isChosen }) => {
      const truth = told(forms, settings, false, whole);
      const preview = told(forms, settings, true, (form) => (isChosen(form) ? { before: form.inputs, after: {} } : whole(form)));

      expect(notIn(preview.failing, truth.failing)).toEqual([]);
      expect(notIn(truth.failing, preview.failing).filter((one) => !preview.open(one))).toEqual([]);
    }), TIMEOUT);

  it.each([['a preview', true], ['an update', false]])('that %s leaves out is not judged, nor is what rests on it', (_, preview) =>
    check(({ forms, settings, isChosen }) => {
      const isLeftOut = (form: DeclaredForm): boolean => isChosen(form) && !overrides(form);
      const alike = (one: string): DeclaredForm[] => forms.filter(({ name }) => name === resourceOf(one));
      const truth = told(forms, settings, false, whole);
      const targeted = told(forms, settings, preview, (form) => (isLeftOut(form) ? { before: {}, after: {} } : whole(form)));

      expect(notIn(targeted.failing, truth.failing)).toEqual([]);
      // Two may have one name.
      expect(targeted.failing.filter((one) => alike(one).length > 0 && alike(one).every(isLeftOut))).toEqual([]);
      const rest = truth.failing.filter((one) => !alike(one).some(isLeftOut));
      expect(notIn(rest, targeted.failing).filter((one) => !targeted.open(one))).toEqual([]);
    }), TIMEOUT);

  it('that a preview does not show yet is not held to be absent', () =>
    check(({ forms, settings, isChosen }) => {
      const isMissing = (form: DeclaredForm): boolean => isChosen(form) && !overrides(form);
      const truth = told(forms, settings, false, whole);
      const preview = told([...forms, PENDING], settings, true, (form) => (isMissing(form) ? {} : whole(form)));

      expect(notIn(preview.failing, truth.failing)).toEqual([]);
    }), TIMEOUT);

  it('fails what it lacks where a preview knows all that there is', () =>
    check(({ forms, settings }) => {
      const [preview, up] = [true, false].map((dryRun) => told(forms, settings, dryRun, whole).failing) as [Failing, Failing];

      expect([notIn(preview, up), notIn(up, preview)]).toEqual([[], []]);
    }), TIMEOUT);
});
