/**
 * Characters that a name can deceive or command with: controls (an ANSI escape begins with one), line and paragraph
 * separators, invisible and zero-width ones, marks and overrides of the writing direction (Unicode Technical Report 36,
 * "Bidirectional text spoofing"), tags, and halves of surrogate pairs.
 */
const DECEIVING =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff]|[\u{e0000}-\u{e0fff}]|\p{Surrogate}/gu;

/** The text with every deceiving character written out, as `\u{202E}`. */
export const visible = (text: string): string =>
  text.replace(DECEIVING, (character) => `\\u{${(character.codePointAt(0) as number).toString(16).toUpperCase()}}`);

/**
 * A value as JSON on one line, in which deceiving characters are written as `\u202e`: the same value to a program, and no
 * command to a terminal. JSON itself leaves U+009B as it is, with which an escape sequence begins too.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!/[^ -~]/.test(text)) return text;
  return text.replace(DECEIVING, (character) => Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''));
}

/** The text on one line, visible, and cut in its middle when longer than `limit` characters: both ends tell names apart. */
export function shown(text: string, limit = 200): string {
  // Cut before the rest is looked at: a name may be megabytes long.
  const characters = visible(text.length > 4 * limit ? `${text.slice(0, 2 * limit)}${text.slice(-2 * limit)}` : text);
  const points = [...characters];
  if (points.length <= limit) return characters;
  const half = (limit - 1) >> 1;
  return `${points.slice(0, limit - 1 - half).join('')}…${points.slice(points.length - half).join('')}`;
}

/** A value of drift, as a person writes it. */
export function valueText(value: unknown, limit = 200): string {
  if (value === undefined || value === null) return 'none';
  return shown(typeof value === 'string' ? value : JSON.stringify(value), limit);
}
