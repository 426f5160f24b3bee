import { textOf } from '../../core/untyped.js';

type Labels = Readonly<Record<string, unknown>>;

/** A label selector, as kubectl's `--selector` takes it. */
export interface LabelSelector {
  /** As written. */
  readonly text: string;
  matches(labels: Labels): boolean;
}

type Requirement = (labels: Labels) => boolean;

/** A key with an optional prefix, and a value, which may be empty. Source: k8s.io/apimachinery, IsQualifiedName, IsValidLabelValue. */
const KEY = /^(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^(?:[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?)?$/;

const EQUALS = /^([^=!]*)(==?|!=)([^=!]*)$/;
const AMONG = /^([^\s(]+)\s+(in|notin)\s*\(([^()]*)\)$/;

const has = (labels: Labels, key: string): boolean => Object.hasOwn(labels, key);

/**
 * Reads a selector: `a=b`, `a!=b`, `a in (b, c)`, `a notin (b)`, `a`, `!a`, joined by commas that all must hold. As in
 * Kubernetes, `!=` and `notin` hold too where the label is absent.
 * @returns the selector, or what is wrong with the text
 */
export function labelSelector(text: string): LabelSelector | string {
  const requirements: Requirement[] = [];
  for (const part of parts(text)) {
    const requirement = requirementOf(part);
    if (!requirement) return `expected a label selector such as app=llm,tier in (a, b),!test; "${part}" is no requirement`;
    requirements.push(requirement);
  }
  return { text, matches: (labels) => requirements.every((holds) => holds(labels)) };
}

/** Split at commas that stand outside of parentheses. */
function parts(text: string): string[] {
  const found: string[] = [];
  let [end, next] = [text.length, ''];
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const character = text[at] ?? '';
    if (character === '(' || character === ')') next = character;
    else if (character === ',' && next !== ')') [end] = [at, found.push(text.slice(at + 1, end))];
  }
  return [...found, text.slice(0, end)].map((part) => part.trim()).reverse();
}

function requirementOf(part: string): Requirement | undefined {
  const [, left = '', operator, right = ''] = EQUALS.exec(part) ?? AMONG.exec(part) ?? [];
  if (operator !== undefined) {
    const key = left.trim();
    const values = (operator.endsWith('in') ? right.split(',') : [right]).map((one) => one.trim());
    if (!KEY.test(key) || !values.every((one) => VALUE.test(one))) return undefined;
    const positive = operator !== '!=' && operator !== 'notin';
    return (labels) => (has(labels, key) && values.includes(textOf(labels[key]))) === positive;
  }
  const negated = part.startsWith('!');
  const name = negated ? part.slice(1).trim() : part;
  return KEY.test(name) ? (labels) => has(labels, name) !== negated : undefined;
}
