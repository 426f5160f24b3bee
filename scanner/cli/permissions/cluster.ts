import { kindsToRead } from '../../../policypack/catalogue.js';
import { loadConfiguration } from '../../../policypack/configuration/load.js';
import type { AuditWebhook } from '../../../policypack/kinds/kubernetes/auditing/webhook.js';
import type { KubernetesConfiguration } from '../../../policypack/kinds/kubernetes/provider.js';
import { clusterRights, USUAL_COLLECTOR } from '../../cluster-rights.js';
import { collectorService } from '../../probe/collector.js';
import { aiWorkloadOrder, readsApiServers } from '../../sources/kubernetes/ai-workload-order.js';
import { referencesFor } from '../../sources/kubernetes/host-file-references.js';
import type { HostFiles } from '../../sources/kubernetes/index.js';
import { readLocalCopies } from '../../sources/kubernetes/local-copies.js';
import type { ClusterOrder } from '../../sources/kubernetes/reader.js';
import { accountObjects, kubernetesRights } from '../../sources/kubernetes/rights.js';
import { settingsByProvider } from '../choose-sources.js';
import type { CommandContext } from '../context.js';
import type { ClusterRightsFlags } from './subcommands.js';

/**
 * Prints the rights that a configuration needs in each cluster that it reads, as RBAC. Asks no cluster.
 * @returns the exit code
 * @throws InputMistake for a configuration, or a file of the API servers' hosts, that cannot be used
 */
export async function printClusterRights(flags: ClusterRightsFlags, context: CommandContext): Promise<number> {
  const loaded = loadConfiguration({ cwd: context.cwd, environment: context.environment, ...(flags.config && { file: flags.config }) });
  const { kubernetes } = settingsByProvider({}, loaded, context.cwd);
  const probes = flags.probe === true || kubernetes.probe !== undefined;
  const files = await Promise.all(placesOf(kubernetes).map((name) => readLocalCopies(referencesFor(name, kubernetes), context)));
  const rights = clusterRights({
    orders: files.map((given) => orderOf(kubernetes, flags, probes, given)),
    wanted: kindsToRead(loaded.settings),
    openShift: flags.openshift === true,
    collectors: probes ? [...new Set(files.flatMap(collectorsOf))] : [],
    reports: flags.policyReport === true,
  });
  const assumed = probes && files.some(({ webhook }) => !isRead(webhook));
  await context.stdout(`${headOf(assumed)}${accountObjects}---\n${kubernetesRights(rights)}`);
  return 0;
}

/** The contexts that are read. Where the file names none it is the current one, which may be any that has files of its own. */
const placesOf = ({ contexts, perContext = {} }: KubernetesConfiguration): string[] => (contexts.length > 0 ? contexts : ['', ...Object.keys(perContext)]);

function orderOf(kubernetes: KubernetesConfiguration, flags: ClusterRightsFlags, probes: boolean, files: HostFiles): ClusterOrder {
  const aiWorkloads = aiWorkloadOrder(flags.aiWorkloads ?? false, kubernetes.aiWorkloads);
  // What a probe finds out when an event is missing, it finds out by reading the API servers.
  const read = probes || readsApiServers(kubernetes, flags);
  return { ...(read && { apiServers: files }), ...(aiWorkloads && { aiWorkloads }) };
}

const isRead = (webhook: HostFiles['webhook']): webhook is AuditWebhook => webhook !== undefined && !('configMap' in webhook);

/** The namespaces of the collectors; none where the webhook calls no Service, the usual one where it is not known. */
function collectorsOf({ webhook }: HostFiles): string[] {
  if (!isRead(webhook)) return [USUAL_COLLECTOR];
  const service = collectorService(webhook);
  return service === undefined ? [] : [service.namespace];
}

const headOf = (assumed: boolean): string =>
  [
    '# What logproof needs in a cluster with this configuration, and no more. Printed by `logproof permissions kubernetes`.',
    '#',
    "# Not granted here, since every authenticated user has it by default (system:discovery, system:basic-user): the server's",
    '# version (GET /version), which APIs it serves, and asking who one is (SelfSubjectReview, which the server answers and does',
    '# not store).',
    ...(assumed ? ["#", "# Set the namespace of logproof-probe to that of the audit webhook's collector."] : []),
    '',
  ].join('\n');
