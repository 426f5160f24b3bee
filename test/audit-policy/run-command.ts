import { Readable } from 'node:stream';
import { auditPolicyCommand } from '../../scanner/cli/audit-policy.js';

/** What a command wrote, and how it ended. */
export interface Ran {
  stdout: string;
  stderr: string;
  code: number | undefined;
}

/** Runs `logproof audit-policy` with the words of a command line, in a folder. */
export async function runAuditPolicy(words: string, cwd: string, stdin = ''): Promise<Ran> {
  const ran: Ran = { stdout: '', stderr: '', code: undefined };
  const command = auditPolicyCommand({
    stdout: (text) => void (ran.stdout += text),
    stderr: (text) => void (ran.stderr += text),
    exit: (code) => void (ran.code = code),
    stdin: Readable.from([stdin]),
    cwd,
  });
  for (const one of [command, ...command.commands]) {
    one
      .exitOverride()
      .configureOutput({
        writeOut: (text) => void (ran.stdout += text),
        writeErr: (text) => void (ran.stderr += text),
      });
  }
  await command.parseAsync(words.split(' '), { from: 'user' });
  return ran;
}
