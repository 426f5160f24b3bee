import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selfSigned } from '../rig/certificate.js';
import type { Settings } from '../../policypack/core/settings.js';
import { settingsOf } from '../pulumi/in-process.js';
import { liveVerdicts, packVerdicts, packViolations, stateVerdicts, type Verdicts } from './doors.js';
import { declaredForms, liveForm } from './forms.js';
import { stacks, type AStack } from './stacks.js';

const STACKS = 1000;
/** The same stacks in every run; on a busy machine a thousand take a minute or two. */
const SEED = 20260601;
const TIMEOUT = 300_000;

const base64 = (pem: string): string => Buffer.from(pem).toString('base64');
const generated = stacks({
  current: base64(selfSigned({ notBefore: new Date('2026-01-01'), notAfter: new Date('2027-01-01') }).certificate),
  expired: base64(selfSigned({ notBefore: new Date('2025-01-01'), notAfter: new Date('2026-01-01') }).certificate),
});

const settings = new Map<object, Settings>();

/** A configuration is shared by many stacks, and validated once. */
function settingsFor({ configuration }: AStack): Settings {
  const known = settings.get(configuration) ?? settingsOf({ logproof: JSON.stringify(configuration) });
  settings.set(configuration, known);
  return known;
}

/** Controls that only a scan, or only a deployment, can judge. */
const ONE_SIDED = /^(audit-sink-effective|declared-resource-present|waiver-)/;
/** Services and streams are read live for their ports and presence, not for their texts. */
const UNREAD_TEXTS = /^placeholder-value of (\/Service\/|urn:)/;
/** A place is named as what it is, a text by its path there: the words differ, the outcome does not. */
const OWN_WORDS = /^placeholder-value | of the place$/;

/** What both doors know. A Service that the stack does not create is looked for in the cluster only. */
function common(verdicts: Verdicts, other: Verdicts): Verdicts {
  return Object.fromEntries(
    Object.entries(verdicts)
      .filter(([key]) => !ONE_SIDED.test(key) && !UNREAD_TEXTS.test(key))
      .filter(([key, verdict]) => !`${verdict} ${other[key]}`.includes('not-applicable: the stack does not create service'))
      .map(([key, verdict]) => [key, OWN_WORDS.test(key) ? (verdict.split(':')[0] ?? '') : verdict]),
  );
}

describe(`${STACKS} generated stacks`, () => {
  it('are judged alike by the policy pack, from the state, and live', async () => {
    await fc.assert(
      fc.asyncProperty(generated, async (stack) => {
        const inForce = settingsFor(stack);
        const pack = packVerdicts(stack, inForce);

        const state = await stateVerdicts(stack, inForce);
        const live = await liveVerdicts(liveForm(stack), inForce);

        expect(pack).toEqual(state);
        expect(common(live, pack)).toEqual(common(pack, live));
      }),
      { numRuns: STACKS, seed: SEED },
    );
  }, TIMEOUT);

  it('are refused by the two stages of an up exactly where the verdicts say', () => {
    fc.assert(
      fc.property(generated, (stack) => {
        const inForce = settingsFor(stack);
        const failing = Object.entries(packVerdicts(stack, inForce)).filter(([, verdict]) => verdict.startsWith('fail'));

        const told = packViolations(stack, inForce);

        expect(told.map((line) => line.split(' ')[0]).sort()).toEqual(failing.map(([key]) => key.split(' ')[0]).sort());
        expect(told.every((line) => line.includes('the stack') || declaredForms(stack).some(({ urn }) => line.includes(urn)))).toBe(true);
      }),
      { numRuns: STACKS, seed: SEED },
    );
  }, TIMEOUT);
});
