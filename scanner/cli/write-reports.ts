import { resolve } from 'node:path';
import type { Result } from '../../policypack/core/result.js';
import { REPORTERS } from '../reporters/index.js';
import type { ReportOptions } from '../reporters/reporter.js';
import { mayColour, type CommandContext } from './context.js';
import { writeWhole, type ReportRequest } from './report-files.js';

/**
 * Writes every report that was asked for. One that fails is said and does not stop the others.
 * @returns whether all were written
 */
export async function writeReports(result: Result, reports: readonly ReportRequest[], context: CommandContext, quiet: boolean): Promise<boolean> {
  let whole = true;
  for (const { format, file } of reports) {
    try {
      if (file === undefined) await toStandardOutput(REPORTERS[format](result, terminal(context)), context);
      else {
        await writeWhole(resolve(context.cwd, file), REPORTERS[format](result, { colour: false, width: 120 }));
        if (!quiet) context.stderr(`wrote ${file}\n`);
      }
    } catch (problem) {
      const { code, message } = problem as NodeJS.ErrnoException;
      context.stderr(`the ${format} report${file === undefined ? '' : ` ${file}`} could not be written: ${code ?? message}. ${advice(code)}\n`);
      whole = false;
    }
  }
  return whole;
}

const terminal = ({ stdoutIsTerminal, environment, width }: CommandContext): ReportOptions => ({
  colour: mayColour(stdoutIsTerminal, environment),
  width,
});

async function toStandardOutput(pieces: AsyncIterable<string>, context: CommandContext): Promise<void> {
  for await (const piece of pieces) await context.stdout(piece);
}

const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: free some space and run again.',
  EDQUOT: 'The quota is used up: free some space and run again.',
  EACCES: 'Choose a folder that can be written to.',
  EROFS: 'The file system is read-only: choose another folder.',
};

const advice = (code: string | undefined): string => ADVICE[code ?? ''] ?? 'The other reports were not affected.';
