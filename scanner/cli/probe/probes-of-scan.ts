import type { LoadedConfiguration } from '../../../policypack/configuration/load.js';
import type { Source } from '../../sources/source.js';
import { clusterAccess } from '../cluster-access.js';
import type { SettingsByProvider } from '../choose-sources.js';
import type { CommandContext } from '../context.js';
import { probeDestination } from './destination.js';

/**
 * The probes of a scan (`--probe`): one a cluster, beside whatever else is read.
 * @throws InputMistake without a log group: it was asked for
 */
export async function probesOfScan(settings: SettingsByProvider, logGroup: string | undefined, { configuration }: LoadedConfiguration, context: CommandContext): Promise<Source[]> {
  const { kubernetes, aws } = settings;
  const { destination, timeoutSeconds } = await probeDestination({ kubernetes, aws, logGroup });
  const [{ probeSources }, { copiesOfContexts }] = await Promise.all([import('../../probe/source.js'), import('../../sources/kubernetes/local-copies.js')]);
  const files = await copiesOfContexts(kubernetes, configuration.sources.kubernetes, context);
  return probeSources({ ...clusterAccess(kubernetes), destination, timeoutSeconds, files });
}
