import { resolve } from 'node:path';
import type { Result } from '../../policypack/core/result.js';
import { CATEGORIES } from '../../policypack/kinds/providers.js';
import { REPORTERS } from '../reporters/index.js';
import type { ReportOptions } from '../reporters/reporter.js';
import type { KubernetesOptions } from '../sources/kubernetes/options.js';
import { mayColour, type CommandContext } from './context.js';
import { writeWhole, type ReportRequest } from './report-files.js';

/** How reports are written. */
export interface Writing {
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** The clusters that policy reports are written to. */
  readonly clusters?: KubernetesOptions | undefined;
}

/**
 * Writes every report that was asked for. One that fails is said and does not stop the others.
 * @returns whether all were written
 */
export async function writeReports(result: Result, reports: readonly ReportRequest[], context: CommandContext, writing: Writing): Promise<boolean> {
  let whole = true;
  for (const { format, file, inCluster } of reports) {
    try {
      if (inCluster) whole = (await toClusters(result, context, writing)) && whole;
      else if (file === undefined) await toStandardOutput(REPORTERS[format](result, terminal(context)), context);
      else {
        await writeWhole(resolve(context.cwd, file), REPORTERS[format](result, { colour: false, width: 120, categories: CATEGORIES }));
        if (!writing.quiet) context.stderr(`wrote ${file}\n`);
      }
    } catch (problem) {
      const { code, message } = problem as NodeJS.ErrnoException;
      context.stderr(`the ${format} report${file === undefined ? '' : ` ${file}`} could not be written: ${code ?? message}. ${advice(code)}\n`);
      whole = false;
    }
  }
  return whole;
}

/** @returns whether no cluster failed; one that serves no policy reports does not */
async function toClusters(result: Result, context: CommandContext, { quiet, verbose, clusters = {} }: Writing): Promise<boolean> {
  const { writeInClusterReports } = await import('../in-cluster-reports/index.js');
  const endings = await writeInClusterReports(result, clusters, context.signal);
  const said = { written: !quiet, skipped: verbose, failed: true };
  for (const { ending, line } of endings) if (said[ending]) context.stderr(`${line}\n`);
  return endings.every(({ ending }) => ending !== 'failed');
}

const terminal = ({ stdoutIsTerminal, environment, width }: CommandContext): ReportOptions => ({
  colour: mayColour(stdoutIsTerminal, environment),
  width,
  categories: CATEGORIES,
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
