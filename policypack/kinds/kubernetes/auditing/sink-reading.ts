import { firstGap, gap, isKnown, known, mapKnown, type Gap, type Known } from '../../../core/known.js';
import type { Look, Where } from '../../../core/look.js';
import type { Fact } from '../../../core/fact.js';
import { apiServerRef, type ApiServerFacts } from '../api-server/facts.js';
import { readsAuditSink, type EquivalentExport, type ServerVersion } from '../cluster/facts.js';
import { declaredExport, leftToService } from './export.js';
import { isTrue } from './flag-values.js';
import { entriesOf, isOn, type AuditFlags } from './flags.js';
import { controlPlaneOf, versionOf } from './of-cluster.js';

/** What API servers make of AuditSinks: their version may read them, and does where dynamic auditing is switched on. */
export type SinkReading = 'read' | 'switched off' | 'never';

/**
 * What switches it on, all three. With the first and without its feature gate no server starts. Source: k8s.io/apiserver v0.18,
 * options/audit.go, AuditDynamicOptions; kubernetes/pkg/features; server/resourceconfig/helpers.go.
 */
export const SWITCHES = ['--audit-dynamic-configuration', '--feature-gates=DynamicAuditing=true', '--runtime-config=auditregistration.k8s.io/v1alpha1=true'] as const;

/** Those that are off. */
export function switchesOff(flags: AuditFlags): Known<readonly string[]> {
  const on = [known(isOn(flags, 'audit-dynamic-configuration')), entryIsOn(flags, 'feature-gates', ['DynamicAuditing', 'AllAlpha']), entryIsOn(flags, 'runtime-config', ['auditregistration.k8s.io/v1alpha1', 'api/alpha', 'api/all'])];
  const off = SWITCHES.filter((_, index) => isOff(on[index]));
  return off.length > 0 ? known(off) : (firstGap(on) ?? known(off));
}

const isOff = (on: Known<boolean> | undefined): boolean => on !== undefined && isKnown(on) && !on.value;

/** The first of these keys that is there decides; one without a value is on. */
function entryIsOn(flags: AuditFlags, flag: string, keys: readonly string[]): Known<boolean> {
  const entries = entriesOf(flags, flag);
  if (entries.some(([key, value]) => `${key}${value ?? ''}`.includes('$('))) return gap('unsupported', `--${flag}, in which a variable stands,`);
  const [decides] = keys.flatMap((key) => entries.filter(([one]) => one === key).slice(-1));
  return known(decides !== undefined && (decides[1] === undefined || decides[1] === '' || isTrue(decides[1])));
}

/** Why one API server does not look at AuditSinks; undefined where it does. */
function blindness({ name, facts }: Fact<ApiServerFacts>, cluster: Known<ServerVersion>): Known<string | undefined> {
  const service = leftToService(facts);
  if (service !== undefined) return known(`${name}: ${service}`);
  const version = facts.version ?? cluster;
  if (isKnown(version) && !readsAuditSink(version.value)) return known(`${name}: Kubernetes ${version.value.gitVersion} does not read AuditSink`);
  const off = isKnown(facts.flags) ? switchesOff(facts.flags.value) : facts.flags;
  if (isKnown(off) && off.value.length > 0) return known(`${name}: ${off.value.join(', ')} ${off.value.length === 1 ? 'is' : 'are'} not set`);
  return isKnown(version) ? mapKnown(off, () => undefined) : version;
}

const servesItsCluster = ({ facts }: Fact<ApiServerFacts>): boolean => facts.servesItsCluster === true;

/** How the API servers that a program declares of the same cluster export; `undefined` where one does not. */
export function declaredExports(place: Where, look: Look): Known<EquivalentExport | undefined> {
  const { found, missing } = look.all(apiServerRef, place, servesItsCluster);
  const each = found.filter(servesItsCluster).map(({ facts }) => declaredExport(facts));
  const silent = each.find((one) => isKnown(one) && one.value === undefined);
  return silent ?? firstGap(each) ?? missing ?? each[0] ?? known(undefined);
}

/**
 * The API servers of a cluster that do not look at AuditSinks, and why. In a program those count that its resources say are of the
 * same cluster; `undefined` where it declares none.
 */
export function blindServers(place: Where, look: Look, origin: Fact['origin']): Known<readonly string[] | undefined> {
  const matters = (server: Fact<ApiServerFacts>): boolean => origin === 'live' || servesItsCluster(server);
  const { found, missing } = look.all(apiServerRef, place, matters);
  const servers = found.filter(matters);
  // As a rule the program does not make the cluster that it deploys to: what it will never show is for a scan to tell.
  if (origin === 'declared' && servers.length === 0) return missing && (missing.gap === 'preview' || !missing.hidden) ? missing : known(undefined);
  const cluster = origin === 'live' ? versionOf(place, look) : gap('unsupported', 'the version of the API server');
  const each = servers.map((server) => blindness(server, cluster));
  const blind = each.flatMap((one) => (isKnown(one) ? (one.value ?? []) : []));
  if (blind.length > 0) return known(blind.sort());
  const unread = firstGap(each) ?? missing ?? (origin === 'live' ? unheard(place, look, servers.length) : undefined);
  if (unread) return origin === 'live' ? untold(unread) : unread;
  return known([]);
}

/** What the API servers of a live cluster make of AuditSinks, together: a request may reach any of them. */
export function sinkReading(place: Where, look: Look): Known<SinkReading> {
  const version = versionOf(place, look);
  if (!isKnown(version)) return version;
  if (!readsAuditSink(version.value)) return known('never');
  return mapKnown(blindServers(place, look, 'live'), (blind) => (blind && blind.length > 0 ? 'switched off' : 'read'));
}

/** Servers that were not seen; before Kubernetes 1.21 none can be counted by what the cluster says, and the pods are all there is. */
function unheard(place: Where, look: Look, seen: number): Gap | undefined {
  const counted = controlPlaneOf(place, look)?.servers ?? gap('cut-off', 'how many API servers there are');
  if (!isKnown(counted)) return counted.gap === 'unsupported' && seen > 0 ? undefined : counted;
  if (seen >= Math.max(1, counted.value)) return undefined;
  return gap('cut-off', `the flags of ${counted.value - seen} of ${counted.value} API servers`);
}

/** What was not read, and how to have it read. */
const untold = (why: Gap): Gap =>
  gap(why.gap, why.via, {
    message: `whether the API servers look at AuditSinks, which those of Kubernetes 1.13 to 1.18 do where ${SWITCHES.join(', ')} are set, is not known: ${why.said?.message ?? why.via.replace(/,$/, '')}`,
    todo: 'Have the flags of the API servers read: scan without --no-api-server, and grant deploy/kubernetes/rbac-api-server.yaml, by which the control-plane pods are listed (`logproof permissions kubernetes`).',
  });
