import { gap, isKnown, type Gap, type Known } from '../../../core/known.js';
import { theOne, type Look, type Where } from '../../../core/look.js';
import { apiServerRef } from '../api-server/facts.js';
import { clusterRef, type EquivalentExport, type ServerVersion } from '../cluster/facts.js';
import { controlPlaneRef, type ControlPlaneFacts } from '../control-plane/facts.js';
import { equivalentExport } from './export.js';
import { effective } from './flags.js';
import { asRunBy } from './policy-file.js';
import type { AuditPolicy } from '../../../audit-policy/policy.js';

/** What is known of a cluster's API servers together; undefined where they were not read. */
export function controlPlaneOf(place: Where, look: Look): ControlPlaneFacts | undefined {
  const plane = theOne(look, controlPlaneRef, place);
  return isKnown(plane) ? plane.value?.facts : undefined;
}

/** The audit policy of a cluster's API servers as their version reads it; undefined where they were not read. */
export function runningPolicy(place: Where, look: Look): Known<AuditPolicy> | undefined {
  const plane = controlPlaneOf(place, look);
  return plane && asRunBy(plane.policy, versionOf(place, look));
}

/** The export seen in a cluster's API servers; undefined where they were not read. */
export function exportSeen(place: Where, look: Look): Known<EquivalentExport | undefined> | undefined {
  const [plane, policy] = [controlPlaneOf(place, look), runningPolicy(place, look)];
  return plane && policy && equivalentExport({ ...plane, policy, counted: plane.servers, servers: look.all(apiServerRef, place).found.map(({ facts }) => facts) });
}

/** The version of a cluster's server. */
export function versionOf(place: Where, look: Look): Known<ServerVersion> {
  const cluster = theOne(look, clusterRef, place);
  if (!isKnown(cluster)) return gap(cluster.gap, cluster.via);
  return cluster.value?.facts.version ?? gap('cut-off', 'the server version (get /version)');
}

/**
 * Why the policy that is known does not speak for every API server: a request may reach any of them. Undefined where
 * nothing says so.
 */
export function policiesDiffer(place: Where, look: Look): Gap | undefined {
  const files = look.all(apiServerRef, place).found.flatMap(({ facts: { flags } }) => (isKnown(flags) ? [effective(flags.value, 'audit-policy-file')] : []));
  const distinct = [...new Set(files)].filter((file) => file !== '').sort();
  return distinct.length < 2 ? undefined : gap('unsupported', `which of the policies ${distinct.join(', ')} an API server runs by, of which one is known (see api-server-audit-replicas-agree)`);
}
