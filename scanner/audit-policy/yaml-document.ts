import { isScalar, LineCounter, parseAllDocuments, type Document } from 'yaml';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import type { DocumentPath } from '../../policypack/audit-policy/index.js';
import { offsetOfPath } from '../../policypack/configuration/line-of-path.js';
import { KUBERNETES_YAML } from '../../policypack/kinds/kubernetes/yaml/kubernetes-yaml.js';
import { Refused, withLineEnds, yamlFault } from '../../policypack/kinds/kubernetes/yaml/refused-text.js';
import { keyName, valueOf } from '../../policypack/kinds/kubernetes/yaml/value.js';
import { isForgiven, lineAt } from '../../policypack/kinds/kubernetes/yaml/documents.js';

/** A YAML (or JSON) document as plain data, which remembers its lines. */
export interface YamlDocument {
  readonly file: string;
  readonly data: unknown;
  /** The lines (from 1) of keys that their mapping holds already. The last one counts. */
  readonly repeatedKeys: readonly number[];
  /** How many documents follow that hold something. They are not read. */
  readonly further: number;
  /** The line (from 1) of what is at a path, or of the nearest thing around it. */
  lineOf(path: DocumentPath): number;
}

/**
 * Reads the first document of a text, as kube-apiserver does.
 * @throws InputMistake when it is no YAML, with the line; the message quotes nothing of the text, which may hold a secret
 */
export function yamlDocument(given: string, file: string): YamlDocument {
  const text = withLineEnds(given);
  const refused = yamlFault(text);
  if (refused) throw new InputMistake(`${file}:${lineAt(text, refused.offset)}: ${refused.reason}`);
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { ...KUBERNETES_YAML, lineCounter: lines });
  const document = 'empty' in documents ? undefined : documents[0];
  if (document === undefined) return { file, data: undefined, repeatedKeys: [], further: 0, lineOf: () => 1 };
  const at = (offset: number) => Math.max(1, lines.linePos(offset).line);
  // What the parser finds after its first mistake follows from it.
  const broken = document.errors.find((error) => !isForgiven(error));
  if (broken) throw new InputMistake(`${file}:${at(broken.pos[0])}: not valid YAML: ${withoutQuote(broken.message)}`);
  return {
    file,
    data: dataOf(document as Document, text, file, at),
    repeatedKeys: document.errors.filter(isRepeatedKey).map(({ pos }) => at(pos[0])),
    further: documents.slice(1).filter(({ contents }) => !isEmpty(contents)).length,
    lineOf: (path) => at(offsetOfPath(document as Document, path, keyName) ?? 0),
  };
}

const isRepeatedKey = ({ code }: { code: string }): boolean => code === 'DUPLICATE_KEY';

/** The parser says what it found after a colon. */
const withoutQuote = (message: string): string => message.replace(/: .*$/s, '');

const isEmpty = (contents: unknown): boolean => contents === null || (isScalar(contents) && contents.value === '' && contents.type === 'PLAIN');

function dataOf(document: Document, text: string, file: string, at: (offset: number) => number): unknown {
  try {
    return valueOf(document, text);
  } catch (problem) {
    if (problem instanceof Refused) throw new InputMistake(`${file}:${at(problem.offset ?? 0)}: ${problem.reason}`);
    throw new InputMistake('not valid YAML: nested, or repeated by aliases, beyond what any configuration needs', { file });
  }
}
