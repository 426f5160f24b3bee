/** Whether a text matches one of the globs. */
export type Matcher = (text: string) => boolean;

/**
 * The globs of logproof, in scopes and waivers. They match a whole text, letter by letter, capitals and all:
 *
 * - `*`: any characters but `/`; it goes over `:`
 * - `**`: any characters, `/` too; as a part of its own, `a/**` followed by `/b`, it may stand for none: `a/b`
 * - `?`: one character but `/`
 * - `\`: the next character as it is
 * - `:*` at an ARN's end, which CloudWatch Logs writes after a log group's name, may be there or not, at either side
 *
 * Whatever other globs mean by `!`, braces, brackets, parentheses and `|` is refused: see {@link globMistake}.
 */
export const GLOB = '* matches anything but /, ** anything, ? one character but /';

/** What is wrong with a glob, and what to write instead. */
export function globMistake(glob: string): string | undefined {
  for (const [token] of glob.matchAll(TOKENS)) {
    if (token === '\\') return 'ends in \\, which is for the character after it; write \\\\ for the character itself';
    if (token.startsWith('***')) return `${token} means nothing; write ** for anything, / included, or * for anything but /`;
    const instead = INSTEAD[token];
    if (instead !== undefined) return `${token} has no meaning of its own here; ${instead}, or write \\${token} for the character itself`;
  }
  return undefined;
}

const EACH = 'write an entry for each form that is meant';
const INSTEAD: Readonly<Record<string, string>> = {
  '!': 'say which are meant, not which are not',
  '{': EACH, '}': EACH, '(': EACH, ')': EACH, '|': EACH,
  '[': `${EACH}, or ? for any one character`, ']': `${EACH}, or ? for any one character`,
};

/** For JSON Schema: a text without anything that {@link globMistake} refuses. */
export const GLOB_PATTERN = String.raw`^(?:[^!{}\[\]()|\\*]|\\[\s\S]|\*{1,2}(?!\*))+$`;

/**
 * Compiles globs; an empty list matches nothing.
 * @throws Error for one that {@link globMistake} refuses: the configuration does so first, with its place
 */
export function matcher(globs: readonly string[]): Matcher {
  const compiled = globs.map(compile);
  return (text) => compiled.some((matches) => matches(text));
}

function compile(glob: string): Matcher {
  const mistake = globMistake(glob);
  if (mistake !== undefined) throw new Error(`${glob}: ${mistake}`);
  const bare = withoutArnEnd(glob);
  const matches = following(stepsOf(bare));
  if (!glob.startsWith('arn:')) return matches;
  const asWritten = bare === glob ? matches : following(stepsOf(glob));
  return (text) => matches(withoutArnEnd(text)) || asWritten(text);
}

/** `arn:…:log-group:NAME:*` is the same group as without its end. */
const withoutArnEnd = (text: string): string => (text.startsWith('arn:') && text.endsWith(':*') ? text.slice(0, -2) : text);

const TOKENS = /\\.|\*+|[^*]/gs;

/** One character, or what stands for more: any character but a slash, any of a part, any at all, whole parts. */
export type Step = { readonly is: string } | 'one' | 'in a part' | 'anything' | 'parts';

/** The steps of a glob, to go through a text that is not known whole. */
export function stepsOf(glob: string): Step[] {
  // A part begins the text, or follows a slash; a name in an ARN follows a colon.
  return [...glob.matchAll(/(?<=^|[/:])\*\*\/|\\.|\*\*|[^]/gs)].map(([token]): Step => {
    if (token === '**/') return 'parts';
    if (token === '**') return 'anything';
    if (token === '*') return 'in a part';
    return token === '?' ? 'one' : { is: token.length > 1 ? token.slice(1) : token };
  });
}

/** Most globs are a name, or a beginning and one wildcard: a million names are asked those without a step each. */
function following(steps: readonly Step[]): Matcher {
  const wild = steps.findIndex((step) => typeof step === 'string');
  const begins = steps.slice(0, wild < 0 ? steps.length : wild).map((step) => (typeof step === 'string' ? '' : step.is)).join('');
  if (wild < 0) return (text) => text === begins;
  const rest = steps.slice(wild);
  if (rest.length === 1 && rest[0] === 'anything') return (text) => text.startsWith(begins);
  if (rest.length === 1 && rest[0] === 'in a part') return (text) => text.startsWith(begins) && !text.includes('/', begins.length);
  return (text) => text.startsWith(begins) && walks(rest, text, begins.length);
}

const walks = (steps: readonly Step[], text: string, from: number): boolean => reached(steps, [0], text, from).has(steps.length);

/**
 * Goes through a text once, in every way that the steps allow at the same time: however many wildcards, it ends in time.
 * @param starts the steps at which the text may begin
 * @param from where in the text
 * @returns the steps that may come next; nowhere, where it does not match
 */
export function reached(steps: readonly Step[], starts: Iterable<number>, text: string, from = 0): ReadonlySet<number> {
  let at = new Set<number>();
  for (const start of starts) enter(start, steps, at);
  for (let index = from; index < text.length && at.size > 0; index += 1) {
    const next = new Set<number>();
    for (const place of at) step(place, text[index] as string, steps, next);
    at = next;
  }
  return at;
}

/** Arrives at a step, and at the next too where it may stand for nothing. */
function enter(place: number, steps: readonly Step[], at: Set<number>): void {
  at.add(place);
  const step = steps[place];
  if (step === 'in a part' || step === 'anything' || step === 'parts') enter(place + 1, steps, at);
}

function step(place: number, character: string, steps: readonly Step[], next: Set<number>): void {
  const current = steps[place];
  if (current === undefined) return;
  if (current === 'parts') {
    // Parts end in a slash: only after one may the next step begin.
    next.add(place);
    if (character === '/') enter(place + 1, steps, next);
  } else if (current === 'anything' || (current === 'in a part' && character !== '/')) enter(place, steps, next);
  else if (current === 'one' ? character !== '/' : typeof current === 'object' && current.is === character) enter(place + 1, steps, next);
}
