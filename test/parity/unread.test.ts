import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../policypack/catalogue.js';
import { CONTROLS } from '../../policypack/controls/index.js';
import { settingsFrom } from '../../policypack/configuration/settings.js';
import { readConfiguration } from '../../policypack/configuration/load.js';
import { subjectKinds } from '../../policypack/core/control.js';
import { evaluate, plan } from '../../policypack/core/evaluate.js';
import type { Fact, Observation, ReadMark } from '../../policypack/core/fact.js';
import type { Finding } from '../../policypack/core/result.js';
import { joined } from '../../tools/cases/joined.js';
import { unreadOnce } from '../controls/unread.js';
import { AWS, CLUSTER } from '../kinds/a-kind.js';
import { TESTED, tested } from '../kinds/all.js';
import { DECLARED, live, STACK, WORLDS } from '../scanner/worlds.js';

const SETTINGS = settingsFrom(readConfiguration('controls: { log-group-retention-maximum: { level: advisory, days: 400 }, log-stream-present: { requireDeclared: true } }', 'logproof.yaml'), [], CONTROLS);

/** Kinds whose things are read live, and that a program can declare too. */
const AT_BOTH_DOORS = [...TESTED].flatMap(([kind, one]) => (one.live && CATALOGUE.kinds.get(kind).declared !== undefined ? [kind] : []));

/** Live things of kinds that a program can declare too. */
const LIVE = live(WORLDS[0]!).filter(({ kind }) => AT_BOTH_DOORS.includes(kind));

/** Everything there is was read. */
const READ = CATALOGUE.kinds.all.flatMap(({ id }) => [AWS, CLUSTER].map((scope): ReadMark => ({ type: 'read', kind: id, scope })));

/** The same things as a program declares them; the cluster and its control plane are seen live only. */
const declared = (facts: readonly Fact[]): Fact[] =>
  facts.map((fact) => ({ ...fact, origin: 'declared', scope: STACK, urn: `urn:${fact.id}` }));

/** What both doors judge, but for the controls that only one of them has all it takes for. */
function findings(facts: readonly Observation[]): Finding[] {
  const found: Finding[] = [];
  for (const subject of joined(facts)) evaluate(subject, plan(CATALOGUE, SETTINGS, '2026-06-01'), (finding) => found.push(finding), true);
  return found.filter(({ control, subject }) => AT_BOTH_DOORS.includes(subject.kind) && !tested(subject.kind).doors?.oneSided?.includes(control));
}

/** Outcomes by control and thing. */
const outcomes = (facts: readonly Observation[]): Record<string, string> =>
  Object.fromEntries(findings(facts).map(({ control, subject, outcome }) => [`${control} of ${subject.id}`, outcome]));

const around = ({ kind }: Fact, world: readonly Fact[]): readonly Fact[] => world.filter((fact) => !tested(kind).doors?.without?.includes(fact.kind));

const isSaidLive = (kind: string, field: string): boolean => tested(kind).doors?.saidLive?.some((name) => field === `.${name}`) ?? false;

/** Every world with one fact of one thing unread. */
const UNREAD = LIVE.flatMap((fact, index) =>
  [...unreadOnce(fact.facts)].flatMap(([field, facts]) => (isSaidLive(fact.kind, field) ? [] : [{ kind: fact.kind, field, world: around(fact, LIVE.with(index, { ...fact, facts })) }])),
);

describe('live and declared, with one fact not read', () => {
  it('have facts of every kind that a control judges at both doors', () => {
    expect([...new Set(UNREAD.map(({ kind }) => kind))].sort()).toEqual(AT_BOTH_DOORS);
    expect(AT_BOTH_DOORS).toEqual(expect.arrayContaining(['aws.account-retention-policy', 'aws.bedrock-invocation-logging', 'aws.kms-key', 'aws.log-group', 'aws.s3-bucket', 'kubernetes.api-server', 'kubernetes.audit-sink', 'kubernetes.service']));
  });

  it.each(UNREAD.map(({ kind, field, world }) => [`${kind}${field}`, world] as const))('%s: give the same verdicts', (_, world) => {
    const said = outcomes(declared(world));
    const found = outcomes([...world, ...READ]);
    expect(Object.keys(found).length).toBeGreaterThan(0);
    expect(found).toEqual(said);
  });
});

/** The verdicts on the one thing of its kind. */
function verdictsOn(kind: string, facts: readonly Observation[]): Record<string, string> {
  const found = findings(facts).filter(({ subject }) => subject.kind === kind);
  expect([...new Set(found.map(({ subject }) => subject.id))]).toHaveLength(1);
  return Object.fromEntries(found.map(({ control, outcome }) => [control, outcome]));
}

/** What is declared, of this kind its own resources alone: those of other kinds, and another stack, may declare such a thing too. */
function declaredFor(kind: string): readonly Fact[] {
  const own = tested(kind).resources?.map(({ type, name }) => `${type}::${name}`) ?? [];
  return DECLARED.filter((fact) => fact.kind !== kind || own.some((ending) => fact.urn?.endsWith(ending)));
}

/** Kinds that controls are about by themselves, and not only what is joined to others. */
const SUBJECTS = AT_BOTH_DOORS.filter((kind) => CONTROLS.some((control) => subjectKinds(control).includes(kind)));

describe('a live thing, and the resource that declares it', () => {
  it.each(SUBJECTS)('of kind %s: get the same verdicts', (kind) => {
    const found = verdictsOn(kind, [...live(WORLDS[0]!), ...READ]);
    expect(Object.keys(found).length).toBeGreaterThan(0);
    expect(verdictsOn(kind, declaredFor(kind))).toEqual(found);
  });
});
