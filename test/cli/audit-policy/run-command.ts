import { logproof } from '../command-line.js';

/** What a command wrote, and how it ended. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Runs `logproof audit-policy` with the words of a command line, in a folder. */
export const runAuditPolicy = (words: string, cwd: string, stdin = ''): Promise<Ran> => logproof(['audit-policy', ...words.split(' ')], { cwd, stdin });
