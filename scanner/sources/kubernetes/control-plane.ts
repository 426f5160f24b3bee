import { gap, isKnown, known, mapKnown, type Known } from '../../../policypack/core/known.js';
import type { AnyFact } from '../../../policypack/facts/fact.js';
import type { ControlPlaneFacts } from '../../../policypack/facts/kubernetes/api-server.js';
import { auditFlagsOf, type AuditFlags, type FlagAccount } from '../../../policypack/facts/kubernetes/audit-flags.js';
import type { EquivalentExport, ServerVersion } from '../../../policypack/facts/kubernetes/cluster.js';
import { MalformedAnswer } from '../deadline.js';
import { apiServerEndpoints, ENDPOINTS } from './api-server-endpoints.js';
import { attempt } from './attempt.js';
import type { Connection } from './connection.js';
import { API_SERVER_LABEL, API_SERVER_PODS, apiServerPods, type ApiServerPod } from './control-plane-pods.js';
import { unlessAbsent } from './errors.js';
import { readHostFiles } from './host-files.js';
import { installerFlags, KUBEADM_CONFIG } from './kubeadm-config.js';
import type { KubeContext } from './kubeconfig.js';
import { listAll } from './list.js';
import { isOpenShift, readOpenShift, type OpenShiftReading } from './openshift.js';
import type { HostFiles } from './options.js';
import { managedPlatform } from './platform.js';
import { readReplicaMetrics } from './replica-metrics.js';

/** What the reading of a control plane works with. */
export interface ControlPlaneOptions {
  readonly connection: Connection;
  readonly context: KubeContext;
  readonly signal: AbortSignal;
  readonly files: HostFiles;
  readonly version: Known<ServerVersion>;
}

/** Facts of a control plane and its API servers, of which there is always one: the one that answers. */
export interface ControlPlaneReading {
  readonly facts: readonly AnyFact[];
  /** API servers whose flags were read. */
  readonly servers: number;
  readonly complete: boolean;
}

type Server = { readonly id: string; readonly name: string; readonly from: string; readonly flags: Known<AuditFlags> };

// The versioned media type is required: plain JSON is answered by 406. Source: k8s.io/component-base/zpages/flagz.
const FLAGZ = 'application/json;as=Flagz;v=v1beta1;g=config.k8s.io';

/** Reads how the API servers of a cluster audit. Never throws for what a server does: what was not read is unknown. */
export async function readControlPlane(options: ControlPlaneOptions): Promise<ControlPlaneReading> {
  const scope = `kubernetes:${options.context.name}`;
  const [{ servers, plane, openShift, otherExport }, files] = await Promise.all([read(options), readHostFiles(options)]);
  const base = { type: 'fact' as const, origin: 'live' as const, scope, texts: [] };
  const facts: AnyFact[] = [
    { ...base, kind: 'kubernetes.control-plane', id: scope, name: options.context.name, facts: { ...plane, ...files, ...operatorsPolicy(openShift, options.files) } },
    ...servers.map(({ id, name, from, flags }): AnyFact => ({ ...base, kind: 'kubernetes.api-server', id, name, facts: { flags, flagsFrom: known(from), managed: known(undefined), otherExport } })),
  ];
  const told = servers.filter(({ flags }) => isKnown(flags)).length;
  return { facts, servers: told, complete: told === servers.length && isKnown(plane.accounts) };
}

/** The policy that the user names, one that cannot be read too, stands before what OpenShift's operator wrote. */
const operatorsPolicy = (openShift: OpenShiftReading | undefined, { policy }: HostFiles): Pick<OpenShiftReading, 'policy' | 'policyFrom'> | undefined =>
  openShift && policy === undefined ? { policy: openShift.policy, policyFrom: openShift.policyFrom } : undefined;

type Plane = Pick<ControlPlaneFacts, 'accounts' | 'servers' | 'metrics'>;

interface Read {
  readonly servers: Server[];
  readonly plane: Plane;
  readonly openShift?: OpenShiftReading;
  /** An export that does not stand in the flags. */
  readonly otherExport: Known<EquivalentExport | undefined>;
}

async function read(options: ControlPlaneOptions): Promise<Read> {
  const managed = managedPlatform(options.version, options.context);
  if (managed) {
    const untold = gap('unsupported', managed.answer);
    return { servers: [answering(untold)], plane: { accounts: untold, servers: untold, metrics: untold }, otherExport: known(undefined) };
  }
  const addresses = readAddresses(options);
  const [pods, flagz, installer, counters, platform] = await Promise.all([
    readPods(options),
    readFlagz(options),
    readKubeadm(options),
    addresses.then((found) => readReplicaMetrics(options, found)),
    isOpenShift(options),
  ]);
  const servers = mapKnown(await addresses, ({ length }) => length);
  const plane = { accounts: accounts(pods, flagz, installer), servers, metrics: known(counters) };
  if (!isKnown(platform) || !platform.value) return { servers: seenServers(pods, flagz), plane, otherExport: isKnown(platform) ? known(undefined) : platform };
  const openShift = await readOpenShift(options, flagz);
  return { servers: [{ ...answering(openShift.flags), from: openShift.flagsFrom }], plane, openShift, otherExport: openShift.export };
}

/** Pods, or where none are seen the one that answers. */
function seenServers(pods: Known<ApiServerPod[]>, flagz: Known<AuditFlags>): Server[] {
  if (isKnown(pods) && pods.value.length > 0) return pods.value.map(podServer);
  return [answering(isKnown(flagz) || isKnown(pods) ? flagz : betterReason(flagz, pods))];
}

/** A server without /flagz says less than pods that may not be listed: the latter can be granted. */
const betterReason = <A, B>(flagz: Known<A>, pods: Known<B>) => (!isKnown(flagz) && !isKnown(pods) && flagz.gap === 'unsupported' ? pods : flagz) as Known<A>;

const podServer = ({ name, from, flags }: ApiServerPod): Server => ({ id: `/Pod/kube-system/${name}`, name: `kube-system/${name}`, from, flags });

const answering = (flags: Known<AuditFlags>): Server => ({ id: 'kube-apiserver', name: 'kube-apiserver', from: '/flagz', flags });

/** Every account; one that was not read leaves the comparison open, but /flagz where pods tell the same. */
function accounts(pods: Known<ApiServerPod[]>, flagz: Known<AuditFlags>, installer: Known<AuditFlags | undefined>): Known<FlagAccount[]> {
  if (!isKnown(pods)) return pods;
  if (!isKnown(installer)) return installer;
  const found: FlagAccount[] = [];
  for (const { from, flags } of pods.value) {
    if (!isKnown(flags)) return flags;
    found.push({ by: 'pod', from, flags: flags.value });
  }
  if (isKnown(flagz)) found.push({ by: 'server', from: '/flagz', flags: flagz.value });
  else if (found.length === 0) return flagz;
  if (installer.value) found.push({ by: 'installer', from: 'ConfigMap kube-system/kubeadm-config', flags: installer.value });
  return known(found);
}

async function readPods(options: ControlPlaneOptions): Promise<Known<ApiServerPod[]>> {
  const path = `${API_SERVER_PODS}?labelSelector=${encodeURIComponent(API_SERVER_LABEL)}`;
  return attempt(options, 'list pods in kube-system', async (connection) => {
    const { objects, problem } = await listAll(connection, path, () => undefined);
    if (problem !== undefined) return Promise.reject(problem as Error);
    return apiServerPods(objects);
  });
}

const readFlagz = (options: ControlPlaneOptions): Promise<Known<AuditFlags>> =>
  attempt(options, 'get /flagz', async (connection) => {
    const { flags } = ((await connection.get('/flagz', FLAGZ)) ?? {}) as { flags?: unknown };
    if (typeof flags !== 'object' || flags === null) throw new MalformedAnswer('the answer holds no flags');
    return auditFlagsOf(Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, String(value)])));
  });

/** A cluster that kubeadm did not make has no such ConfigMap: an answer too. */
const readKubeadm = (options: ControlPlaneOptions): Promise<Known<AuditFlags | undefined>> =>
  attempt(options, 'get configmaps kube-system/kubeadm-config', async (connection) => {
    const found = await unlessAbsent(connection.get(KUBEADM_CONFIG), undefined);
    return found === undefined ? undefined : installerFlags(found);
  });

const readAddresses = (options: ControlPlaneOptions): Promise<Known<string[]>> =>
  attempt(options, 'get endpointslices default/kubernetes', async (connection) => apiServerEndpoints(await connection.get(ENDPOINTS)));
