import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { loadConfiguration } from '../../../policypack/configuration/load.js';
import { chooseContexts } from '../../sources/kubernetes/client/kubeconfig.js';
import { requestSettings } from '../../sources/kubernetes/options.js';
import { probe } from '../../probe/probe.js';
import { probeExitCode, probeJson, probeText, type ProbeReport } from '../../probe/report.js';
import { settingsByProvider } from '../choose-sources.js';
import type { CommandContext } from '../context.js';
import { readLocalCopies } from '../../sources/kubernetes/local-copies.js';
import { referencesFor } from '../../sources/kubernetes/host-file-references.js';
import { probeDestination } from './destination.js';
import type { ProbeFlags } from './command.js';

/**
 * Probes one cluster and prints what became of its audit event.
 * @returns the exit code
 * @throws InputMistake
 */
export async function runProbe({ context: name, region, ...flags }: ProbeFlags, context: CommandContext): Promise<number> {
  const loaded = loadConfiguration({ cwd: context.cwd, environment: context.environment, ...(flags.config && { file: flags.config }) });
  const { kubernetes, aws } = settingsByProvider({ ...flags, ...(name !== undefined && { context: [name] }), ...(region !== undefined && { region: [region] }) }, loaded, context.cwd);
  const { destination, timeoutSeconds } = await probeDestination({ kubernetes, aws, logGroup: flags.logGroup, region, timeout: flags.timeout });
  const contexts = chooseContexts(kubernetes);
  const [cluster] = contexts;
  if (cluster === undefined || contexts.length > 1) throw new InputMistake(`give --context NAME, one of ${contexts.map((one) => one.name).join(', ')}: one cluster is probed`);
  const onProgress = flags.quiet ? () => undefined : (text: string): void => context.stderr(`${text}\n`);
  const files = await readLocalCopies(referencesFor(cluster.name, kubernetes), context);
  const reading = await probe({ context: cluster, settings: requestSettings(kubernetes), files, destination, timeoutSeconds, onProgress }, context.signal);
  const report: ProbeReport = { context: cluster.name, destination, timeoutSeconds, reading };
  await context.stdout(flags.output === 'json' ? probeJson(report) : probeText(report));
  return probeExitCode(reading);
}
