/**
 * Characters that a name can deceive or command with: controls (an ANSI escape begins with one), line and paragraph
 * separators, invisible and zero-width ones, marks and overrides of the writing direction (Unicode Technical Report 36,
 * "Bidirectional text spoofing"), tags, and halves of surrogate pairs.
 */
export const DECEIVING =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff]|[\u{e0000}-\u{e0fff}]|\p{Surrogate}/gu;

/**
 * How a command to a build's runner begins, wherever it stands in a line: `##vso[` is Azure Pipelines', `##[` Azure's and GitHub
 * Actions', `##teamcity[` TeamCity's, `section_start:0:` GitLab's. Only the first character is matched: without it there is no command.
 */
export const COMMANDING = /#(?=#[a-z]{0,20}\[)|s(?=ection_(?:start|end):\d)/gi;

/** GitHub Actions takes a line for a command that begins with two colons, whatever blanks are before them. Our own colours may be. */
// eslint-disable-next-line no-control-regex -- our own colour codes
const COMMANDING_LINE = /^((?:[^\S\r\n\u2028\u2029]|\u001b\[\d+m)*):(?=:)/gm;

/** What a table paints with, and nothing that hides or moves text; kept by a split. */
// eslint-disable-next-line no-control-regex -- our own colour codes
const OWN_COLOUR = /(\u001b\[(?:[12]|22|3[1236]|39)m)/;

/** A character as `\u{202E}`. */
const writtenOut = (character: string): string => `\\u{${(character.codePointAt(0) as number).toString(16).toUpperCase()}}`;

/** The text on one line, with every deceiving character written out, as `\u{202E}`, and nothing that a build's runner obeys within it. */
export const visible = (text: string): string => text.replace(DECEIVING, writtenOut).replace(COMMANDING, writtenOut);

/** One line of a log: as {@link visible}, and no command by how it begins either. */
export const visibleLine = (text: string): string => visible(text).replace(COMMANDING_LINE, inertStart);

/** What lines of ours may hold beside text. */
export interface Allowed {
  readonly colours: boolean;
  /** Lines that end as the Internet's formats end them. */
  readonly crlf?: boolean;
}

/**
 * Lines that are ours, as a whole: they stay lines, and keep our own colours where these are allowed and the variation selectors of our
 * own signs. Whatever else deceives or commands is written out: foreign text was made visible before, this is the wall behind it.
 */
export function visibleLines(text: string, { colours, crlf = false }: Allowed): string {
  if (!/[^\n -~]|##|::|section_/i.test(text)) return text;
  const staysInLines = (character: string, next: string | undefined): boolean =>
    character === '\n' || (crlf && character === '\r' && next === '\n') || (character >= '\ufe00' && character <= '\ufe0f');
  const parts = colours ? text.split(OWN_COLOUR) : [text];
  const inert = parts.map((part, index) => (index % 2 === 1 ? part : part.replace(DECEIVING, (character, at: number) => (staysInLines(character, part[at + 1]) ? character : writtenOut(character))))).join('');
  return inert.replace(COMMANDING, writtenOut).replace(COMMANDING_LINE, inertStart);
}

const inertStart = (_colon: string, before: string): string => `${before}${writtenOut(':')}`;
