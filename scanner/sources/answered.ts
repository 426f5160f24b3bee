import type { Fact } from '../../policypack/core/fact.js';
import type { Gap } from '../../policypack/core/known.js';

/** Where answers come from, and what becomes of what they do not say. */
export interface AnswerPlace {
  /** As facts name it: `aws:ACCOUNT:REGION`, `kubernetes:CONTEXT`. */
  readonly scope: string;
  /** Its name alone: the region, the context. */
  readonly name: string;
  /** Whose it is, where it is an account's. */
  readonly account?: string;
  /** Why a thing that other calls tell is not known. @param what the thing, as a person says it */
  notAsked(what: string): Gap;
}

/**
 * How the answers of an API become facts, without a server: cases of controls are written as answers, and the documentation
 * shows them. Pure.
 */
export interface Answered {
  /** The call that is answered so, as the documentation of the API names it. */
  readonly call: string;
  /**
   * What answers show, each whole: one, or the pages of a list, or those of several calls.
   * @throws Error for an answer that is none to this call
   */
  facts(answers: readonly unknown[], place: AnswerPlace): readonly Fact[];
}

/** The entries of a list, in all its pages. @throws Error for an answer that is no list: an empty one would look like "none" */
export const itemsOf = <T>(pages: readonly unknown[], field: string): T[] =>
  pages.flatMap((page) => {
    const items = (page as Readonly<Record<string, unknown>>)[field];
    if (!Array.isArray(items)) throw new Error(`expected an answer with a list of ${field}`);
    return items as T[];
  });
