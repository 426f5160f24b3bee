import { shown } from './printable.js';

/**
 * Text from elsewhere as a code span: Markdown, HTML, links, images and mentions mean nothing in it (GitHub Flavored
 * Markdown 6.3). The two characters that could end it, the backtick and a table cell's bar, are written out.
 */
export function code(text: string, limit = 200): string {
  const inert = shown(text, limit).replace(/[`|]/g, (character) => `\\u{${(character.codePointAt(0) as number).toString(16).toUpperCase()}}`);
  return inert.trim() === '' ? '_(no name)_' : `\`${inert}\``;
}

/** Letters, digits and punctuation that mean nothing to Markdown between words. */
const PLAIN = /^[\p{L}\p{M}\p{N} ,.;:()'’"%/+=?…–—-]*$/u;
/** What GitHub turns into links by itself: addresses, and references to issues and commits. */
const LINKS_ITSELF = /:\/\/|\bwww\.|\bGH-\d|\b[0-9a-f]{7,40}\b/i;

/** A sentence: as it stands when it is plain; word by word in code spans where it is not. */
export function prose(text: string, limit = 300): string {
  const line = shown(text, limit);
  if (isPlain(line)) return line;
  // A sentence of many odd words is one odd text: a span for each would be unreadable.
  const words = line.split(' ');
  const odd = words.filter((word) => !isPlain(word)).length;
  if (odd > 3) return code(line, limit);
  return words.map((word) => (isPlain(word) ? word : code(word, limit))).join(' ');
}

const isPlain = (text: string): boolean => PLAIN.test(text) && !LINKS_ITSELF.test(text);

/** A table's row. Cells are Markdown already. */
export const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

/** A table's head; a leading `>` aligns a column of figures to the right. */
export const tableHead = (heads: readonly string[]): string =>
  `\n${row(heads.map((head) => head.replace(/^>/, '')))}${row(heads.map((head) => (head.startsWith('>') ? '---:' : '---')))}`;
