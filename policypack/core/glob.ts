import picomatch from 'picomatch';

/** Whether a text matches one of the globs. `*` stops at `/`, a segment `**` goes on; brackets and braces mean themselves in ids. */
export type Matcher = (text: string) => boolean;

const OPTIONS = { dot: true, noextglob: true, strictSlashes: true } as const;

/** Compiles globs; an empty list matches nothing. */
export function matcher(globs: readonly string[]): Matcher {
  const exact = new Set(globs);
  const compiled = globs.map((glob) => picomatch(glob, OPTIONS));
  return (text) => exact.has(text) || compiled.some((matches) => matches(text));
}
