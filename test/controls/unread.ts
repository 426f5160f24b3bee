import { gap } from '../../policypack/core/known.js';

const isKnownFact = (value: unknown): value is { value: unknown } =>
  typeof value === 'object' && value !== null && Object.keys(value).join() === 'value';

/** A copy with one value in another's place, and what stands behind the absent fields. */
function replaced(whole: object, key: string, value: unknown): object {
  if (Array.isArray(whole)) return whole.map((one: unknown, index) => (String(index) === key ? value : one));
  return Object.setPrototypeOf({ ...whole, [key]: value }, Object.getPrototypeOf(whole) as object | null) as object;
}

/** What is given with one fact after the other not read, however deep it stands. */
export function* unreadOnce(given: unknown, place = ''): Generator<readonly [string, unknown]> {
  if (typeof given !== 'object' || given === null) return;
  for (const [key, value] of Object.entries(given)) {
    const at = `${place}.${key}`;
    if (isKnownFact(value)) yield [at, replaced(given, key, gap('forbidden', at))];
    for (const [deeper, changed] of unreadOnce(value, at)) yield [deeper, replaced(given, key, changed)];
  }
}
