import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../policypack/core/settings.js';
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

/** What a run says: failures, and controls that it could not judge. */
function told(forms: readonly DeclaredForm[], settings: Settings, preview: boolean, shown: Shown): { failing: string[]; before: string[]; open: Set<string> } {
  const session = new Session({ settings, today: TODAY });
  session.preview = preview;
  const before = forms.flatMap((form) => seen(form, shown(form).before).flatMap((one) => session.resource(one).notices));
  const after = session.stack(forms.flatMap((form) => seen(form, shown(form).after))).notices;
  const isOpen = ({ message }: Notice): boolean => message.startsWith('not judged yet');
  const named = ({ policy, urn }: Notice): string => `${policy} of ${urn ?? 'the stack'}`;
  return {
    before: before.map(named),
    failing: [...before, ...after].filter((one) => !isOpen(one)).map(named).sort(),
    open: new Set(after.filter(isOpen).map(({ policy }) => policy)),
  };
}

const controlOf = (failing: string): string => failing.split(' ')[0] ?? '';

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

      expect(truth.failing).toEqual(expect.arrayContaining(preview.failing));
      expect([...preview.failing, ...truth.failing.filter((one) => preview.open.has(controlOf(one)))]).toEqual(expect.arrayContaining(truth.failing));
    }), TIMEOUT);

  it.each([['a preview', true], ['an update', false]])('that %s leaves out is not judged, nor is what rests on it', (_, preview) =>
    check(({ forms, settings, isChosen }) => {
      const isLeftOut = (form: DeclaredForm): boolean => isChosen(form) && !overrides(form);
      const leftOut = new Set(forms.filter(isLeftOut).map(({ urn }) => urn));
      const truth = told(forms, settings, false, whole);
      const targeted = told(forms, settings, preview, (form) => (isLeftOut(form) ? { before: {}, after: {} } : whole(form)));

      expect(truth.failing).toEqual(expect.arrayContaining(targeted.failing));
      expect(targeted.failing.filter((one) => [...leftOut].some((urn) => one.endsWith(urn)))).toEqual([]);
      const rest = truth.failing.filter((one) => ![...leftOut].some((urn) => one.endsWith(urn)));
      expect([...targeted.failing, ...rest.filter((one) => targeted.open.has(controlOf(one)))]).toEqual(expect.arrayContaining(rest));
    }), TIMEOUT);

  it('that a preview does not show yet is not held to be absent', () =>
    check(({ forms, settings, isChosen }) => {
      const isMissing = (form: DeclaredForm): boolean => isChosen(form) && !overrides(form);
      const truth = told(forms, settings, false, whole);
      const preview = told([...forms, PENDING], settings, true, (form) => (isMissing(form) ? {} : whole(form)));

      expect(truth.failing).toEqual(expect.arrayContaining(preview.failing));
    }), TIMEOUT);

  it('fails what it lacks where a preview knows all that there is', () =>
    check(({ forms, settings }) => {
      expect(told(forms, settings, true, whole).failing).toEqual(told(forms, settings, false, whole).failing);
    }), TIMEOUT);
});
