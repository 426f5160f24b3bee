import type { z } from 'zod';
import { auditRequest, pathText, scope, type AuditRequest, type Scope } from '../../policypack/audit-policy/index.js';
import { InputError } from './input-error.js';
import { yamlDocument } from './yaml-document.js';

/**
 * Reads a scope: a YAML list of partial requests.
 * @param file how the file is called in messages
 * @throws InputError with every mistake: file, line, entry and field
 */
export function scopeFile(text: string, file: string): Scope {
  const document = yamlDocument(text, file);
  const { success, data, error } = scope.safeParse(document.data);
  if (success) return data;
  throw new InputError(
    error.issues
      .map((issue) => `${file}:${document.lineOf(pathOf(issue))}: ${issueText(issue, 'a list of partial requests')}`)
      .join('\n'),
  );
}

/**
 * Reads requests, one JSON object a line. Empty lines are skipped.
 * @param file how the file is called in messages
 * @throws InputError with every mistake: file, line and field
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
    throw new InputError(
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
    return ['expected a request as one JSON object, such as {"verb":"get","resource":"secrets"}'];
  }
  const parsed = auditRequest.safeParse(data);
  return parsed.success ? parsed.data : parsed.error.issues.map((issue) => issueText(issue, 'a request'));
}

const pathOf = ({ path }: z.core.$ZodIssue) => path.filter((step) => typeof step !== 'symbol');

function issueText(issue: z.core.$ZodIssue, whole: string): string {
  const field = pathText(pathOf(issue)) || whole;
  if (issue.code === 'unrecognized_keys') {
    return `${field}: unknown field ${issue.keys.map((key) => `"${key}"`).join(', ')}; expected user, groups, verb, apiGroup, resource, subresource, namespace, name or path`;
  }
  return `${field}: ${issue.message}`;
}
