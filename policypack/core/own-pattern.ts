import { Late, within } from './deadline.js';
import { gap, known, type Known } from './known.js';

/** Milliseconds for all texts of one thing. */
const DEADLINE = 250;
/** Things on which the same expressions took too long before they are tried on no other: a run of a million things ends too. */
const MOST_LATE = 8;

const late = new Map<string, number>();

/** Whether a text is a regular expression. */
export function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}

/**
 * Which of some texts match one of the user's own regular expressions. Whoever writes one does not choose the texts, and may not know
 * that it takes for ever on some: what it takes too long for is not known.
 */
export function matchesOf(patterns: readonly string[], texts: readonly string[]): Known<ReadonlySet<string>> {
  if (patterns.length === 0 || texts.length === 0) return known(new Set());
  const key = JSON.stringify(patterns);
  const before = late.get(key) ?? 0;
  if (before >= MOST_LATE) return TOO_LONG;
  const compiled = patterns.map((pattern) => new RegExp(pattern));
  try {
    return known(within(DEADLINE, () => new Set(texts.filter((text) => compiled.some((pattern) => pattern.test(text))))));
  } catch (problem) {
    if (!(problem instanceof Late)) throw problem;
    late.set(key, before + 1);
    return TOO_LONG;
  }
}

const TOO_LONG = gap('cut-off', 'whether a text is one of `patterns`', {
  message: `whether a text matches one of the regular expressions in patterns is not known: they take longer than ${DEADLINE} ms on it`,
  todo: 'Write the expression so that nothing repeats within what repeats, such as (a+)+, and nothing that repeats is followed by the same.',
});
