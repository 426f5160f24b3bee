import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../policypack/catalogue.js';
import { CONTROLS } from '../../policypack/controls/index.js';
import { readConfiguration } from '../../policypack/configuration/load.js';
import { settingsFrom } from '../../policypack/configuration/settings.js';
import { gap } from '../../policypack/core/known.js';
import type { Finding, Outcome } from '../../policypack/core/result.js';
import type { Fact, Observation, Population, ReadMark } from '../../policypack/core/fact.js';
import { scan } from '../../scanner/scan.js';
import type { Source, SourceName } from '../../scanner/sources/source.js';
import { aGap } from '../core/facts.js';
import { AWS, CLUSTER, everything, STACK, WORLDS, type World } from './worlds.js';

/** Not those that are made here, nor what only takes something away from a stack that was read. */
const NEVER_UNREAD = ['pulumi.resource', 'logproof.waiver', 'kubernetes.unread-config-map', 'aws.s3-bucket-setting'];

/** Kinds of fact that a source can fail to read. */
const KINDS = CATALOGUE.kinds.all.flatMap(({ id }) => (NEVER_UNREAD.includes(id) ? [] : [id]));

/** What others are joined to is read before what flows. */
const ANCHORS = ['aws.account', 'aws.account-retention-policy', 'aws.bedrock-invocation-logging', 'aws.s3-bucket'];

const placeOf = (kind: string): { readonly source: SourceName; readonly scope: string } => {
  if (kind === 'pulumi.stack' || kind === 'kubernetes.audit-policy' || kind === 'kubernetes.unread-config-map') return { source: 'pulumi', scope: STACK };
  return kind.startsWith('aws.') ? { source: 'aws', scope: AWS } : { source: 'kubernetes', scope: CLUSTER };
};

const UNREAD = gap('forbidden', 'what was asked');

/** The same fact, of which nothing is known. */
const allUnread = <F extends Fact>(fact: F, ...names: readonly string[]): F => ({
  ...fact,
  facts: { ...(fact.facts as object), ...Object.fromEntries(names.map((name) => [name, UNREAD])) },
});

/** What a failed reading of a kind leaves of a live fact, as the sources leave it: none, unless another call tells that it exists. */
function leftLive(kind: string, fact: Fact, { logGroups }: World): readonly Fact[] {
  const apiServers = kind === 'kubernetes.api-server' || kind === 'kubernetes.control-plane';
  if (apiServers && fact.kind === 'kubernetes.api-server') return [allUnread(fact, 'flags', 'flagsFrom', 'managed', 'otherExport')];
  if (apiServers && fact.kind === 'kubernetes.control-plane') return [allUnread(fact, 'accounts', 'servers', 'metrics', 'policy', 'webhook')];
  if (kind === 'kubernetes.cluster' && fact.kind === kind) return [allUnread(fact, 'version')];
  if (kind === 'aws.log-stream' && fact.kind === 'aws.log-group') return [allUnread(fact, 'hasStream')];
  // Which buckets are asked for, the logging says; which keys, the log groups.
  if (kind === 'aws.bedrock-invocation-logging' && fact.kind === 'aws.s3-bucket') return [];
  if (kind === 'aws.s3-bucket' && fact.kind === kind) return [allUnread(fact, 'exists', 'versioned', 'lock', 'expirations')];
  if (kind === 'aws.kms-key' && fact.kind === kind) return [allUnread(fact, 'state', 'deletionDate', 'manager')];
  if (kind === 'aws.account' && logGroups.length > 0) return [fact];
  return fact.kind === kind ? [] : [fact];
}

/** A state that was not read declares nothing. */
const leftDeclared = (kind: string, fact: Fact): readonly Fact[] =>
  kind === 'pulumi.stack' || (kind === fact.kind && placeOf(kind).source === 'pulumi') ? [] : [fact];

/** Where nothing says the account, everything of its regions is of an unknown one. */
const inPlace = (item: Observation, { logGroups }: World, unread: string | undefined): Observation =>
  unread === 'aws.account' && logGroups.length === 0 && item.scope === AWS ? { ...item, scope: 'aws:unknown:eu-west-1' } : item;

const listings = (unread: string | undefined): readonly Population[] =>
  (['aws.log-group', 'kubernetes.audit-sink'] as const).map((kind) => {
    const { source, scope } = placeOf(kind);
    return { type: 'population', source, scope, kind, read: 1, requests: 1, complete: kind !== unread };
  });

/** What else was read whole, beside the facts that are of it. */
const others = (unread: string | undefined): readonly ReadMark[] =>
  ['aws.account-retention-policy', 'aws.s3-bucket', 'aws.kms-key'].filter((kind) => kind !== unread).map((kind) => ({ type: 'read', kind, scope: AWS }));

function sources(world: World, unread: string | undefined): Source[] {
  const left = (fact: Fact) => (unread === undefined ? [fact] : fact.origin === 'declared' ? leftDeclared(unread, fact) : leftLive(unread, fact, world));
  const gaps = unread === undefined ? [] : [aGap({ ...placeOf(unread), kind: unread })];
  const observed = [...gaps, ...everything(world).flatMap(left), ...listings(unread), ...others(unread)].map((item: Observation) => inPlace(item, world, unread));
  const sourceOf = (item: Observation): string => (item.type === 'read' ? 'aws' : item.type !== 'fact' ? item.source : item.origin === 'declared' ? 'pulumi' : placeOf(item.kind).source);
  const isAnchor = (item: Observation): boolean => item.type !== 'population' && ANCHORS.includes(item.kind);
  const source = (name: SourceName, stage: Source['stage'], yields: (item: Observation) => boolean): Source => ({
    name,
    scope: name,
    stage,
    reads: KINDS.filter((kind) => placeOf(kind).source === name && (name !== 'aws' || ANCHORS.includes(kind) === (stage === 'anchors'))),
    async *collect() {
      yield observed.filter((item) => sourceOf(item) === name && yields(item));
    },
  });
  return [source('pulumi', 'declared', () => true), source('kubernetes', 'flow', () => true), source('aws', 'anchors', isAnchor), source('aws', 'flow', (item) => !isAnchor(item))];
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

  it.each(KINDS)('names in the gap of %s the controls that it leaves unjudged, and no others', async (kind) => {
    const left = await Promise.all(WORLDS.map((world) => unjudged(world, kind)));
    expect((await judged(WORLDS[0]!, kind)).affects).toEqual([...new Set(left.flat())].sort());
  });
});
