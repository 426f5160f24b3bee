import { COMMANDING, DECEIVING, visible } from '../../policypack/core/visible.js';

export { visible } from '../../policypack/core/visible.js';

/**
 * A value as JSON, on one line or indented, in which deceiving characters are written as `\u202e`: the same value to a program, and
 * no command to a terminal or to a build's runner. JSON itself leaves U+009B as it is, with which an escape sequence begins too.
 */
export function jsonText(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent);
  if (!/[^ -~]|##|section_/i.test(text)) return text;
  return text.replace(DECEIVING, (character) => (character === '\n' ? character : escaped(character))).replace(COMMANDING, escaped);
}

/** As JSON escapes it; a line's end within a text it always does, so that one that stands raw is the layout's. */
const escaped = (character: string): string => Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

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

/** A value with every text in it, keys too, made visible: for a format whose library escapes less than that. */
export function visibleTexts(value: unknown): unknown {
  if (typeof value === 'string') return visible(value);
  if (Array.isArray(value)) return value.map(visibleTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [visible(key), visibleTexts(each)]));
}
