import { parseDocument } from 'yaml';
import { KUBERNETES_YAML } from './kubernetes-yaml.js';

/** Why Kubernetes refuses a text before it looks at any field. The reason quotes nothing of the text. */
export interface TextFault {
  /** Where, in characters from the beginning. */
  readonly offset: number;
  readonly reason: string;
}

/** What Kubernetes refuses in a text that is YAML. The reason quotes nothing of the text. */
export class Refused extends Error {
  constructor(
    readonly reason: string,
    readonly offset?: number,
  ) {
    super(reason);
  }
}

// What go-yaml takes: tab, line ends, and what is printable (sigs.k8s.io/yaml/goyaml.v2, readerc.go).
const CONTROL = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
/** A directive before the first document that is not the one for YAML 1.1. One for tags nobody needs, and many are refused. */
const STRANGE_DIRECTIVE = /^(?:\uFEFF?(?:[ \t]*(?:#.*)?\r?\n|%YAML[ \t]+1\.1[ \t]*(?:#.*)?\r?\n))*\uFEFF?(%(?!YAML[ \t]+1\.1[ \t]*(?:#.*)?(?:\r?\n|$))(?:YAML\b)?)/;

/** Line ends of YAML 1.1 as those that every parser knows: each is one character, so that offsets stay. */
export const withLineEnds = (text: string): string => text.replace(/\r(?!\n)|\u0085/g, '\n');

/** Why Kubernetes' YAML parser refuses a text that other parsers take. */
export function yamlFault(text: string): TextFault | undefined {
  const control = CONTROL.exec(text);
  if (control) return { offset: control.index, reason: 'a control character, which Kubernetes refuses: write it as an escape, such as "\\x07"' };
  const directive = STRANGE_DIRECTIVE.exec(text);
  if (directive) {
    const reason = directive[1] === '%YAML' ? 'Kubernetes reads YAML 1.1 only: leave the %YAML line out' : 'a directive that is not %YAML: leave it out';
    return { offset: directive[0].length - directive[1]!.length, reason };
  }
  // They end lines in YAML 1.1, and stay in texts: nobody means that.
  const separator = text.search(/[\u2028\u2029]/);
  if (separator >= 0) return { offset: separator, reason: 'a line or paragraph separator (U+2028, U+2029), which ends a line for Kubernetes: write it as an escape' };
  const mark = text.indexOf('\uFEFF', 1);
  if (mark >= 0) return { offset: mark, reason: 'a byte order mark inside the text: leave it out' };
  return undefined;
}

/** Whether Kubernetes takes a text for JSON. Source: k8s.io/apimachinery/pkg/util/yaml, IsJSONBuffer. */
export const isJson = (text: string): boolean => /^(?!\uFEFF)\s*\{/.test(text);

/**
 * Why a text that begins as JSON does cannot be judged as such: no comment, no bare word and no comma at the end are
 * forgiven, and of a key that is given twice both values are mixed (encoding/json decodes into what the first left).
 */
export function jsonFault(text: string): TextFault | undefined {
  try {
    JSON.parse(text);
  } catch {
    return { offset: faultOffset(text), reason: 'not valid JSON, as which Kubernetes reads a file that begins with "{"' };
  }
  const twice = parseDocument(text, KUBERNETES_YAML).errors.find(({ code }) => code === 'DUPLICATE_KEY');
  return twice && { offset: twice.pos[0], reason: 'this key is given twice, and Kubernetes mixes the two in JSON: keep one' };
}

const TOKEN = /\s*([{}[\],:]|"(?:[^"\\]|\\.)*"|-?\d[-+.\deE]*|true|false|null)/y;

/** Where the first thing stands that is no JSON: a strange word, or a comma before a bracket; else the end. */
function faultOffset(text: string): number {
  const tokens = new RegExp(TOKEN);
  for (let [at, before] = [0, '']; ; ) {
    const token = tokens.exec(text)?.[1];
    if (token === undefined) return at + /^\s*/.exec(text.slice(at))![0].length;
    if (before === ',' && (token === '}' || token === ']')) return tokens.lastIndex - 1;
    [at, before] = [tokens.lastIndex, token];
  }
}
