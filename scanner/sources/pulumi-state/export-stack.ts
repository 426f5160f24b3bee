import { spawn } from 'node:child_process';
import type { Failure } from '../failure.js';

/** How the CLI is called; the environment passes through, since it says which backend and who is logged in. */
export interface ExportOptions {
  readonly stack: string;
  readonly cwd: string;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

/** The exported state, or why there is none. */
export type Exported = { readonly text: string } | { readonly failure: Failure };

const OPERATION = 'pulumi stack export';

/** Has the Pulumi CLI export a stack. No shell is involved: a stack's name is data. Secrets are not asked for. */
export async function exportStack({ stack, cwd, timeoutSeconds, signal }: ExportOptions): Promise<Exported> {
  const deadline = AbortSignal.timeout(timeoutSeconds * 1000);
  const child = spawn('pulumi', ['stack', 'export', '--non-interactive', '--color', 'never', '--stack', stack], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: 'true' },
    signal: AbortSignal.any([signal, deadline]),
  });
  const out: Buffer[] = [];
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on(
    'data',
    (chunk: Buffer) => void (complaint = `${complaint}${chunk.toString()}`.slice(-LONGEST_COMPLAINT)),
  );
  const ended = await new Promise<{ code: number | null } | { problem: NodeJS.ErrnoException }>((resolve) => {
    child.once('error', (problem) => resolve({ problem }));
    child.once('close', (code) => resolve({ code }));
  });
  if (signal.aborted) return failed('cut-off', 'the run was interrupted');
  if (deadline.aborted) return failed('unreachable', `no answer within ${timeoutSeconds} s`);
  if ('problem' in ended) return failed('unreachable', whyNotStarted(ended.problem));
  if (ended.code === 0) return { text: Buffer.concat(out).toString('utf8') };
  return failed(...whyRefused(complaint, ended.code));
}

const LONGEST_COMPLAINT = 4_000;

const failed = (reason: Failure['reason'], detail: string): Exported => ({
  failure: { reason, detail: `${OPERATION}: ${detail}` },
});

const whyNotStarted = ({ code }: NodeJS.ErrnoException): string =>
  code === 'ENOENT'
    ? 'the pulumi command is not on PATH; install it, or give an exported file by --pulumi-state'
    : `the pulumi command cannot be started (${code ?? 'unknown error'})`;

function whyRefused(complaint: string, code: number | null): [Failure['reason'], string] {
  if (/not logged in|PULUMI_ACCESS_TOKEN|pulumi login/i.test(complaint))
    return ['forbidden', 'not logged in; run pulumi login, or set PULUMI_ACCESS_TOKEN or PULUMI_BACKEND_URL'];
  if (/\b40[13]\b|access denied|forbidden|unauthorized|passphrase/i.test(complaint))
    return ['forbidden', `refused: ${firstLine(complaint)}`];
  if (/no stack named|not found|no previous deployment/i.test(complaint))
    return ['unreachable', `${firstLine(complaint)}; see pulumi stack ls for the names`];
  return ['unreachable', `exit code ${code}: ${firstLine(complaint) || 'it says nothing'}`];
}

const firstLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('warning:'))
    ?.replace(/^error: /, '') ?? '';
