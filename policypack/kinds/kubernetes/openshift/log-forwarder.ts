import { gap, known, type Known } from '../../../core/known.js';
import { list, record, records, textOf, type Untrusted } from '../../../core/untyped.js';
import type { EquivalentExport } from '../cluster/facts.js';

/** Filters that drop whole events. Source: observability.openshift.io/v1, FilterSpec. */
const DROPPING: readonly unknown[] = ['drop', 'kubeAPIAudit'];

/** What a condition of these types says when it is False: the forwarder is not deployed. */
const CONDITIONS: readonly unknown[] = ['Ready', 'observability.openshift.io/Authorized', 'observability.openshift.io/Valid'];

/**
 * Where a ClusterLogForwarder sends the API server's audit events, beside the cluster's own store: a log that stays in the
 * cluster is lost with it. Undefined where it sends them nowhere else. Source: logging.openshift.io/v1 and
 * observability.openshift.io/v1, ClusterLogForwarderSpec.
 * @param name namespace and name
 */
export function forwardedAudit(name: string, forwarder: unknown): Known<EquivalentExport | undefined> {
  const spec = record(record(forwarder)['spec']);
  const outputs = new Map(records(spec['outputs']).filter(leavesCluster).map((output) => [output['name'], output]));
  const taking = records(spec['pipelines'])
    .filter((pipeline) => list(pipeline['inputRefs']).some((ref) => takesAudit(ref, spec)))
    .filter((pipeline) => list(pipeline['outputRefs']).some((ref) => outputs.has(ref)));
  if (taking.length === 0) return known(undefined);
  const doubt = notInForce(spec, record(forwarder)) ?? (taking.every((pipeline) => dropsEvents(pipeline, spec)) ? 'whose filters drop events' : undefined);
  if (doubt !== undefined) return gap('unsupported', `what leaves the cluster through ClusterLogForwarder ${name}, ${doubt},`);
  const whole = taking.filter((pipeline) => !dropsEvents(pipeline, spec));
  const to = [...new Set(whole.flatMap((pipeline) => list(pipeline['outputRefs']).filter((ref) => outputs.has(ref))))];
  return known({ how: `ClusterLogForwarder ${name} to ${to.map(String).join(', ')}`, seenIn: `ClusterLogForwarder ${name}` });
}

/** `default` and `lokiStack` are stores of the cluster's own. */
const leavesCluster = ({ name, type }: Untrusted): boolean => typeof name === 'string' && name !== 'default' && typeof type === 'string' && type !== 'lokiStack';

/** `audit` is a built-in input of all sources; an input of one's own may take some of them. */
function takesAudit(ref: unknown, { inputs }: Untrusted): boolean {
  const own = records(inputs).find(({ name }) => name === ref);
  if (!own) return ref === 'audit';
  if (own['type'] !== undefined ? own['type'] !== 'audit' : own['audit'] === undefined) return false;
  const { sources } = record(own['audit']);
  return list(sources).length === 0 || list(sources).includes('kubeAPI');
}

const dropsEvents = (pipeline: Untrusted, { filters }: Untrusted): boolean =>
  list(pipeline['filterRefs']).some((ref) => DROPPING.includes(records(filters).find(({ name }) => name === ref)?.['type']));

function notInForce({ managementState }: Untrusted, forwarder: Untrusted): string | undefined {
  if (managementState === 'Unmanaged') return 'which is Unmanaged';
  const conditions = records(record(forwarder['status'])['conditions']);
  const failed = conditions.find(({ type, status }) => CONDITIONS.includes(type) && status === 'False');
  if (failed) return `whose condition ${textOf(failed['type'])} is False`;
  // Only the operator writes it: without it nothing says that any collector runs.
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True') ? undefined : 'whose status does not say that it is Ready';
}
