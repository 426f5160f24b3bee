import { describe, expect, it } from 'vitest';
import { CONTROLS } from '../../policypack/controls/index.js';
import { readConfiguration } from '../../policypack/configuration/load.js';
import { settingsFrom } from '../../policypack/configuration/settings.js';
import { gap } from '../../policypack/core/known.js';
import { KINDS } from '../../policypack/kinds/index.js';
import type { Finding, Outcome } from '../../policypack/core/result.js';
import type { Fact, Observation, Population, ReadMark } from '../../policypack/core/fact.js';
import { scan } from '../../scanner/scan.js';
import type { Source, SourceName } from '../../scanner/sources/source.js';
import { aGap } from '../core/facts.js';
import type { World } from '../kinds/a-kind.js';
import { TESTED, tested } from '../kinds/all.js';
import { everything, placeOf, stageOf, WORLDS } from './worlds.js';

/** Kinds of fact that a source can fail to read. */
const UNREADABLE = KINDS.all.flatMap(({ id }) => (tested(id).neverUnread === undefined ? [id] : []));

const UNREAD = gap('forbidden', 'what was asked');

/** What a failed reading of a kind leaves of a live fact, as the sources leave it: none, unless another call tells that it exists. */
function leftLive(kind: string, fact: Fact, world: World): readonly Fact[] {
  const { unreadLeaves } = tested(kind);
  if (unreadLeaves) return unreadLeaves(fact, world, UNREAD);
  return fact.kind === kind ? [] : [fact];
}

/** A state that was not read declares nothing. */
const leftDeclared = (kind: string, fact: Fact): readonly Fact[] =>
  kind === 'pulumi.stack' || (kind === fact.kind && placeOf(kind).source === 'pulumi') ? [] : [fact];

const inPlace = (seen: Observation, world: World, unread: string | undefined): Observation =>
  (unread === undefined ? undefined : tested(unread).unreadPlaces?.(seen, world)) ?? seen;

/** Each kind was read whole, but one. */
const populations = (unread: string | undefined): readonly Population[] =>
  [...TESTED].flatMap(([kind, { live }]) => (live ? [{ type: 'population', ...placeOf(kind), kind, read: 1, requests: 1, complete: kind !== unread }] : []));

const marks = (unread: string | undefined): readonly ReadMark[] =>
  populations(unread).flatMap(({ kind, scope, complete }) => (complete ? [{ type: 'read', kind, scope }] : []));

function sources(world: World, unread: string | undefined): Source[] {
  const left = (fact: Fact) => (unread === undefined ? [fact] : fact.origin === 'declared' ? leftDeclared(unread, fact) : leftLive(unread, fact, world));
  const gaps = unread === undefined ? [] : [aGap({ ...placeOf(unread), kind: unread })];
  const observed = [...gaps, ...everything(world).flatMap(left), ...populations(unread), ...marks(unread)].map((seen: Observation) => inPlace(seen, world, unread));
  const isDeclared = (seen: Observation): boolean => (seen.type === 'fact' ? seen.origin === 'declared' : placeOf(seen.kind).source === 'pulumi');
  const source = (name: SourceName, stage: Source['stage'], yields: (seen: Observation) => boolean): Source => ({
    name,
    scope: name,
    stage,
    reads: UNREADABLE.filter((kind) => placeOf(kind).source === name && (stage === 'declared' || stageOf(kind) === stage)),
    async *collect() {
      yield observed.filter(yields);
    },
  });
  const live = (['kubernetes', 'aws'] as const).flatMap((name) =>
    (['anchors', 'flow'] as const).map((stage) => source(name, stage, (seen) => !isDeclared(seen) && placeOf(seen.kind).source === name && stageOf(seen.kind) === stage)),
  );
  return [source('pulumi', 'declared', isDeclared), ...live];
}

const WAIVER = { control: 'log-group-retention-minimum', subject: 'gone', reason: 'r', owner: 'a', approver: 'b', expires: '2026-12-31' };

/** The outcome of every control on every subject, and what the gap is said to affect. */
async function judged(world: World, unread?: string): Promise<{ outcomes: Map<string, Outcome>; affects: readonly string[] }> {
  const scanned = await scan({
    settings: settingsFrom(readConfiguration('controls: { log-group-retention-maximum: { level: advisory, days: 400 } }', 'logproof.yaml'), [WAIVER], CONTROLS),
    sources: sources(world, unread),
    today: '2026-06-01',
    failOn: 'low',
    failOnDrift: false,
    keepAll: true,
    tool: { name: 'logproof', version: '0.0.0' },
    signal: new AbortController().signal,
    onProgress: () => undefined,
    now: () => new Date('2026-06-01T12:00:00Z'),
  });
  const found: Finding[] = [];
  for await (const finding of scanned.findings()) found.push(finding);
  await scanned.dispose();
  const outcomes = new Map(found.map(({ control, subject, outcome }) => [`${control} ${subject.origin} ${subject.kind} ${subject.id}`, outcome]));
  return { outcomes, affects: scanned.gaps[0]?.affects ?? [] };
}

/** Controls that judge something in a scan of everything, and that this gap leaves without that verdict. */
async function unjudged(world: World, unread: string): Promise<string[]> {
  const { outcomes: whole } = await judged(world);
  const { outcomes: partial } = await judged(world, unread);
  return [...whole].flatMap(([key, outcome]) => (outcome !== 'unknown' && (partial.get(key) ?? 'unknown') === 'unknown' ? [key.split(' ')[0]!] : []));
}

describe('a scan whose reading of one kind fails', () => {
  it('is compared with one in which every control judges', async () => {
    const { outcomes } = await judged(WORLDS[0]!);
    expect(new Set([...outcomes.keys()].map((key) => key.split(' ')[0]))).toEqual(new Set(CONTROLS.map(({ id }) => id)));
    expect([...outcomes.values()]).not.toContain('error');
  });

  it.each(UNREADABLE)('names in the gap of %s the controls that it leaves unjudged, and no others', async (kind) => {
    const left = await Promise.all(WORLDS.map((world) => unjudged(world, kind)));
    expect((await judged(WORLDS[0]!, kind)).affects).toEqual([...new Set(left.flat())].sort());
  });
});
