import { matcher } from './glob.js';
import type { Unnamed } from './name.js';

/** How many of the names that something may still get are matched. */
export type Matched = 'every' | 'some' | 'none';

/** Which of the names that begin as one does, or of all names, these globs match. */
export function matchedOf(globs: readonly string[], { begins }: Unnamed): Matched {
  const found = globs.map((glob) => matchedBy(glob, begins));
  if (found.includes('every')) return 'every';
  return found.includes('some') ? 'some' : 'none';
}

/** Whether a glob may match some text with this in it: an id that ends in a name which begins so. */
export const mayHold = (glob: string, begins = ''): boolean => after(begins, stepsOf(glob), true).length > 0;

function matchedBy(glob: string, begins: string | undefined): Matched {
  if (after(begins ?? '', stepsOf(glob), false).length === 0) return 'none';
  return /^[^?[\]{}()!+@\\]*$/.test(glob) && samples(begins).every(matcher([glob])) ? 'every' : 'some';
}

/** In no glob: where one stands, only a wildcard can match it, which then matches anything in its place. */
const STRANGE = '\uE000';

/** What a provider adds to a prefix holds no slash; a name of which nothing is known may hold any. */
const samples = (begins: string | undefined): readonly string[] =>
  begins === undefined ? [STRANGE, `/${STRANGE}`, `${STRANGE}/${STRANGE}`, `${STRANGE}/`] : [`${begins}${STRANGE}`, `${begins}${STRANGE}${STRANGE}`];

/** A character as it is, any but a slash (`*`), or any at all (`**`, and whatever else has a meaning: rather too many than too few). */
type Step = { readonly is: string } | { readonly any: 'in a segment' | 'everywhere' };

function stepsOf(glob: string): readonly Step[] {
  const steps: Step[] = [];
  for (const [token] of glob.matchAll(/\/?\*\*+\/?|\*|[^*]/gsu)) {
    if (/^[?[\]{}()!+@\\]$/.test(token)) return [...steps, { any: 'everywhere' }];
    steps.push(token === '*' ? { any: 'in a segment' } : token.includes('**') ? { any: 'everywhere' } : { is: token });
  }
  return steps;
}

/** Where in a glob a text may end that begins it: nowhere, where no name that begins so is matched. */
function after(text: string, steps: readonly Step[], anywhere: boolean): readonly number[] {
  let at = reached(anywhere ? [...steps.keys(), steps.length] : [0], steps);
  for (const character of text) {
    at = reached(at.flatMap((index) => next(character, index, steps)), steps);
  }
  return at;
}

function next(character: string, index: number, steps: readonly Step[]): number[] {
  const step = steps[index];
  if (step === undefined) return [];
  if ('is' in step) return step.is === character ? [index + 1] : [];
  return step.any === 'everywhere' || character !== '/' ? [index] : [];
}

/** With what is reached by a wildcard that matches nothing. */
function reached(from: readonly number[], steps: readonly Step[]): number[] {
  const found = new Set<number>();
  for (const start of from) {
    for (let index = start; !found.has(index); index += 1) {
      found.add(index);
      const step = steps[index];
      if (step === undefined || 'is' in step) break;
    }
  }
  return [...found];
}
