import type { RemarkInResult, ResultHead } from '../../policypack/core/result.js';
import { jsonText, shown } from './printable.js';

/** Places that are named; the rest is counted. */
const PLACES = 3;

/** What must be known of how a result came to be, in one line for all places of which the same is to be said. */
export interface RemarkLine {
  readonly about: RemarkInResult['about'];
  /** Where it holds: each place, or how many. */
  readonly places: readonly string[];
  readonly detail: string;
  /** All of it, printable. */
  readonly text: string;
}

/** What a remark is about, as a heading. */
export const REMARK_WORDS: { readonly [A in RemarkInResult['about']]: string } = {
  endpoint: 'asked elsewhere',
  certificate: 'not verified',
  'left-out': 'left out',
};

/** `kubernetes:prod: the server's certificate was not verified: …`. */
export const remarkText = ({ scope, detail }: Pick<RemarkInResult, 'scope' | 'detail'>): string => `${shown(scope)}: ${shown(detail, 400)}`;

/** One line for what is the same in several places. Every report says all of them: no verdict rests on a report that hides one. */
export function remarkLines({ remarks = [] }: Pick<ResultHead, 'remarks'>): RemarkLine[] {
  const places = new Map<string, { readonly remark: RemarkInResult; readonly scopes: string[] }>();
  for (const remark of remarks) {
    const key = jsonText([remark.about, remark.detail]);
    const alike = places.get(key) ?? { remark, scopes: [] };
    places.set(key, alike);
    alike.scopes.push(shown(remark.scope));
  }
  return [...places.values()].map(({ remark: { about, detail }, scopes }) => {
    const named = scopes.length <= PLACES + 1 ? scopes : [...scopes.slice(0, PLACES), `and ${scopes.length - PLACES} more`];
    return { about, places: named, detail: shown(detail, 400), text: `${named.join(', ')}: ${shown(detail, 400)}` };
  });
}
