import type { ZodType } from 'zod';
import { MalformedAnswer } from './deadline.js';

/** What an answer must be, whatever else it may hold: checked where it comes in, before any reader sees it. */
export type Expected<T = unknown> = ZodType<T>;

/**
 * The answer itself, once it is what was asked for.
 * @param advice what to check where it is not
 * @throws MalformedAnswer that names the place in it, and nothing of what stood there
 */
export function asExpected<T>(expected: Expected<T>, answer: unknown, advice: string): T {
  const { success, error } = expected.safeParse(answer);
  // Not what the schema made of it: that is a copy, of which a hundred thousand objects take as long as reading them.
  if (success) return answer as T;
  throw new MalformedAnswer(`the answer is not what was asked for${placed(error.issues[0]?.path ?? [])}: ${advice}`);
}

/** Where it is wrong; a key that the server made up may be anything. */
const placed = (path: readonly PropertyKey[]): string => (path.length === 0 ? '' : ` (${path.map((part) => (typeof part === 'number' || /^[A-Za-z]\w{0,39}$/.test(String(part)) ? String(part) : '…')).join('.')})`);
