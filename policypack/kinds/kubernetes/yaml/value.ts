import { isAlias, isMap, isScalar, isSeq, Scalar, visit, type Alias, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import { Refused } from './refused-text.js';
import { NOT_FINITE, scalarOf } from './scalar.js';
import { refuseSyntax } from './syntax.js';
import { textOf } from '../../../core/untyped.js';

/** What repeats itself by aliases beyond this is made to exhaust the memory ("billion laughs"). */
const MOST_NODES = 200_000;

/** A document that is larger, once its aliases are followed, than any configuration is. */
class TooMuch extends Error {}

/**
 * A document as plain data: as yaml.v2 decodes it into no type, and sigs.k8s.io/yaml makes JSON of that.
 * @param text what it was parsed from
 * @throws Refused for what these refuse; {@link TooMuch}
 */
export function valueOf(document: Document, text: string): unknown {
  refuseSyntax(document, text);
  return new Decoder(targetsOf(document), text).value(document.contents);
}

/** What each alias names: the last anchor of that name before it. */
function targetsOf(document: Document): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Alias(_, alias) {
      const target = anchors.get(alias.source);
      if (target === undefined) throw new Refused('an alias of what has no such anchor before it', offsetOf(alias));
      targets.set(alias, target);
    },
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node as Node);
    },
  });
  return targets;
}

/** What a key is called once it is read; empty where it is refused. */
export function keyName(key: unknown): string {
  try {
    return isScalar(key) ? textOf(scalar(key)) : '';
  } catch {
    return '';
  }
}

class Decoder {
  #nodes = 0;
  /** Nodes that are being read: one that is named inside itself has no end. */
  readonly #open = new Set<Node>();

  constructor(
    private readonly targets: ReadonlyMap<Alias, Node>,
    private readonly text: string,
  ) {}

  value(node: unknown): unknown {
    if (node === null || node === undefined) return null;
    if (++this.#nodes > MOST_NODES) throw new TooMuch();
    if (isAlias(node)) return this.value(this.targets.get(node));
    if (isScalar(node)) return this.#isCutShort(node) ? textOf(node.value).slice(0, -1) : scalar(node);
    return this.#within(node as Node, () => {
      if (isSeq(node)) return node.items.map((item) => this.value(item));
      const fields = new Map<string, unknown>();
      this.#mapping(node as YAMLMap, fields);
      return fromEntries(fields);
    });
  }

  /** In the order of the text: what comes later wins, a merge too, which YAML itself would let lose. Source: yaml.v2, decode.go, mapping and merge. */
  #mapping(node: YAMLMap, into: Map<string, unknown>): void {
    for (const { key, value } of node.items as Pair[]) {
      if (isMergeKey(key)) this.#merge(value, into);
      else into.set(this.#key(key), this.value(value));
    }
  }

  #merge(node: unknown, into: Map<string, unknown>): void {
    // The first of several wins.
    for (const item of isSeq(node) ? [...node.items].reverse() : [node]) this.#mergeOne(item, into);
  }

  #mergeOne(node: unknown, into: Map<string, unknown>): void {
    if (++this.#nodes > MOST_NODES) throw new TooMuch();
    const mapping = isAlias(node) ? this.targets.get(node) : node;
    if (!isMap(mapping)) throw new Refused('a merge (<<) of what is no mapping', offsetOf(node));
    this.#within(mapping as Node, () => this.#mapping(mapping, into));
  }

  /** A block that ends with the text, without a line break of its own, has none. */
  #isCutShort({ type, range, value }: Scalar): boolean {
    const isBlock = type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED;
    return isBlock && range?.[1] === this.text.length && !this.text.endsWith('\n') && textOf(value).endsWith('\n');
  }

  #key(node: unknown): string {
    if (isScalar(node) && isPlain(node) && NOT_FINITE.test(textOf(node.value))) return textOf(node.value);
    const key = this.value(node);
    if (key === null) throw new Refused('a key without a name', offsetOf(node));
    if (typeof key === 'object') throw new Refused('a key that is no text', offsetOf(node));
    return textOf(key);
  }

  #within<T>(node: Node, read: () => T): T {
    if (this.#open.has(node)) throw new Refused('an anchor that contains itself', offsetOf(node));
    this.#open.add(node);
    try {
      return read();
    } finally {
      this.#open.delete(node);
    }
  }
}

const offsetOf = (node: unknown): number | undefined => (node as { range?: readonly number[] | null } | null)?.range?.[0];

const isMergeKey = (key: unknown): boolean =>
  isScalar(key) && key.value === '<<' && (key.tag === MERGE || (key.tag === undefined && isPlain(key)));
const MERGE = 'tag:yaml.org,2002:merge';

const isPlain = ({ type }: Scalar): boolean => type === undefined || type === Scalar.PLAIN;

function scalar(node: Scalar): unknown {
  const text = node.value === null ? '' : textOf(node.value);
  // The tag `!` says that it is a text.
  if (node.tag === '!' || (node.tag === undefined && !isPlain(node))) return text;
  try {
    return scalarOf(node.tag ?? '', text);
  } catch (problem) {
    throw problem instanceof Refused ? new Refused(problem.reason, offsetOf(node)) : problem;
  }
}

/** Without a prototype's names: `__proto__` is a key like others. */
function fromEntries(fields: ReadonlyMap<string, unknown>): object {
  const made = {};
  for (const [key, value] of fields) Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
  return made;
}
