import { gap, isKnown, known, mapKnown, type Known } from '../../../../policypack/core/known.js';
import type { Fact } from '../../../../policypack/core/fact.js';
import type { ControlPlaneFacts } from '../../../../policypack/kinds/kubernetes/control-plane/facts.js';
import { auditMetrics } from '../../../../policypack/kinds/kubernetes/auditing/metrics.js';
import type { EquivalentExport, ServerVersion } from '../../../../policypack/kinds/kubernetes/cluster/facts.js';
import type { ReplicaMetrics } from '../../../../policypack/kinds/kubernetes/auditing/replica-metrics.js';
import { serverName } from '../../../../policypack/kinds/kubernetes/auditing/unread-servers.js';
import { readAddresses } from './addresses.js';
import type { Connection } from '../client/connection.js';
import { controlPlaneFacts } from './facts.js';
import { readHostFiles } from './host-files.js';
import { readKubeadm } from './kubeadm-config.js';
import type { KubeContext } from '../client/kubeconfig.js';
import { isOpenShift, readOpenShift, type OpenShiftReading } from '../openshift/index.js';
import type { HostFiles } from '../options.js';
import { managedPlatform, mayBeOwn, type ManagedPlatform } from './platform.js';
import { readPods } from './pods.js';
import { auditCounters, AUDIT_FLAGS } from './replica-questions.js';
import { Replicas } from './replicas.js';
import { flagAccounts, operatedServers, seenServers, unreadServers, type SeenServer } from './seen-servers.js';

/** What the reading of a control plane works with. */
export interface ControlPlaneOptions {
  readonly connection: Connection;
  readonly context: KubeContext;
  readonly signal: AbortSignal;
  readonly files: HostFiles;
  readonly version: Known<ServerVersion>;
}

/** Facts of a control plane and its API servers, of which there is always one at least: the one that answers. */
export interface ControlPlaneReading {
  readonly facts: readonly Fact[];
  /** API servers whose flags were read. */
  readonly servers: number;
  readonly complete: boolean;
  /** The service that runs them, which tells nothing of them. */
  readonly managed?: ManagedPlatform;
}

/** Reads how the API servers of a cluster audit. Never throws for what a server does: what was not read is unknown. */
export async function readControlPlane(options: ControlPlaneOptions): Promise<ControlPlaneReading> {
  const scope = `kubernetes:${options.context.name}`;
  const [{ servers, plane, openShift, otherExport, managed }, files] = await Promise.all([read(options), readHostFiles(options)]);
  const facts = controlPlaneFacts({ scope, name: options.context.name }, { plane: { ...plane, ...files, ...operatorsPolicy(openShift, options.files) }, servers, otherExport });
  const told = servers.filter(({ flags }) => isKnown(flags)).length;
  return { facts, servers: told, complete: told === servers.length && isKnown(plane.accounts), ...(managed && { managed }) };
}

/** The policy that the user names, one that cannot be read too, stands before what OpenShift's operator wrote. */
const operatorsPolicy = (openShift: OpenShiftReading | undefined, { policy }: HostFiles): Pick<OpenShiftReading, 'policy' | 'policyFrom'> | undefined =>
  openShift && policy === undefined ? { policy: openShift.policy, policyFrom: openShift.policyFrom } : undefined;

type Plane = Pick<ControlPlaneFacts, 'accounts' | 'servers' | 'unread' | 'metrics'>;

interface Read {
  readonly servers: readonly SeenServer[];
  readonly plane: Plane;
  readonly openShift?: OpenShiftReading;
  /** An export that does not stand in the flags. */
  readonly otherExport: Known<EquivalentExport | undefined>;
  /** The service that runs the API servers. */
  readonly managed?: ManagedPlatform;
}

async function read(options: ControlPlaneOptions): Promise<Read> {
  const called = managedPlatform(options.version, options.context);
  // A service shows none of its API servers as pods: a cluster that does is the user's own.
  const shown = called && mayBeOwn(called, options.context) ? await readPods(options) : undefined;
  if (called && !(shown && isKnown(shown) && shown.value.length > 0)) {
    const untold = gap('unsupported', called.answer);
    return { servers: seenServers(untold, [{ answer: untold }]), plane: { accounts: untold, servers: untold, metrics: untold }, otherExport: known(undefined), managed: called };
  }
  const addresses = readAddresses(options);
  const [pods, { flagz, metrics }, installer, platform] = await Promise.all([
    shown ?? readPods(options),
    addresses.then((found) => askReplicas(options, found)),
    readKubeadm(options),
    isOpenShift(options),
  ]);
  const servers = mapKnown(await addresses, ({ length }) => length);
  const plane = { accounts: flagAccounts(pods, flagz, installer), servers, unread: unreadServers(flagz), metrics: known(metrics) };
  if (!isKnown(platform) || !platform.value) return { servers: seenServers(pods, flagz), plane, otherExport: isKnown(platform) ? known(undefined) : platform };
  const openShift = await readOpenShift(options, flagz.map(({ answer }) => answer));
  return { servers: operatedServers(flagz, { from: openShift.writtenTo, flags: openShift.written }), plane, openShift, otherExport: openShift.export };
}

async function askReplicas(options: ControlPlaneOptions, addresses: Known<readonly string[]>) {
  const replicas = new Replicas(options, addresses);
  try {
    const [flagz, counters] = await Promise.all([replicas.ask(AUDIT_FLAGS), replicas.ask(auditCounters(auditMetrics))]);
    const metrics = counters.map(({ address, answer }): ReplicaMetrics => ({ from: address === undefined ? '/metrics' : serverName(address), metrics: answer }));
    return { flagz, metrics };
  } finally {
    replicas.close();
  }
}
