import { matcher, reached, stepsOf } from './glob.js';
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
export function mayHold(glob: string, begins = ''): boolean {
  const steps = stepsOf(glob);
  return reached(steps, [...steps.keys(), steps.length], begins).size > 0;
}

function matchedBy(glob: string, begins: string | undefined): Matched {
  if (reached(stepsOf(glob), [0], begins ?? '').size === 0) return 'none';
  // However much a provider adds, the samples stand for it but where its characters are counted.
  return !glob.includes('?') && samples(begins).every(matcher([glob])) ? 'every' : 'some';
}

/** In no glob: where one stands, only a wildcard can match it, which then matches anything in its place. */
const STRANGE = '\uE000';

/** What a provider adds to a prefix holds no slash; a name of which nothing is known may hold any. */
const samples = (begins: string | undefined): readonly string[] =>
  begins === undefined ? [STRANGE, `/${STRANGE}`, `${STRANGE}/${STRANGE}`, `${STRANGE}/`] : [`${begins}${STRANGE}`, `${begins}${STRANGE}${STRANGE}`];
