import { parseAllDocuments, type Document } from 'yaml';
import { KUBERNETES_YAML } from './kubernetes-yaml.js';
import { Refused, withLineEnds, yamlFault } from './refused-text.js';
import { valueOf } from './value.js';

/** A text as plain data; or why Kubernetes refuses it; or why it is not read here though Kubernetes might. */
export type YamlReading =
  | { readonly documents: readonly unknown[] }
  | { readonly broken: string }
  | { readonly unread: string };

/** A ConfigMap holds no more. Source: k8s.io/api/core/v1, MaxSecretSize, which counts for ConfigMaps too. */
const MOST_CHARACTERS = 1024 * 1024;

/** Reads every document of a text that nobody vouches for: bounded in size, aliases and depth, without cycles. */
export const yamlDocuments = (text: string): YamlReading => reading(text, (documents) => documents);

/** Reads the first document of such a text, as Kubernetes does: what is wrong after it, no server comes to see. */
export const firstYamlDocument = (text: string): YamlReading => reading(text, ([first]) => (first ? [first] : []));

function reading(given: string, wanted: (documents: readonly Document[]) => readonly Document[]): YamlReading {
  const text = withLineEnds(given);
  if (text.length > MOST_CHARACTERS) return { unread: 'larger than a ConfigMap may be' };
  const refused = yamlFault(text);
  if (refused) return { broken: `line ${lineAt(text, refused.offset)}: ${refused.reason}` };
  try {
    const parsed = parseAllDocuments(text, KUBERNETES_YAML);
    if ('empty' in parsed) return { documents: [] };
    const documents = wanted(parsed as Document[]);
    // The parser's messages quote the text, so that only its code is told.
    const fault = documents.flatMap(({ errors }) => errors).find((error) => !isForgiven(error));
    if (fault) return { broken: `line ${lineAt(text, fault.pos[0])}: not valid YAML (${fault.code})` };
    return { documents: documents.map((document) => valueOf(document, text)) };
  } catch (problem) {
    if (problem instanceof Refused) return { broken: `line ${lineAt(text, problem.offset ?? 0)}: ${problem.reason}` };
    return { unread: 'nested, or repeated by aliases, beyond what any configuration needs' };
  }
}

/** What the parser complains of and Kubernetes reads: of two equal keys the last, and a comment that stands close to what it follows. */
export const isForgiven = ({ code, message }: { readonly code: string; readonly message: string }): boolean =>
  code === 'DUPLICATE_KEY' || message.startsWith('Comments must be separated');

/** The line, from 1, of an offset. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
