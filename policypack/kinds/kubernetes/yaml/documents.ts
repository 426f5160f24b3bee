import { parseAllDocuments } from 'yaml';
import { KUBERNETES_YAML } from './kubernetes-yaml.js';
import { yamlFault } from './refused-text.js';

/** A text as plain data; or why Kubernetes refuses it; or why it is not read here though Kubernetes might. */
export type YamlReading =
  | { readonly documents: readonly unknown[] }
  | { readonly broken: string }
  | { readonly unread: string };

/** A ConfigMap holds no more. Source: k8s.io/api/core/v1, MaxSecretSize, which counts for ConfigMaps too. */
const MOST_CHARACTERS = 1024 * 1024;
/** Aliases beyond this many copies are made to exhaust the memory ("billion laughs"). */
const MOST_ALIASES = 100;

/** Reads every document of a text that nobody vouches for: bounded in size, aliases and depth, without cycles. */
export function yamlDocuments(text: string): YamlReading {
  if (text.length > MOST_CHARACTERS) return { unread: 'larger than a ConfigMap may be' };
  const refused = yamlFault(text);
  if (refused) return { broken: `line ${lineAt(text, refused.offset)}: ${refused.reason}` };
  try {
    const documents = parseAllDocuments(text, KUBERNETES_YAML);
    if ('empty' in documents) return { documents: [] };
    // Kubernetes takes the last of two equal keys. The parser's messages quote the text, so that only its code is told.
    const fault = documents.flatMap(({ errors }) => errors).find(({ code }) => code !== 'DUPLICATE_KEY');
    if (fault) return { broken: `line ${lineAt(text, fault.pos[0])}: not valid YAML (${fault.code})` };
    return { documents: documents.map((document) => plain(document.toJS({ maxAliasCount: MOST_ALIASES }))) };
  } catch {
    return { unread: 'nested, or repeated by aliases, beyond what any configuration needs' };
  }
}

/** The line, from 1, of an offset. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** Without cycles and whatever else is no JSON: an alias may name what it stands in. */
const plain = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));
