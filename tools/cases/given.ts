import { readPolicy } from '../../policypack/audit-policy/index.js';
import { subjectKinds, type AnyControl } from '../../policypack/core/control.js';
import { gap, known, type GapReason } from '../../policypack/core/known.js';

const isGap = (value: unknown): value is { gap: GapReason; via?: string } => typeof value === 'object' && value !== null && 'gap' in value;

/** A policy is written as its author does; each API server has counters of its own, or none that could be read. */
function read(name: string, value: unknown): unknown {
  if (name === 'metrics') return (value as { metrics: unknown }[]).map((replica) => ({ ...replica, metrics: field('counters', replica.metrics) }));
  const isRefused = typeof value === 'object' && value !== null && 'refused' in value;
  const reading = name === 'policy' && !isRefused ? readPolicy(value) : { policy: value };
  if ('problems' in reading) throw new Error(`the case's policy is none: ${JSON.stringify(reading.problems)}`);
  return reading.policy;
}

const field = (name: string, value: unknown): unknown => (isGap(value) ? gap(value.gap, value.via ?? name) : known(value === null ? undefined : read(name, value)));

/** Fields that a subject holds plain, not as something that may be unread. */
const PLAIN = new Set(['providers', 'regions', 'texts', 'owner', 'approver', 'expires', 'file', 'apiGroup', 'objectKind', 'namespace', 'confidence', 'reason', 'images', 'accelerators', 'pods', 'unread']);

/** Kinds of which a case need not name every field. */
const ABSENT_FIELDS: ReadonlySet<string> = new Set(['aws.log-group', 'kubernetes.audit-sink', 'kubernetes.api-server', 'kubernetes.control-plane']);

/** What the control's check is given by facts: each wrapped as known or as a gap, those that are not named as absent. */
export function givenFacts(facts: Readonly<Record<string, unknown>>, control: AnyControl): unknown {
  const absent = new Proxy({}, { get: (_, name) => (PLAIN.has(String(name)) ? undefined : known(undefined)), has: () => false });
  const fields = Object.entries(facts).map(([name, value]) => [name, PLAIN.has(name) ? value : field(name, value)]);
  const given = Object.fromEntries(fields) as object;
  const isResource = control.subject === 'any' || subjectKinds(control).some((kind) => ABSENT_FIELDS.has(kind));
  return isResource ? Object.setPrototypeOf(given, absent) : given;
}
