import type * as z from 'zod';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import { auditRequest, pathText, scope, scopeDoubts, scopeEntry, type AuditRequest, type Scope } from '../../policypack/audit-policy/index.js';
import { visible } from '../reporters/printable.js';
import { yamlDocument } from './yaml-document.js';

/** A scope that was read, and what is doubtful in it, one line each. */
export interface ReadScope {
  readonly scope: Scope;
  readonly warnings: readonly string[];
}

/**
 * Reads a scope: a YAML list of partial requests.
 * @param file how the file is called in messages
 * @throws InputMistake with every mistake: file, line, entry and field
 */
export function scopeFile(text: string, file: string): ReadScope {
  const document = yamlDocument(text, file);
  const problems = [
    ...document.repeatedKeys.map((line) => `${line}: this key is given twice: make two entries of it`),
    ...(document.further > 0 ? ['1: holds several documents: put every partial request into one list'] : []),
  ];
  const { success, data, error } = scope.safeParse(document.data, { reportInput: true });
  if (success && problems.length === 0) {
    const doubts = data.flatMap((entry, index) =>
      scopeDoubts(entry).map(({ field, message }) => ({ path: [index, ...(field ? [field] : [])], message })),
    );
    return { scope: data, warnings: doubts.map(({ path, message }) => visible(`${file}:${document.lineOf(path)}: ${pathText(path)}: ${message}`)) };
  }
  problems.push(...(error?.issues ?? []).map((issue) => `${document.lineOf(pathOf(issue))}: ${issueText(issue, A_SCOPE)}`));
  throw new InputMistake(problems.map((problem) => visible(`${file}:${problem}`)).join('\n'));
}

const A_SCOPE = 'a list of partial requests, such as - { apiGroup: "", resource: secrets }';
const A_REQUEST = 'a request as one JSON object, such as {"verb":"get","resource":"secrets"}';

/**
 * Reads requests, one JSON object a line. Empty lines are skipped.
 * @param file how the file is called in messages
 * @throws InputMistake with every mistake: file, line and field
 */
export function requestLines(text: string, file: string): AuditRequest[] {
  const problems: string[] = [];
  const requests = text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const read = requestOf(line);
    if (!Array.isArray(read)) return [read];
    problems.push(...read.map((problem) => `${file}:${index + 1}: ${problem}`));
    return [];
  });
  if (problems.length > 0)
    throw new InputMistake(
      problems.slice(0, SHOWN).join('\n') + (problems.length > SHOWN ? `\n… and ${problems.length - SHOWN} more` : ''),
    );
  return requests;
}

const SHOWN = 20;

function requestOf(line: string): AuditRequest | string[] {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return [`expected ${A_REQUEST}`];
  }
  const parsed = auditRequest.safeParse(data, { reportInput: true });
  return parsed.success ? parsed.data : parsed.error.issues.map((issue) => visible(issueText(issue, A_REQUEST)));
}

const pathOf = ({ path }: z.core.$ZodIssue) => path.filter((step) => typeof step !== 'symbol');

const FIELDS = Object.keys(scopeEntry.shape).join(', ');

/** @param whole what is expected in place of the whole, where it is of another type */
function issueText(issue: z.core.$ZodIssue, whole: string): string {
  const field = pathText(pathOf(issue));
  const at = field === '' ? '' : `${field}: `;
  if (issue.code === 'unrecognized_keys') {
    return `${at}unknown field ${issue.keys.map((key) => `"${key}"`).join(', ')}; expected one of ${FIELDS}`;
  }
  if (issue.code !== 'invalid_type') return `${at}${issue.message}`;
  const expected = field === '' ? whole : (TYPES[issue.expected] ?? issue.expected);
  const empty = field !== '' && issue.input === null ? ': leave the field out, or give ""' : '';
  return `${at}expected ${expected}, found ${typeOf(issue.input)}${empty}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text (put numbers and words such as yes in quotes)',
  array: 'a list of texts',
  object: 'a mapping of fields',
};

function typeOf(input: unknown): string {
  if (input === undefined || input === null) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'object' ? 'a mapping' : `the ${typeof input === 'string' ? 'text' : typeof input} ${JSON.stringify(input).slice(0, 60)}`;
}
