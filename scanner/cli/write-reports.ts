import type { Result } from '../../policypack/core/result.js';
import { CATEGORIES } from '../../policypack/kinds/providers.js';
import { REPORTERS } from '../reporters/index.js';
import type { ReportOptions } from '../reporters/reporter.js';
import type { KubernetesOptions } from '../sources/kubernetes/options.js';
import { machineAdvice } from './machine-advice.js';
import { mayColour, type CommandContext } from './context.js';
import { isStandardOutput, within, type ReportRequest } from './report-files.js';
import { writeWhole } from './write-whole.js';

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
      else if (file === undefined || (await isStandardOutput(file, context.cwd))) await toStandardOutput(REPORTERS[format](result, terminal(context)), context);
      else {
        await writeWhole(within(context.cwd, file), REPORTERS[format](result, { colour: false, width: 120, categories: CATEGORIES }));
        if (!writing.quiet) context.stderr(`wrote ${file}`);
      }
    } catch (problem) {
      const { code, message } = problem as NodeJS.ErrnoException;
      context.stderr(`the ${format} report${file === undefined ? '' : ` ${file}`} could not be written: ${code ?? message}. ${machineAdvice(code) ?? 'The other reports were not affected.'}`);
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
  for (const { ending, line } of endings) if (said[ending]) context.stderr(line);
  return endings.every(({ ending }) => ending !== 'failed');
}

const terminal = ({ stdoutIsTerminal, environment, width }: CommandContext): ReportOptions => ({
  colour: mayColour(stdoutIsTerminal, environment),
  width,
  categories: CATEGORIES,
});

async function toStandardOutput(pieces: AsyncIterable<string>, context: CommandContext): Promise<void> {
  // Nobody reads on: nothing more is made of it. What that means for the run, the process's ending says.
  for await (const piece of pieces) if (!(await context.stdout(piece))) return;
}
