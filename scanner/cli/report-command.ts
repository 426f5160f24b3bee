import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import type { Result } from '../../policypack/core/result.js';
import type { KubernetesOptions } from '../sources/kubernetes/options.js';
import { UsageError, type CommandContext } from './context.js';
import { intoClusters, parseReport, prepareReports } from './report-files.js';

const EXAMPLES = `
Examples:
  logproof report result.json                             the table again
  logproof report result.json --report html=report.html   a page for the auditor
  logproof report result.json --report markdown >> "$GITHUB_STEP_SUMMARY"
  logproof report result.json --report policy-report --context prod
                                                          objects that dashboards in the cluster read
`;

interface ReportFlags {
  readonly report?: readonly string[];
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

const clusterOf = ({ context: name, kubeconfig }: ReportFlags, cwd: string): KubernetesOptions | undefined =>
  name === undefined && kubeconfig === undefined ? undefined : { ...(name !== undefined && { contexts: [name] }), ...(kubeconfig !== undefined && { kubeconfig: resolve(cwd, kubeconfig) }) };

/** @throws KubeconfigError for a context that is not there, before anything is written */
async function checkContext(clusters: KubernetesOptions): Promise<void> {
  const { chooseContexts } = await import('../sources/kubernetes/client/kubeconfig.js');
  chooseContexts(clusters);
}

/** `logproof report RESULT.json`: what was saved by `--report json`, in other formats. */
export function reportCommand(context: CommandContext): Command {
  return new Command('report')
    .description('Render a saved result again, in any format. Ends with 0 when the report was written.')
    .argument('<result.json>', 'a result saved by `logproof scan --report json=FILE`')
    .option('--report <format[=file]>', 'report to write; repeatable (default: table on standard output)', (value: string, earlier: readonly string[] | undefined) => [
      ...(earlier ?? []),
      value,
    ])
    .option('--context <name>', 'kubeconfig context of the cluster that a policy-report without a file is written to')
    .option('--kubeconfig <file>', "kubeconfig file for it (default: KUBECONFIG, ~/.kube/config, or the pod's own account)")
    .option('--quiet', 'nothing but the report and errors')
    .option('--verbose', 'say more of what is done, and show the stack of an unexpected error')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, flags: ReportFlags) => {
      const clusters = clusterOf(flags, context.cwd);
      const asked = (flags.report ?? ['table']).map(parseReport);
      const reports = clusters ? intoClusters(asked) : asked;
      if (clusters && !reports.some(({ inCluster }) => inCluster)) {
        throw new UsageError('--context and --kubeconfig say where --report policy-report is written, and no such report is asked for');
      }
      await prepareReports(reports, context.cwd);
      if (clusters) await checkContext(clusters);
      const { writeReports } = await import('./write-reports.js');
      const { result, dispose } = await savedResult(file, context.cwd);
      try {
        context.exit((await writeReports(result, reports, context, { quiet: flags.quiet === true, verbose: flags.verbose === true, clusters })) ? 0 : 3);
      } finally {
        await dispose();
      }
    });
}

/** A JavaScript string holds half a gigabyte at most; beyond this size a result is read line by line. */
const LARGE_BYTES = 256 * 1024 * 1024;

async function savedResult(file: string, cwd: string): Promise<{ result: Result; dispose(): Promise<void> }> {
  const path = resolve(cwd, file);
  const size = (await readable(stat(path), file)).size;
  if (size > LARGE_BYTES) {
    const { readResult } = await import('../result/read-lines.js');
    const result = await readResult(createInterface({ input: createReadStream(path), crlfDelay: Infinity }), file);
    return { result, dispose: () => result.dispose() };
  }
  const { parseResult } = await import('../result/parse.js');
  return { result: parseResult(await readable(readFile(path, 'utf8'), file), file), dispose: async () => undefined };
}

async function readable<T>(reading: Promise<T>, file: string): Promise<T> {
  try {
    return await reading;
  } catch (problem) {
    throw new UsageError(`${file}: cannot be read (${(problem as NodeJS.ErrnoException).code}); save a result with \`logproof scan --report json=${file}\``);
  }
}
