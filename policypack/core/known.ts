/**
 * Why a value is not known. `preview`: the Pulumi engine does not know it before creation; `forbidden`, `unreachable`,
 * `throttled`, `cut-off`: the read was denied, failed, refused for its rate, or ended early; `unsupported`: the server
 * or the format cannot tell (an encrypted secret, an operation that a test server lacks).
 */
export type GapReason = 'preview' | 'forbidden' | 'unreachable' | 'throttled' | 'unsupported' | 'cut-off';

/** A value that could not be read, and the place or call that would have told it. */
export interface Gap {
  readonly gap: GapReason;
  /** What was asked: an API operation, a property path. Never a value. */
  readonly via: string;
}

/** A value, or the reason why it is missing. Absent (`{ value: undefined }`) and unknown are two things. */
export type Known<T> = { readonly value: T } | Gap;

/** Wraps a value that was read. */
export const known = <T>(value: T): Known<T> => ({ value });

/** Says that a value was not read. */
export const gap = (reason: GapReason, via: string): Gap => ({ gap: reason, via });

/** Whether the value was read. */
export const isKnown = <T>(fact: Known<T>): fact is { readonly value: T } => 'value' in fact;

/** Raised by {@link need}; the engine records the outcome `unknown` for the control that needed the value. */
export class UnknownFact extends Error {
  constructor(readonly missing: Gap) {
    super(`${missing.via} is not known (${missing.gap})`);
    this.name = 'UnknownFact';
  }
}

/**
 * The value, or the end of this check: a control that needs what was not read cannot pass by accident.
 * @throws UnknownFact when the value is not known
 */
export function need<T>(fact: Known<T>): T {
  if ('value' in fact) return fact.value;
  throw new UnknownFact(fact);
}

/** Applies a pure function to a known value; a gap stays what it is. */
export const mapKnown = <T, U>(fact: Known<T>, change: (value: T) => U): Known<U> =>
  'value' in fact ? { value: change(fact.value) } : fact;
