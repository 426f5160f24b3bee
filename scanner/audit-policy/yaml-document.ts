import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
} from 'yaml';
import type { DocumentPath } from '../../policypack/audit-policy/index.js';
import { KUBERNETES_YAML } from '../../policypack/facts/kubernetes/yaml-documents.js';
import { InputError } from './input-error.js';

/** A YAML (or JSON) document as plain data, which remembers its lines. */
export interface YamlDocument {
  readonly file: string;
  readonly data: unknown;
  /** What is odd about the text, though it can be read; one line each. */
  readonly warnings: readonly string[];
  /** The line (from 1) of what is at a path, or of the nearest thing around it. */
  lineOf(path: DocumentPath): number;
}

/**
 * Reads the first document of a text, as kube-apiserver does.
 * @throws InputError when it is no YAML, with the line
 */
export function yamlDocument(text: string, file: string): YamlDocument {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    ...KUBERNETES_YAML,
    lineCounter: lines,
  });
  const document = 'empty' in documents ? undefined : documents[0];
  if (document === undefined) return { file, data: undefined, warnings: [], lineOf: () => 1 };
  const at = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const [repeated, broken] = [
    document.errors.filter(isRepeatedKey),
    document.errors.filter((error) => !isRepeatedKey(error)),
  ];
  if (broken.length > 0)
    throw new InputError(
      broken.map(({ pos, message }) => `${file}:${at(pos[0])}: not valid YAML: ${message}`).join('\n'),
    );
  return {
    file,
    data: dataOf(document as Document, file),
    warnings: [
      ...repeated.map(({ pos }) => `${file}:${at(pos[0])}: this key is given twice: Kubernetes takes the last`),
      ...(documents.length > 1
        ? [`${file}: holds ${documents.length} documents: Kubernetes reads the first only`]
        : []),
    ],
    lineOf: (path) => at(offsetOf(document as Document, path)),
  };
}

const isRepeatedKey = ({ code }: { code: string }): boolean => code === 'DUPLICATE_KEY';

function dataOf(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 });
  } catch (problem) {
    throw new InputError(`${file}: not valid YAML: ${(problem as Error).message}`);
  }
}

/** Where the deepest part of the path that exists begins; at a mapping's field, where its key does. */
function offsetOf(document: Document, path: DocumentPath): number {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const step of path) {
    const container = isAlias(node) ? node.resolve(document) : node;
    if (isMap(container)) {
      const pair = container.items.find(
        (item) => isPair(item) && (isScalar(item.key) ? item.key.value === step : item.key === step),
      );
      if (!pair) break;
      offset = startOf(pair.key);
      node = pair.value;
    } else if (isSeq(container)) {
      node = container.items[Number(step)];
      if (node === undefined) break;
      offset = startOf(node);
    } else break;
  }
  return offset;
}

const startOf = (node: unknown): number => (isNode(node) ? ((node as Node).range?.[0] ?? 0) : 0);
