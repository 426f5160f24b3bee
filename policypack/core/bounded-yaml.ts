import { isScalar, parseAllDocuments, parseDocument, visit, type Document, type DocumentOptions, type ParseOptions, type SchemaOptions } from 'yaml';

/**
 * How deep a text may nest. The parser calls itself for each level: some thousands of them end the process, which no `catch` sees. No
 * configuration, policy or manifest nests a tenth as deep.
 */
export const DEEPEST_YAML = 200;

/** Said of a text that is not parsed for it. */
export const TOO_NESTED = `nested deeper than ${DEEPEST_YAML} levels`;

/** A text that is not parsed, since it may nest too deep. */
export class TooNested extends Error {
  constructor() {
    super(TOO_NESTED);
  }
}

type Options = ParseOptions & DocumentOptions & SchemaOptions;

/**
 * Parses the one document of a text. Of keys that are given twice {@link repeatedKeys} tells.
 * @throws TooNested
 */
export function boundedDocument(text: string, options: Options = {}): Document.Parsed {
  if (isTooNested(text)) throw new TooNested();
  return parseDocument(text, { ...options, uniqueKeys: false });
}

/**
 * Parses every document of a text.
 * @throws TooNested
 */
export function boundedDocuments(text: string, options: Options = {}): Document.Parsed[] {
  if (isTooNested(text)) throw new TooNested();
  const parsed = parseAllDocuments(text, { ...options, uniqueKeys: false });
  return 'empty' in parsed ? [] : parsed;
}

/**
 * Whether a text may nest too deep to be parsed: by brackets that are open, wherever they stand, and by blocks, by their columns. It
 * is looked at once, line by line, and is rather taken for nested than not.
 */
function isTooNested(text: string): boolean {
  const columns: number[] = [];
  let open = 0;
  for (let begin = 0; begin <= text.length; ) {
    const found = text.indexOf('\n', begin);
    const end = found < 0 ? text.length : found;
    let at = begin;
    while (at < end && isBlank(text[at])) at += 1;
    while ((columns.at(-1) ?? -1) >= at - begin) columns.pop();
    columns.push(at - begin);
    // `- - ? -` opens a block with each mark.
    while (at < end && '-?:'.includes(text[at] ?? '') && isBlank(text[at + 1])) {
      at += 1;
      while (at < end && isBlank(text[at])) at += 1;
      columns.push(at - begin);
    }
    for (; at < end; at += 1) {
      const character = text[at];
      if (character === '[' || character === '{') open += 1;
      else if ((character === ']' || character === '}') && open > 0) open -= 1;
      if (columns.length + open > DEEPEST_YAML) return true;
    }
    if (columns.length + open > DEEPEST_YAML) return true;
    begin = end + 1;
  }
  return false;
}

const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t';

/**
 * Where keys stand that their mapping holds already, in the order of the text. The parser's own check compares each key with each other
 * one: a mebibyte of keys takes it minutes, so that it is asked to leave that out (`uniqueKeys: false`).
 */
export function repeatedKeys(document: Document): number[] {
  const found: number[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) found.push(key.range?.[0] ?? 0);
        seen.add(key.value);
      }
    },
  });
  return found.sort((one, other) => one - other);
}
