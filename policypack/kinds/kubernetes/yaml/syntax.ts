import { isCollection, isMap, isScalar, Scalar, visit, type Document, type Node } from 'yaml';
import { Refused } from './refused-text.js';

/**
 * What yaml.v2's scanner refuses in a document that other parsers take: escapes that YAML 1.1 does not have, tabs that
 * indent, names of anchors, and what a flow collection takes apart otherwise. Source: go.yaml.in/yaml/v2, scannerc.go.
 * @throws Refused
 */
export function refuseSyntax(document: Document, text: string): void {
  const opaque: Span[] = [];
  visit(document, {
    Node(_, node) {
      const span = spanOf(node);
      const { anchor } = node as { anchor?: string };
      if (anchor !== undefined && !ANCHOR.test(anchor)) throw new Refused('an anchor of other characters than letters, digits, - and _', span?.[0]);
      if (span === undefined) return;
      if (isCollection(node) && node.flow) {
        opaque.push(span);
        refuseInFlow(node, text);
      }
      if (isScalar(node) && node.type !== undefined && node.type !== Scalar.PLAIN) opaque.push(span);
      if (isScalar(node) && node.type === Scalar.QUOTE_DOUBLE) refuseEscapes(text.slice(span[0], span[1]), span[0]);
    },
    Alias(_, { source, range }) {
      if (!ANCHOR.test(source)) throw new Refused('an alias of other characters than letters, digits, - and _', range?.[0]);
    },
  });
  const end = document.range?.[2] ?? 0;
  const next = /^(?:---|\.\.\.)/m.exec(text.slice(end));
  refuseTabs(text.slice(0, next ? end + next.index : text.length), opaque);
}

type Span = readonly [begin: number, end: number];
const spanOf = (node: unknown): Span | undefined => {
  const { range } = node as { range?: readonly [number, number, number] | null };
  return range ? [range[0], range[1]] : undefined;
};

const ANCHOR = /^[\w-]+$/;

function refuseEscapes(source: string, offset: number): void {
  for (const { 0: escape, index } of source.matchAll(/\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g)) {
    if (escape === '\\/') throw new Refused('the escape \\/, which YAML 1.1 does not have: write the slash alone', offset + index);
    const code = /^\\[uU]/.test(escape) ? Number.parseInt(escape.slice(2), 16) : 0;
    if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) throw new Refused('an escape of what is no character', offset + index);
  }
}

/** In flow collections a tag goes on to the next blank, no text begins with a colon, and none holds a question mark. */
function refuseInFlow(node: Node, text: string): void {
  const items = (node as { items: readonly unknown[] }).items.flatMap((item) => (isMap(node) ? Object.values(item as object) : [item]));
  for (const item of items) {
    if (!isScalar(item)) continue;
    const [begin, end] = spanOf(item) ?? [0, 0];
    if (item.tag !== undefined && begin === end) throw new Refused('a tag in brackets without a value after it: put the value in quotes', begin);
    if (item.type === Scalar.PLAIN && /^:|\?/.test(text.slice(begin, end))) throw new Refused('a text in brackets that begins with : or holds ?: put it in quotes', begin);
  }
}

/**
 * A tab may part words, and never stands where a line is indented.
 * @param opaque where tabs are a text's own or part words, in the order of their beginnings
 */
function refuseTabs(text: string, opaque: readonly Span[]): void {
  let [next, end] = [0, 0];
  for (const { 0: found, index } of text.matchAll(/^[ ]*(?:[-?](?: +|(?=\t)))*\t/gm)) {
    const at = index + found.length - 1;
    for (; next < opaque.length && opaque[next]![0] <= at; next += 1) end = Math.max(end, opaque[next]![1]);
    if (at >= end) throw new Refused('a tab for indentation: write blanks', at);
  }
}
