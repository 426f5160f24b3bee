import { Refused } from './refused-text.js';

/** A scalar as JSON has it; what has no form in JSON is refused. */
export type Plain = string | number | boolean | null;

const LONG = 'tag:yaml.org,2002:';
/** Tags whose scalars are looked at; every other leaves the text as it is. Source: go.yaml.in/yaml/v2, resolve.go. */
const LOOKED_AT = new Set(['', 'str', 'bool', 'int', 'float', 'null', 'timestamp'].map((name) => (name === '' ? '' : `${LONG}${name}`)));

const WORDS: ReadonlyMap<string, Plain> = new Map<string, Plain>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
]);
/** What is no number that JSON has. */
export const NOT_FINITE = /^(\.nan|\.NaN|\.NAN|[-+]?\.(inf|Inf|INF))$/;

/** Go's strconv.ParseInt with base 0, underscores left out. */
const INTEGER = /^[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
/** What begins with a dot is read by Go's ParseFloat alone, which takes an underscore between digits. */
const FRACTION = /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+)?$/;
const TIMESTAMP = /^\d{4}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])(?:[Tt ]\d|$)/;

/**
 * A scalar as yaml.v2 reads it into no type, and sigs.k8s.io/yaml makes JSON of it: YAML 1.1's words and Go's numbers.
 * @param tag in its long form; empty where there is none
 * @throws Refused where it is not what its tag says, or has no form in JSON
 */
export function scalarOf(tag: string, text: string): Plain {
  if (tag === `${LONG}binary`) return decoded(text);
  if (!LOOKED_AT.has(tag) || tag === `${LONG}str`) return text;
  const [found, value] = resolved(text, tag);
  const wanted = tag.slice(LONG.length);
  if (tag !== '' && wanted !== found && !(wanted === 'float' && found === 'int')) throw new Refused(`a value that is no ${wanted}, as its tag says it is`);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Refused('a number that JSON, as which Kubernetes reads it, has no form for');
  return value;
}

type Found = readonly [kind: 'str' | 'bool' | 'int' | 'float' | 'null' | 'timestamp', value: Plain];

function resolved(text: string, tag: string): Found {
  const word = WORDS.get(text);
  if (word !== undefined) return [word === null ? 'null' : 'bool', word];
  if (NOT_FINITE.test(text)) return ['float', Number.NaN];
  if (text.startsWith('.')) return FRACTION.test(text) ? number(text) : ['str', text];
  if (!/^[-+0-9]/.test(text)) return ['str', text];
  // Kept as text for those who had that before timestamps were known.
  if ((tag === '' || tag.endsWith(':timestamp')) && TIMESTAMP.test(text)) return ['timestamp', text];
  const plain = text.replaceAll('_', '');
  if (INTEGER.test(plain)) return ['int', integer(plain)];
  return FLOAT.test(plain) ? number(text) : ['str', text];
}

/** Beyond its range Go's ParseFloat fails, and what is no number is text. */
function number(text: string): Found {
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? ['float', value] : ['str', text];
}

function integer(plain: string): number {
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/.exec(plain)!;
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  return (sign === '-' ? -1 : 1) * Number(octal);
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decoded(text: string): string {
  const packed = text.replace(/[\r\n]/g, '');
  if (!BASE64.test(packed)) throw new Refused('a binary value that is no base64');
  return new TextDecoder().decode(Uint8Array.from(atob(packed), (character) => character.charCodeAt(0)));
}
