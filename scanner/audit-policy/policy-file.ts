import { InputMistake } from '../../policypack/core/input-mistake.js';
import {
  lintPolicy,
  pathText,
  readPolicy,
  type AuditPolicy,
  type Dialect,
  type DocumentPath,
  type PolicyNote,
} from '../../policypack/audit-policy/index.js';
import { isJson, jsonFault } from '../../policypack/kinds/kubernetes/yaml/refused-text.js';
import { lineAt } from '../../policypack/kinds/kubernetes/yaml/documents.js';
import { visible } from '../reporters/printable.js';
import { yamlDocument, type YamlDocument } from './yaml-document.js';
import { textOf } from '../../policypack/core/untyped.js';

/** An audit policy that was read from a file. */
export interface PolicyFile {
  readonly file: string;
  readonly policy: AuditPolicy;
  /** What Kubernetes would ignore, or does otherwise than it is written; one line each. Proven when it is asked for. */
  readonly warnings: readonly string[];
  /** The line (from 1) of what is at a path. */
  lineOf(path: DocumentPath): number;
}

/**
 * Reads the text of an audit policy.
 * @param file how the file is called in messages
 * @throws InputMistake when kube-apiserver would refuse it: a line for each reason, with file, line, rule and field
 */
export function policyFile(text: string, file: string, dialect?: Dialect): PolicyFile {
  const fault = isJson(text) ? jsonFault(text) : undefined;
  if (fault) throw new InputMistake(`${file}:${lineAt(text, fault.offset)}: ${fault.reason}`);
  const document = yamlDocument(text, file);
  const strange = noPolicy(document);
  if (strange) throw new InputMistake(strange);
  const reading = readPolicy(document.data, dialect);
  const odd = oddities(document);
  const noted = (notes: readonly PolicyNote[]): string[] => notes.map((note) => noteText(note, document));
  if ('problems' in reading) {
    // A misspelt field is often why something else is missing.
    const lines = [...noted(reading.problems), ...[...odd, ...noted(reading.warnings)].map((line) => `warning: ${line}`)];
    throw new InputMistake(lines.join('\n'));
  }
  const { policy } = reading;
  return {
    file,
    policy,
    get warnings() {
      return [...odd, ...noted(lintPolicy(policy, dialect))];
    },
    lineOf: document.lineOf,
  };
}

/** What is often given in place of a policy: what Kubernetes would say of its fields does not help. */
function noPolicy({ file, data, lineOf }: YamlDocument): string | undefined {
  if (data === undefined || data === null) return `${file}:1: is empty; expected an audit policy (apiVersion: audit.k8s.io/v1, kind: Policy, rules)`;
  const { kind } = data as { kind?: unknown };
  const advice = typeof kind === 'string' && Object.hasOwn(INSTEAD, kind) ? INSTEAD[kind] : undefined;
  return advice && `${file}:${lineOf(['kind'])}: kind: no audit policy, but kind "${textOf(kind)}"; ${advice}`;
}

const INSTEAD: Readonly<Record<string, string>> = {
  ConfigMap: 'expected the policy that it holds: kubectl get configmap NAME --namespace NAMESPACE --output jsonpath=\'{.data.KEY}\'',
  List: 'expected one policy by itself, as kube-apiserver reads it',
  AuditSink: 'expected a policy: logproof render --from FILE --to policy makes one of it',
};

const oddities = ({ file, repeatedKeys, further }: YamlDocument): string[] => [
  ...repeatedKeys.map((line) => `${file}:${line}: this key is given twice: Kubernetes takes the last`),
  ...(further > 0 ? [`${file}: holds ${further + 1} documents: Kubernetes reads the first only`] : []),
];

function noteText({ path, reason, expected }: PolicyNote, document: YamlDocument): string {
  const field = pathText(path) || 'the document';
  return visible(`${document.file}:${document.lineOf(path)}: ${field}: ${reason}; expected ${expected}`);
}
