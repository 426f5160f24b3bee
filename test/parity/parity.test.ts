import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTROLS } from '../../policypack/controls/index.js';
import { liveVerdicts, packVerdicts, packViolations, stateVerdicts, type Verdicts } from './doors.js';
import { declaredForms, liveForm } from './forms.js';
import { generatedStacks, SEED, settingsFor } from './generated.js';

const STACKS = 1000;
/** On a busy machine a thousand stacks take a minute or two. */
const TIMEOUT = 300_000;

const generated = generatedStacks();

/** Controls that only a scan, or only a deployment, can judge. */
const ONE_SIDED = /^(api-server-audit-(live|replicas-agree)|audit-sink-effective|declared-resource-|waiver-|ai-workload-|audit-delivery-)/;
/** A host's files are given to a scan, or declared: which of them is known differs. EKS tells a scan nothing. */
const OWN_FILES = /^api-server-audit-(policy-|webhook-tls)|eks.*Cluster::/;
/** Services and streams are read live for their ports and presence, not for their texts. */
const UNREAD_TEXTS = /^placeholder-value of (\/Service\/|urn:|aws:|the place)/;
/** A place is named as what it is, a text by its path there: the words differ, the outcome does not. */
const OWN_WORDS = /^placeholder-value | of the place$/;

/** Whether presence is asked for depends on what a program declares, or on what runs. */
const ASKED = /^(audit-sink|log-group)-present of the place$/;
/** Whoever writes to a group makes its stream: a deployment asks for it only where it is told to. */
const LEFT_TO_WRITER = /not-applicable: who writes there/;

/** What both doors know. A Service that the stack does not create is looked for in the cluster only. */
function common(verdicts: Verdicts, other: Verdicts): Verdicts {
  return Object.fromEntries(
    Object.entries(verdicts)
      .filter(([key]) => !ONE_SIDED.test(key) && !OWN_FILES.test(key) && !UNREAD_TEXTS.test(key) && !ASKED.test(key))
      .filter(([key, verdict]) => !LEFT_TO_WRITER.test(`${verdict} ${other[key]}`))
      .filter(
        ([key, verdict]) => !/not-applicable: the stack does not (create service|declare )|which nobody declares or reads/.test(`${verdict} ${other[key]}`),
      )
      .map(([key, verdict]) => [key, OWN_WORDS.test(key) ? (verdict.split(':')[0] ?? '') : verdict]),
  );
}

/** A stack without resources is there for the engine, and nothing to judge in a state: neither asks it for anything. */
const asked = (verdicts: Verdicts): Verdicts => Object.fromEntries(Object.entries(verdicts).filter(([key, verdict]) => !(ASKED.test(key) && verdict.startsWith('not-applicable'))));

/** Outcomes that the stacks have met, by control: parity of what never happens proves nothing. */
const met = new Map<string, Set<string>>();

function note(verdicts: Verdicts): void {
  for (const [key, verdict] of Object.entries(verdicts)) {
    const control = key.split(' ')[0] ?? '';
    met.set(control, (met.get(control) ?? new Set()).add(verdict.split(':')[0] ?? ''));
  }
}

describe(`${STACKS} generated stacks`, () => {
  it(
    'are judged alike by the policy pack, from the state, and live',
    async () => {
      await fc.assert(
        fc.asyncProperty(generated, async (stack) => {
          const inForce = settingsFor(stack);
          const pack = packVerdicts(stack, inForce);

          const state = await stateVerdicts(stack, inForce);
          const live = await liveVerdicts(liveForm(stack), inForce);

          expect(asked(pack)).toEqual(asked(state));
          expect(common(live, pack)).toEqual(common(pack, live));
          note(pack);
        }),
        { numRuns: STACKS, seed: SEED },
      );

      const judged = CONTROLS.map(({ id }) => id).filter((id) => !ONE_SIDED.test(id) && id !== 'api-server-audit-webhook-tls');
      expect(judged.filter((id) => !met.get(id)?.has('pass') || !met.get(id)?.has('fail'))).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    'are refused by the two stages of an up exactly where the verdicts say',
    () => {
      fc.assert(
        fc.property(generated, (stack) => {
          const inForce = settingsFor(stack);
          const verdicts = Object.entries(packVerdicts(stack, inForce));
          const controlsOf = (outcome: string) =>
            verdicts.filter(([, verdict]) => verdict.startsWith(outcome)).map(([key]) => key.split(' ')[0]);

          const told = packViolations(stack, inForce);

          // What the stack's check finds, and what nothing settles, is told once for each control.
          expect(new Set(told.map((line) => line.split(' ')[0]))).toEqual(new Set([...controlsOf('fail'), ...controlsOf('unknown')]));
          expect(
            told.every(
              (line) => line.includes('the stack') || declaredForms(stack).some(({ urn }) => line.includes(urn)),
            ),
          ).toBe(true);
        }),
        { numRuns: STACKS, seed: SEED },
      );
    },
    TIMEOUT,
  );
});
