import { LineCounter, type Document } from 'yaml';
import { ConfigurationErrors, type ConfigurationError } from './errors.js';
import { offsetOfPath } from './line-of-path.js';
import { boundedDocument, repeatedKeys, TooNested } from '../core/bounded-yaml.js';

/** A YAML file's value, and the line of any path in it. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

interface Problem {
  readonly code: string;
  readonly message: string;
  readonly offset: number;
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
  const document = parsed(text, file, lines);
  const problems: Problem[] = [...document.errors, ...document.warnings].map(({ message, pos }) => ({ code: 'syntax', message: message.split('\n')[0] ?? 'not YAML', offset: pos[0] }));
  problems.push(...repeatedKeys(document).map((offset) => ({ code: 'duplicate-key', message: 'the same key twice', offset })));
  if (problems.length > 0) {
    throw new ConfigurationErrors(
      problems.sort((one, other) => one.offset - other.offset).map(({ code, message, offset }): ConfigurationError => ({ code, file, path: '', message, line: lines.linePos(offset).line })),
    );
  }
  return { file, value: plainValue(document, file), lineOf: (path) => lineOf(document, lines, path) };
}

function parsed(text: string, file: string, lines: LineCounter): Document.Parsed {
  try {
    return boundedDocument(text, { lineCounter: lines, strict: true, prettyErrors: false, stringKeys: true });
  } catch (problem) {
    if (problem instanceof TooNested) throw refuse(file, 'too-nested', `${problem.message}, which no configuration needs`);
    throw problem;
  }
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
