import { LineCounter, parseDocument, type Document } from 'yaml';
import { ConfigurationErrors, type ConfigurationError } from './errors.js';
import { offsetOfPath } from './line-of-path.js';

/** A YAML file's value, and the line of any path in it. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

// Aliases beyond this many copies are an attack ("billion laughs"), not configuration.
const MAX_ALIASES = 100;
const MAX_BYTES = 5 * 1024 * 1024;

/**
 * Reads YAML strictly: duplicate keys, unknown tags and exploding anchors are errors.
 * @throws ConfigurationErrors with every mistake and its line
 */
export function readYaml(text: string, file: string): YamlFile {
  if (text.length > MAX_BYTES) throw refuse(file, 'too-large', `larger than ${MAX_BYTES / 1024 / 1024} MiB, which no configuration needs`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true, prettyErrors: false, stringKeys: true });
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    throw new ConfigurationErrors(
      problems.map((problem): ConfigurationError => ({
        code: problem.code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'syntax',
        file,
        path: '',
        message: problem.code === 'DUPLICATE_KEY' ? 'the same key twice' : problem.message.split('\n')[0] ?? 'not YAML',
        line: lines.linePos(problem.pos[0]).line,
      })),
    );
  }
  return { file, value: plainValue(document, file), lineOf: (path) => lineOf(document, lines, path) };
}

function plainValue(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown;
  } catch (problem) {
    const explodes = problem instanceof ReferenceError && problem.message.includes('alias');
    throw refuse(file, 'aliases', explodes ? `anchors that expand to more than ${MAX_ALIASES} copies` : 'anchors or aliases that cannot be resolved');
  }
}

const refuse = (file: string, code: string, message: string) => new ConfigurationErrors([{ code, file, path: '', message }]);

/** The line of the deepest part of a path that exists. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | undefined {
  const offset = offsetOfPath(document, path);
  return offset === undefined ? undefined : lines.linePos(offset).line;
}
