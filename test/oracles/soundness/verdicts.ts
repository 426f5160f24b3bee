import type { Level } from '../../../policypack/core/control.js';
import type { Outcome } from '../../../policypack/core/result.js';

/** A control's verdict on something. */
export interface AVerdict {
  readonly control: string;
  /** The control, and on what. */
  readonly key: string;
  readonly outcome: Outcome;
  readonly level: Level;
  readonly message: string;
}

const isOpen = ({ outcome }: AVerdict): boolean => outcome === 'unknown' || outcome === 'error';
const fails = ({ outcome }: AVerdict): boolean => outcome === 'fail';

/**
 * What was claimed while a value was not known, and does not hold once it is: that a control passes something which it fails, or
 * has nothing against it and leaves nothing open.
 */
export function brokenClaims(before: readonly AVerdict[], after: readonly AVerdict[]): string[] {
  const passed = new Set(before.filter(({ outcome }) => outcome === 'pass').map(({ key }) => key));
  const notSilent = new Set(before.filter((one) => isOpen(one) || fails(one)).map(({ control }) => control));
  return after.filter(fails).flatMap(({ key, control, message }) => {
    if (passed.has(key)) return [`passed, and then: ${key}: ${message}`];
    return notSilent.has(control) ? [] : [`nothing was said, and then: ${key}: ${message}`];
  });
}
