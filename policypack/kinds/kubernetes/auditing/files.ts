import { ANY_DIALECT, pathText, readPolicy, type AuditPolicy, type PolicyNote } from '../../../audit-policy/index.js';
import { gap, known, type Known } from '../../../core/known.js';
import { auditWebhook, type AuditWebhook } from './webhook.js';
import type { RefusedFile } from '../yaml/refused-file.js';
import { isJson, jsonFault } from '../yaml/refused-text.js';
import { lineAt, yamlDocuments } from '../yaml/documents.js';

/** A policy of more rules is left unread: proving it could hold up a deployment for minutes. */
const MOST_RULES = 1000;

/** Reads a document as kube-apiserver does its audit policy, of whatever version: which one decides is said in the policy's `limits`. */
export function declaredPolicy(document: unknown, place: string): Known<AuditPolicy | RefusedFile> {
  const reading = readPolicy(document, ANY_DIALECT);
  if ('problems' in reading) return known(refusal(place, reading.problems.map(noteText)));
  if (reading.policy.rules.length > MOST_RULES) return gap('unsupported', `${place}, of more than ${MOST_RULES} rules,`);
  return known(reading.policy);
}

/** Reads a file's text as kube-apiserver does its audit policy: the first document counts. */
export function policyText(text: string, place: string): Known<AuditPolicy | RefusedFile> {
  const fault = isJson(text) ? jsonFault(text) : undefined;
  if (fault) return known(refusal(place, [`line ${lineAt(text, fault.offset)}: ${fault.reason}`]));
  return firstDocument(text, place, (document) => declaredPolicy(document, place));
}

/** Reads a file's text as kube-apiserver does its audit webhook's kubeconfig. */
export const webhookText = (text: string, place: string): Known<AuditWebhook | RefusedFile> =>
  firstDocument(text, place, (document) => {
    const webhook = auditWebhook(document);
    return known(typeof webhook === 'string' ? refusal(place, [webhook]) : webhook);
  });

function firstDocument<T>(text: string, place: string, take: (document: unknown) => Known<T | RefusedFile>): Known<T | RefusedFile> {
  const reading = yamlDocuments(text);
  if ('unread' in reading) return gap('unsupported', `${place}, ${reading.unread},`);
  return 'broken' in reading ? known(refusal(place, [reading.broken])) : take(reading.documents[0]);
}

/** A refusal that names the file. */
export const refusal = (place: string, reasons: readonly string[]): RefusedFile => ({
  refused: reasons.map((reason) => `${place}: ${shortened(reason)}`) as [string, ...string[]],
});

/** What is wrong at one place of a policy, in one line. */
export const noteText = ({ path, reason, expected }: PolicyNote): string => `${pathText(path) || 'the document'}: ${reason}; expected ${expected}`;

const shortened = (text: string): string => (text.length <= 300 ? text : `${text.slice(0, 300)}…`);
