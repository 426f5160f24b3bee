import { stringify } from 'yaml';

/** Columns of a comment. */
const WIDTH = 110;

/** YAML with comment paragraphs above it. Long values stay on one line, and nothing is folded or aliased. */
export const yamlText = (comments: readonly string[], value: object): string =>
  `${commented(comments)}${stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })}`;

/** Paragraphs as `#` comments: the first as it is, the others as a list. */
export const commented = ([first, ...others]: readonly string[]): string =>
  [...wrapped(first ?? '', '# ', '# '), ...others.flatMap((text) => wrapped(text, '# - ', '#   '))].map((line) => `${line}\n`).join('');

function wrapped(text: string, first: string, next: string): string[] {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(/\s+/)) {
    const joined = line === first || line === next ? `${line}${word}` : `${line} ${word}`;
    if (joined.length > WIDTH && line !== first && line !== next) {
      lines.push(line);
      line = `${next}${word}`;
    } else line = joined;
  }
  return [...lines, line];
}
