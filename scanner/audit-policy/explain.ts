import { level, type AuditRequest, type Decision, type Dialect } from '../../policypack/audit-policy/index.js';
import { decisionText, requestText } from './class-text.js';
import type { Output } from './output.js';
import type { PolicyFile } from './policy-file.js';

/** Requests to explain: many, or one given on the command line. */
export interface Explanation {
  readonly policy: PolicyFile;
  readonly requests: readonly AuditRequest[] | AuditRequest;
  readonly dialect: Dialect;
  readonly output: Output;
}

/** What a policy does with each request. As `json`, many requests give a list and one gives an object. */
export function* explain({ policy, requests, dialect, output }: Explanation): Generator<string> {
  const many = Array.isArray(requests) ? (requests as readonly AuditRequest[]) : [requests as AuditRequest];
  const decide = (request: AuditRequest): Decision => level(policy.policy, request, dialect);
  if (output === 'json') {
    const decisions = many.map(decide);
    yield `${JSON.stringify(Array.isArray(requests) ? decisions : decisions[0], null, 2)}\n`;
    return;
  }
  const place = (rule: number) => `${policy.file}:${policy.lineOf(['rules', rule])}`;
  for (const request of many) {
    const decision = decide(request);
    yield output === 'ndjson'
      ? `${JSON.stringify(decision)}\n`
      : `${requestText(request)}\n  ${decisionText(decision, place)}\n`;
  }
}
