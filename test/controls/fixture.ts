import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPolicy } from '../../policypack/audit-policy/index.js';
import { subjectKinds, type AnyControl } from '../../policypack/core/control.js';
import { gap, known, type GapReason } from '../../policypack/core/known.js';
import type { Origin } from '../../policypack/core/fact.js';

/** A fact and a verdict, nothing else. `{ "gap": … }` in a field says that it was not read. */
export interface Fixture {
  readonly file: string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly subject?: string;
  readonly origin?: Origin;
  readonly today?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly expect: { readonly outcome: string; readonly message?: string; readonly advisory?: boolean };
}

const FOLDER = join(import.meta.dirname);

/** The fixtures of one control, by file name. */
export function fixturesOf(id: string): Fixture[] {
  try {
    return readdirSync(join(FOLDER, id))
      .filter((file) => file.endsWith('.json'))
      .map((file) => ({ file, ...(JSON.parse(readFileSync(join(FOLDER, id, file), 'utf8')) as Omit<Fixture, 'file'>) }));
  } catch {
    return [];
  }
}

/** The ids that have a folder. */
export const foldersOfFixtures = (): string[] =>
  readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

const isGap = (value: unknown): value is { gap: GapReason; via?: string } => typeof value === 'object' && value !== null && 'gap' in value;

/** A policy is written as its author does; each API server has counters of its own, or none that could be read. */
function read(name: string, value: unknown): unknown {
  if (name === 'metrics') return (value as { metrics: unknown }[]).map((replica) => ({ ...replica, metrics: field('counters', replica.metrics) }));
  const isRefused = typeof value === 'object' && value !== null && 'refused' in value;
  const reading = name === 'policy' && !isRefused ? readPolicy(value) : { policy: value };
  if ('problems' in reading) throw new Error(`the fixture's policy is none: ${JSON.stringify(reading.problems)}`);
  return reading.policy;
}

const field = (name: string, value: unknown): unknown => (isGap(value) ? gap(value.gap, value.via ?? name) : known(value === null ? undefined : read(name, value)));

/** Fields that a subject holds plain, not as something that may be unread. */
const PLAIN = new Set(['providers', 'regions', 'texts', 'owner', 'approver', 'expires', 'file', 'apiGroup', 'objectKind', 'namespace', 'confidence', 'reason', 'images', 'accelerators', 'pods', 'unread']);

/** Kinds of which a fixture need not name every field. */
const ABSENT_FIELDS: ReadonlySet<string> = new Set(['aws.log-group', 'kubernetes.audit-sink', 'kubernetes.api-server', 'kubernetes.control-plane']);

/** What the control's check is given: every field of a subject wrapped as known or as a gap, absent ones as absent. */
export function givenBy(fixture: Fixture, control: AnyControl): unknown {
  const absent = new Proxy({}, { get: (_, name) => (PLAIN.has(String(name)) ? undefined : known(undefined)), has: () => false });
  const fields = Object.entries(fixture.given).map(([name, value]) => [name, PLAIN.has(name) ? value : field(name, value)]);
  const given = Object.fromEntries(fields) as object;
  const isResource = control.subject === 'any' || subjectKinds(control).some((kind) => ABSENT_FIELDS.has(kind));
  return isResource ? Object.setPrototypeOf(given, absent) : given;
}
