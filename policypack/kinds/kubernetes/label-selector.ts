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
const KEY = String.raw`(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?`;
const VALUE = String.raw`(?:[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?)?`;

const EQUALS = new RegExp(`^(${KEY})\\s*(==?|!=)\\s*(${VALUE})$`);
const AMONG = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(\\s*(${VALUE}(?:\\s*,\\s*${VALUE})*)\\s*\\)$`);
const EXISTS = new RegExp(`^(!?)\\s*(${KEY})$`);

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
const parts = (text: string): string[] => text.split(/,(?![^(]*\))/).map((part) => part.trim());

function requirementOf(part: string): Requirement | undefined {
  const [, key = '', operator = '', value = ''] = EQUALS.exec(part) ?? AMONG.exec(part) ?? [];
  if (key) {
    const values = operator.endsWith('in') ? value.split(',').map((one) => one.trim()) : [value];
    const positive = operator !== '!=' && operator !== 'notin';
    return (labels) => (has(labels, key) && values.includes(textOf(labels[key]))) === positive;
  }
  const [, negated, name] = EXISTS.exec(part) ?? [];
  return name === undefined ? undefined : (labels) => has(labels, name) === (negated === '');
}
