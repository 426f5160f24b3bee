import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { unreadable } from '../../policypack/configuration/named-file.js';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import type { Result } from '../../policypack/core/result.js';
import type { KubernetesOptions } from '../sources/kubernetes/options.js';
import type { CommandContext } from './context.js';
import type { ReportFlags } from './report-command.js';
import { intoClusters, parseReport, prepareReports } from './report-files.js';
import { writeReports } from './write-reports.js';

/**
 * Renders a saved result.
 * @param file the result, as the user named it
 * @returns the exit code: 0 every report was written, 3 not every one
 * @throws InputMistake for a file, a context or a report that cannot be used, before anything is written
 */
export async function runReport(file: string, flags: ReportFlags, context: CommandContext): Promise<number> {
  const clusters = clusterOf(flags, context.cwd);
  const asked = (flags.report ?? ['table']).map(parseReport);
  const reports = clusters ? intoClusters(asked) : asked;
  if (clusters && !reports.some(({ inCluster }) => inCluster)) {
    throw new InputMistake('--context and --kubeconfig say where --report policy-report is written, and no such report is asked for');
  }
  await prepareReports(reports, context.cwd);
  if (clusters) await checkContext(clusters);
  const { result, dispose } = await savedResult(file, context.cwd);
  if (reports.some(({ format }) => format === 'ndjson') && result.summary.pass > 0) {
    context.stderr(`${file} holds no passes, so that ndjson lists only what is reported; \`logproof scan --report ndjson=FILE\` lists every verdict\n`);
  }
  try {
    return (await writeReports(result, reports, context, { quiet: flags.quiet === true, verbose: flags.verbose === true, clusters })) ? 0 : 3;
  } finally {
    await dispose();
  }
}

const clusterOf = ({ context: name, kubeconfig }: ReportFlags, cwd: string): KubernetesOptions | undefined =>
  name === undefined && kubeconfig === undefined ? undefined : { ...(name !== undefined && { contexts: [name] }), ...(kubeconfig !== undefined && { kubeconfig: resolve(cwd, kubeconfig) }) };

/** @throws InputMistake for a context that is not there, before anything is written */
async function checkContext(clusters: KubernetesOptions): Promise<void> {
  const { chooseContexts } = await import('../sources/kubernetes/client/kubeconfig.js');
  chooseContexts(clusters);
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
    throw unreadable(problem, { file, say: (code) => `cannot be read (${code}); save a result with \`logproof scan --report json=${file}\`` });
  }
}
