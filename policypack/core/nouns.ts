import type { KindTable } from './kind-table.js';
import type { Nouns } from './result.js';

/** What a person calls the kinds of a table; one that a newer version knew names itself. */
export const nounsOf = (kinds: KindTable): Nouns => ({
  noun: (kind) => (kinds.has(kind) ? kinds.get(kind).noun : kind),
  listed: (kind) => (kinds.has(kind) ? (kinds.get(kind).listed ?? kinds.get(kind).noun) : kind),
});

/** `log groups`, `account retention policies`, `KMS keys`. */
export const plural = (word: string): string => (/[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`);
