import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { binary } from './build.js';

/** A request as the apiserver's audit sees it; what is absent is empty. With a resource it is a resource request. */
export interface AuditRequest {
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly verb?: string;
  readonly apiGroup?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
  /** URL path, which decides for requests that are not for resources. */
  readonly path?: string;
}

/** Kubernetes' verdict: why the policy is refused, or one result a request. */
export type OracleAnswer =
  | { readonly error: string }
  | {
      readonly results: readonly { readonly level: string; readonly omitStages: readonly string[] }[];
      /** As Kubernetes read it, where it was asked to show that; fields by their names in Go. */
      readonly policy?: { readonly Rules: readonly Readonly<Record<string, unknown>>[]; readonly OmitStages: readonly string[] | null; readonly OmitManagedFields: boolean };
    };

/** A policy, as YAML text, and the requests to judge by it. */
export interface OracleQuestion {
  readonly policy: string;
  readonly requests: readonly AuditRequest[];
  /** Whether the answer is to show the policy as Kubernetes read it. */
  readonly show?: boolean;
}

/** Asks Kubernetes' own policy evaluator about one policy. */
export async function judge(policy: string, requests: readonly AuditRequest[]): Promise<OracleAnswer> {
  const [answer] = await judgeAll([{ policy, requests }]);
  return answer as OracleAnswer;
}

/**
 * Asks Kubernetes' own policy evaluator (k8s.io/apiserver 0.36.3) about many policies, in one process and in order.
 *
 * @throws Error when the oracle fails; a policy that Kubernetes refuses is an answer, not an exception.
 */
export async function judgeAll(questions: readonly OracleQuestion[]): Promise<OracleAnswer[]> {
  const child = spawn(await binary('audit-oracle'), { stdio: ['pipe', 'pipe', 'pipe'] });
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  child.stdin.on('error', () => undefined); // it ended early: its exit code and message say why
  child.stdin.end(questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
  const [answers, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if ((await code) !== 0) throw new Error(`the audit oracle failed: ${complaint.trim()}`);
  return answers.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as OracleAnswer);
}
