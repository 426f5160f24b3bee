import { dirname, relative, resolve } from 'node:path';
import { dayOf } from '../../policypack/core/calendar.js';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import { loadConfiguration, type LoadedConfiguration } from '../../policypack/configuration/load.js';
import type { Result } from '../../policypack/core/result.js';
import { scan, type Scanned } from '../scan.js';
import type { KubernetesOptions } from '../sources/kubernetes/options.js';
import { ownPackage } from '../../policypack/own-package.js';
import type { CommandContext } from './context.js';
import { chooseSources } from './choose-sources.js';
import { clusterAccess } from './cluster-access.js';
import { probesOfScan } from './probe/probes-of-scan.js';
import { liveProgress, noProgress, plainProgress, type ProgressDisplay } from './progress.js';
import { intoClusters, parseReport, prepareReports, type ReportRequest } from './report-files.js';
import { writeReports, type Writing } from './write-reports.js';
import type { ScanFlags } from './scan-command.js';

/** Runs a scan from its flags to its exit code. */
export async function runScan(flags: ScanFlags, context: CommandContext): Promise<number> {
  const loaded = loadConfiguration({ cwd: context.cwd, environment: context.environment, ...(flags.config && { file: flags.config }) });
  const reports = requestedReports(flags, loaded, context.cwd);
  await prepareReports(reports, context.cwd);
  if (flags.logGroup !== undefined && !flags.probe) throw new InputMistake('--log-group is for --probe');
  const chosen = await chooseSources(flags, loaded, context);
  const sources = [...chosen.sources, ...(flags.probe ? await probesOfScan(chosen.settings, flags.logGroup, loaded, context) : [])];
  const read = chosen.names.has('kubernetes') ? clusterAccess(chosen.settings.kubernetes) : undefined;
  const clusters = reports.some(({ inCluster }) => inCluster) ? writable(read) : undefined;
  sayPlan(flags, loaded, sources, context);
  const display = await progressDisplay(flags, context);
  let scanned: Scanned;
  try {
    scanned = await scan({
      settings: loaded.settings,
      sources,
      today: flags.today ?? dayOf(context.now()),
      failOn: flags.failOn,
      failOnDrift: flags.failOnDrift === true,
      keepAll: reports.some((each) => wantsPasses(each, clusters)),
      tool: { name: 'logproof', version: ownPackage().version },
      signal: context.signal,
      onProgress: display.onProgress,
      now: context.now,
    });
  } finally {
    display.end();
  }
  try {
    return await report(scanned, reports, context, { quiet: flags.quiet === true, verbose: flags.verbose === true, clusters });
  } finally {
    await scanned.dispose();
  }
}

/** A report that could not be written is a run that proved nothing, unless it already failed. */
async function report(result: Result, reports: readonly ReportRequest[], context: CommandContext, writing: Writing): Promise<number> {
  const whole = await writeReports(result, reports, context, writing);
  return whole || result.summary.exitCode === 1 ? result.summary.exitCode : 3;
}

/** Flags win over the file; without either, a table on standard output. */
function requestedReports(flags: ScanFlags, { configuration, file: from }: LoadedConfiguration, cwd: string): ReportRequest[] {
  if (flags.report) return intoClusters(flags.report.map(parseReport));
  const base = from ? dirname(from) : cwd;
  const files = Object.entries(configuration.reports).map(([format, file]) => parseReport(`${format}=${relative(cwd, resolve(base, file))}`));
  return [...(flags.quiet && files.length > 0 ? [] : [parseReport('table')]), ...files];
}

/** ndjson lists every verdict; reports of several clusters count each one's own. */
const wantsPasses = ({ format, inCluster }: ReportRequest, clusters: KubernetesOptions | undefined): boolean =>
  format === 'ndjson' || (inCluster === true && (clusters?.contexts?.length ?? 0) > 1);

/** @throws InputMistake where no cluster is read: the reports have no place */
function writable(clusters: KubernetesOptions | undefined): KubernetesOptions {
  if (clusters) return clusters;
  throw new InputMistake('--report policy-report is written to the clusters that are read, and none is: give --context, or a file: --report policy-report=FILE');
}

async function progressDisplay(flags: ScanFlags, context: CommandContext): Promise<ProgressDisplay> {
  if (!flags.progress || flags.quiet) return noProgress;
  return context.stderrIsTerminal ? liveProgress(process.stderr) : plainProgress((text) => context.stderr(text));
}

function sayPlan(flags: ScanFlags, { file, waiversFile }: LoadedConfiguration, sources: readonly { readonly scope: string }[], context: CommandContext): void {
  if (sources.length === 0) {
    throw new InputMistake(
      'nothing to read: no kubeconfig and no AWS credentials were found, and none is configured. Give --context, --region or --pulumi-state, or write a configuration: logproof init',
    );
  }
  if (!flags.verbose) return;
  context.stderr(`configuration: ${file ?? 'none, every default holds'}\nwaivers: ${waiversFile ?? 'none'}\n`);
  context.stderr(`reading: ${[...new Set(sources.map(({ scope }) => scope))].join(', ')}\n`);
}

