import type * as z from 'zod';
import { ConfigurationErrors, type ConfigurationError } from './errors.js';
import type { YamlFile } from './yaml.js';
import { textOf } from '../core/untyped.js';

type Issue = z.core.$ZodIssue;

/**
 * Validates a file's value.
 * @throws ConfigurationErrors with every mistake, sorted by line
 */
export function validate<S extends z.ZodType>(schema: S, { file, value, lineOf }: YamlFile): z.output<S> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) => describe(issue)).map(({ path, code, message }): ConfigurationError => {
    const line = lineOf(path);
    return { code, file, path: path.join('.'), message, ...(line !== undefined && { line }) };
  });
  throw new ConfigurationErrors(errors.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.path < b.path ? -1 : 1)));
}

interface Described {
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly message: string;
}

function describe(issue: Issue): Described[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], code: 'unknown-key', message: 'is not a known key; check its spelling and place' }));
  }
  if (issue.code === 'invalid_union') return describeUnion(issue);
  if (issue.code === 'invalid_value') return [{ path, code: 'wrong-value', message: `expected ${choices(issue.values)}, found ${shown(issue.input)}` }];
  if (issue.code === 'invalid_type') return [{ path, code: 'wrong-type', message: `expected ${typeName(issue.expected)}, found ${shown(issue.input)}` }];
  if (issue.code === 'too_small') {
    const least = issue.origin === 'string' || issue.origin === 'array' ? 'something, not an empty value' : `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    return [{ path, code: 'wrong-value', message: `expected ${least}, found ${shown(issue.input)}` }];
  }
  return [{ path, code: 'wrong-value', message: `${issue.message}, found ${shown(issue.input)}` }];
}

/** Of several forms, the one whose outer shape was met: its own mistakes say more than that no form fits. */
function describeUnion({ path, errors, input }: z.core.$ZodIssueInvalidUnion): Described[] {
  const met = errors.find((issues) => !issues.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0));
  if (met) return met.flatMap((issue) => describe({ ...issue, path: [...path, ...issue.path] }));
  const expected = errors.flatMap((issues) => issues.flatMap((issue) => (issue.code === 'invalid_type' ? typeName(issue.expected) : [])));
  return [{ path, code: 'wrong-type', message: `expected ${[...new Set(expected)].join(', or ')}, found ${shown(input)}` }];
}

const TYPE_NAMES: Readonly<Record<string, string>> = { int: 'a whole number', number: 'a number', string: 'a text', array: 'a list', object: 'a mapping', boolean: 'true or false', record: 'a mapping' };

const typeName = (expected: string): string => TYPE_NAMES[expected] ?? expected;

function choices(values: readonly unknown[]): string {
  const texts = values.map(String);
  return texts.length === 1 ? `${texts[0]}` : `one of ${texts.join(', ')}`;
}

const LONGEST = 60;

function shown(input: unknown): string {
  if (input === undefined) return 'nothing';
  if (input === null) return 'an empty value';
  if (typeof input === 'object') return Array.isArray(input) ? 'a list' : 'a mapping';
  const text = JSON.stringify(input) ?? textOf(input);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
