import {
  pathText,
  readPolicy,
  type AuditPolicy,
  type Dialect,
  type DocumentPath,
  type PolicyNote,
} from '../../policypack/audit-policy/index.js';
import { InputError } from './input-error.js';
import { yamlDocument, type YamlDocument } from './yaml-document.js';

/** An audit policy that was read from a file. */
export interface PolicyFile {
  readonly file: string;
  readonly policy: AuditPolicy;
  /** What Kubernetes would ignore; one line each. */
  readonly warnings: readonly string[];
  /** The line (from 1) of what is at a path. */
  lineOf(path: DocumentPath): number;
}

/**
 * Reads the text of an audit policy.
 * @param file how the file is called in messages
 * @throws InputError when kube-apiserver would refuse it: a line for each reason, with file, line, rule and field
 */
export function policyFile(text: string, file: string, dialect?: Dialect): PolicyFile {
  const document = yamlDocument(text, file);
  const reading = readPolicy(document.data, dialect);
  const warnings = [...document.warnings, ...reading.warnings.map((note) => noteText(note, document))];
  if ('problems' in reading) {
    // A misspelt field is often why something else is missing.
    const lines = [
      ...reading.problems.map((note) => noteText(note, document)),
      ...warnings.map((line) => `warning: ${line}`),
    ];
    throw new InputError(lines.join('\n'));
  }
  return { file, policy: reading.policy, warnings, lineOf: document.lineOf };
}

function noteText({ path, reason, expected }: PolicyNote, document: YamlDocument): string {
  const field = pathText(path) || 'the document';
  return `${document.file}:${document.lineOf(path)}: ${field}: ${reason}; expected ${expected}`;
}
