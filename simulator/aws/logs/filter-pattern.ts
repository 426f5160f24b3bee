import { invalidParameter } from '../aws-error.js';

/** Whether an event's message matches. */
export type Matches = (message: string) => boolean;

/**
 * Reads a CloudWatch Logs filter pattern: terms and quoted phrases (all must be there, case counts), `?term` (any of
 * these), `-term` (none of these); or comparisons of JSON fields, `{ $.a.b = "x" }`, joined by `&&` or by `||`.
 * Array indices, regular expressions and space-delimited patterns are not simulated.
 *
 * @throws AwsError InvalidParameterException for what it cannot read
 */
export function filterPattern(pattern = ''): Matches {
  const trimmed = pattern.trim();
  return trimmed.startsWith('{') ? jsonPattern(trimmed) : termPattern(trimmed);
}

function termPattern(pattern: string): Matches {
  const terms = [...pattern.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/g)].map(([, sign, quoted, bare]) => ({
    sign,
    term: quoted?.replace(/\\(.)/g, '$1') ?? bare!,
  }));
  if (/^[[%]/.test(pattern) || pattern.replace(/\\"/g, '').split('"').length % 2 === 0) throw invalid();
  const of = (sign: string) => terms.filter((term) => term.sign === sign).map(({ term }) => term);
  const [required, optional, excluded] = [of(''), of('?'), of('-')];
  return (message) =>
    required.every((term) => message.includes(term)) &&
    (optional.length === 0 || optional.some((term) => message.includes(term))) &&
    !excluded.some((term) => message.includes(term));
}

type Holds = (event: unknown) => boolean;

function jsonPattern(pattern: string): Matches {
  const body = /^\{([\s\S]*)\}$/.exec(pattern)?.[1];
  if (body === undefined) throw invalid();
  const anyOf = split(body, '||').map((part) => split(part, '&&').map(comparison));
  return (message) => {
    const event = parsed(message);
    return event !== undefined && anyOf.some((all) => all.every((holds) => holds(event)));
  };
}

/** Splits on an operator outside of quotes. */
function split(text: string, operator: '&&' | '||'): string[] {
  const parts = [''];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|&&|\|\||[\s\S]/g)) {
    if (token === operator) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts;
}

const COMPARISON = /^\s*\(?\s*\$\.([\w.[\]"-]+)\s*(=|!=|>=|<=|>|<)\s*("(?:[^"\\]|\\.)*"|[^\s()"]+)\s*\)?\s*$/;

function comparison(text: string): Holds {
  const [, path, operator, operand] = COMPARISON.exec(text) ?? [];
  if (path === undefined || operator === undefined || operand === undefined) throw invalid();
  const wanted = operand.startsWith('"') ? operand.slice(1, -1).replace(/\\(.)/g, '$1') : operand;
  const isNumber = !operand.startsWith('"') && Number.isFinite(Number(operand));
  const glob = new RegExp(`^${wanted.split('*').map(escape).join('.*')}$`, 's');
  return (event) => {
    const found = valueAt(event, path);
    const equal = isNumber ? found === Number(wanted) : found !== undefined && glob.test(String(found));
    if (operator === '=') return equal;
    if (operator === '!=') return found !== undefined && !equal;
    if (typeof found !== 'number' || !isNumber) return false;
    const difference = found - Number(wanted);
    return operator[0] === '>'
      ? difference > 0 || (operator === '>=' && difference === 0)
      : difference < 0 || (operator === '<=' && difference === 0);
  };
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function valueAt(event: unknown, path: string): unknown {
  let at = event;
  for (const key of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

function parsed(message: string): unknown {
  try {
    return JSON.parse(message) as unknown;
  } catch {
    return undefined;
  }
}

const invalid = () => invalidParameter('Invalid filter pattern');
