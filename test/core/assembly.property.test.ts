import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble, STAGES, type Scopes } from '../../policypack/core/assemble.js';
import { evaluate, plan } from '../../policypack/core/evaluate.js';
import type { Fact, Observation } from '../../policypack/core/fact.js';
import { from, kind, of, ofPlace } from '../../policypack/core/kind.js';
import { kindTable } from '../../policypack/core/kind-table.js';
import { gap, known, type Known } from '../../policypack/core/known.js';
import type { Look } from '../../policypack/core/look.js';
import { keeper, ledger, order, seal, vault, vaultKept, vaultOrdered } from './example-kinds.js';
import { aGap } from './facts.js';

const TABLE = kindTable([keeper, ledger, order, seal, vault]);
const PARTS = ['bank.ledger', 'bank.keeper', 'bank.seal', 'bank.order'] as const;
const PLACES = ['bank/north', 'bank/south', 'other/north'] as const;
/** Every place was asked for everything. */
const READ_WHOLE: readonly Observation[] = PLACES.flatMap((scope) => PARTS.map((part) => ({ type: 'read', kind: part, scope })));
const settings = { controls: { 'vault-kept': { level: 'mandatory', params: { days: 365 } }, 'vault-ordered': { level: 'mandatory', params: {} } }, frameworks: [], scope: {}, waivers: [] } as const;

const fact = (of: string, name: string, scope: string, facts: object): Fact => ({ type: 'fact', kind: of, id: `${of} ${name}`, name, origin: 'live', scope, facts, texts: [] });

const place = fc.constantFrom(...PLACES);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Known<T>> => fc.oneof({ weight: 5, arbitrary: value.map((one) => known(one)) }, { weight: 1, arbitrary: fc.constant(gap('forbidden', 'what was asked')) });
const ledgerName = fc.constantFrom('l1', 'l2', undefined);

/** A world of vaults and what belongs to them, each thing once by kind, place and name. */
const things = fc.record({
  vaults: fc.uniqueArray(fc.record({ scope: place, name: fc.constantFrom('v1', 'v2'), locked: maybe(fc.boolean()), ledger: maybe(ledgerName) }), { selector: ({ scope, name }) => scope + name, minLength: 1 }),
  ledgers: fc.uniqueArray(fc.record({ scope: place, name: fc.constantFrom('l1', 'l2'), days: maybe(fc.constantFrom(30, 400)) }), { selector: ({ scope, name }) => scope + name }),
  keepers: fc.array(place, { maxLength: 6 }),
  seals: fc.array(fc.record({ scope: place, broken: maybe(fc.boolean()) }), { maxLength: 3 }),
  orders: fc.uniqueArray(fc.record({ scope: place, days: maybe(fc.constantFrom(30, 400)) }), { selector: ({ scope }) => scope }),
});

interface World {
  readonly anchors: readonly Fact[];
  readonly flow: readonly Fact[];
}

const world: fc.Arbitrary<World> = things.map(({ vaults, ledgers, keepers, seals, orders }) => ({
  anchors: [
    ...vaults.map(({ scope, name, ...facts }) => fact('bank.vault', name, scope, { ...facts, tags: known({}) })),
    ...seals.map(({ scope, ...facts }, index) => fact('bank.seal', `s${index}`, scope, facts)),
    ...orders.map(({ scope, ...facts }) => fact('bank.order', 'o', scope, facts)),
  ],
  flow: [...keepers.map((scope, index) => fact('bank.keeper', `k${index}`, scope, { since: known('2026') })), ...ledgers.map(({ scope, name, ...facts }) => fact('bank.ledger', name, scope, facts))],
}));

/** The outcome of every control on every vault. */
function judged(anchors: readonly Observation[], flow: readonly Observation[], scopes: Scopes = {}): Record<string, string> {
  const planned = plan({ kinds: TABLE, controls: [vaultKept, vaultOrdered] }, settings, '2026-06-01');
  const assembly = assemble(TABLE, scopes);
  const subjects = [...assembly.observe(READ_WHOLE), ...assembly.observe(anchors), ...assembly.end('anchors'), ...assembly.observe(flow), ...assembly.end('flow')];
  const found: Record<string, string> = {};
  for (const subject of subjects) {
    evaluate(subject, planned, ({ control, outcome }) => {
      const key = `${control} ${subject.scope} ${subject.name}`;
      if (key in found) throw new Error(`${key} is judged twice`);
      found[key] = outcome;
    }, true);
  }
  return found;
}

const lessThan = (whole: Record<string, string>) => (part: Record<string, string>) => {
  expect(Object.keys(part).sort()).toEqual(Object.keys(whole).sort());
  for (const [key, outcome] of Object.entries(part)) expect([whole[key], 'unknown'], key).toContain(outcome);
};

describe('an assembly of any facts', () => {
  it('judges every vault by every control, once, and never by an error', () => {
    fc.assert(fc.property(world, ({ anchors, flow }) => {
      const vaults = anchors.filter((one) => one.kind === 'bank.vault');
      const expected = vaults.flatMap(({ scope, name }) => [`vault-kept ${scope} ${name}`, `vault-ordered ${scope} ${name}`]);
      const verdicts = judged(anchors, flow);
      expect(Object.keys(verdicts).sort()).toEqual(expected.sort());
      expect(Object.values(verdicts)).not.toContain('error');
    }));
  });

  it('never turns what was not read into another verdict than unknown', () => {
    fc.assert(fc.property(world, fc.constantFrom(...PARTS), place, fc.boolean(), ({ anchors, flow }, unread, scope, cutOff) => {
      const gone = (one: Fact): boolean => one.kind === unread && one.scope === scope && !cutOff;
      const left = (facts: readonly Fact[]): Fact[] => facts.filter((one) => !gone(one));
      lessThan(judged(anchors, flow))(judged([aGap({ source: 'bank', kind: unread, scope }), ...left(anchors)], left(flow)));
    }));
  });

  it('is the same in whatever order anchors come', () => {
    fc.assert(fc.property(world.chain((one) => fc.tuple(fc.constant(one), fc.shuffledSubarray([...one.anchors], { minLength: one.anchors.length }))), ([{ anchors, flow }, shuffled]) => {
      expect(judged(shuffled, flow)).toEqual(judged(anchors, flow));
    }));
  });

  it('knows less, and nothing else, where things flow by before the anchors that name them', () => {
    fc.assert(fc.property(world, ({ anchors, flow }) => lessThan(judged(anchors, flow))(judged(flow, anchors))));
  });

  it('leaves out what the scope excludes, and knows nothing of what it may exclude', () => {
    fc.assert(fc.property(world, ({ anchors, flow }) => {
      const all = { include: [], exclude: [], tags: {} };
      const unread = anchors.map((one) => (one.kind === 'bank.vault' ? { ...one, facts: { ...(one.facts as object), tags: gap('forbidden', 'its tags') } } : one));
      expect(Object.keys(judged(anchors, flow, { vaults: { ...all, exclude: ['v1'] } })).filter((key) => key.endsWith('v1'))).toEqual([]);
      expect(new Set(Object.values(judged(unread, flow, { vaults: { ...all, tags: { of: 'ai' } } })))).toEqual(new Set(['unknown']));
    }));
  });
});

interface PartFacts {
  readonly at: Known<string>;
}

/** A kind whose join asks a look for something. */
const asking = (ask: (look: Look) => unknown) =>
  kind({
    id: 'made.asking',
    noun: 'asking',
    facts: of<PartFacts>(),
    keep: 'all',
    joins: { asked: from([seal], (_, look) => known(ask(look))) },
    docs: { judged: 'nothing', waive: 'asking-*' },
  });

const askedOf = (ask: (look: Look) => unknown) => (): unknown => {
  const assembly = assemble(kindTable([asking(ask), keeper, ledger, order, seal, vault]), {});
  assembly.observe([fact('made.asking', 'a', 'bank/north', { at: known('x') })]);
  return (assembly.end('flow').find((one) => one.kind === 'made.asking')?.joined as { asked: unknown }).asked;
};

const FROM = { kind: 'made.asking', id: 'a', scope: 'bank/north' };

describe('a join', () => {
  it.each<[string, (look: Look) => unknown]>([
    ['one', (look) => look.at(ledger, { from: FROM, name: known('l1') })],
    ['all', (look) => look.all(order, FROM)],
    ['a sum', (look) => look.folded(keeper, FROM)],
  ])('that asks for %s of a kind that it does not name throws', (_, ask) => {
    expect(askedOf(ask)).toThrow(/made\.asking\.asked looks at bank\.\w+, which it does not name/);
  });

  it('that asks for the sum of what is not summed up throws', () => {
    expect(askedOf((look) => look.folded(seal, FROM))).toThrow('made.asking.asked asks for the sum of bank.seal, of which that is not kept');
  });

  it('of a place is found once for all that are there', () => {
    let reads = 0;
    const member = kind({
      id: 'made.member',
      noun: 'member',
      facts: of<PartFacts>(),
      keep: 'named',
      joins: { ordered: ofPlace([order], (where, look) => ((reads += 1), known(look.all(order, where).found.length))) },
      docs: { judged: 'nothing', waive: 'member-*' },
    });
    const assembly = assemble(kindTable([member, order]), {});
    assembly.observe([fact('bank.order', 'o', 'bank/north', { days: known(30) })]);
    const members = assembly.observe(PLACES.flatMap((scope) => Array.from({ length: 100 }, (_, index) => fact('made.member', `m${index}`, scope, { at: known('x') }))));
    const counts = members.map(({ joined }) => (joined as { ordered: Known<number> }).ordered);
    expect(counts).toEqual([...Array<unknown>(100).fill(known(1)), ...Array<unknown>(200).fill(known(0))]);
    expect(reads).toBe(PLACES.length);
  });
});

describe('the memory of an assembly', () => {
  it('holds of what flows by only what an anchor names', async () => {
    const assembly = assemble(TABLE, {});
    assembly.observe([fact('bank.vault', 'v', 'bank/north', { locked: known(true), ledger: known('l7'), tags: known({}) })]);
    const seen = flowBy(assembly, 1000);
    await setImmediate();
    collectGarbage();
    expect([...seen].filter(([, kept]) => kept.deref()).map(([name]) => name)).toEqual(['l7']);
    expect(STAGES.flatMap((stage) => assembly.end(stage)).map(({ joined }) => (joined as { ledgerDays: unknown }).ledgerDays)).toEqual([known(7)]);
  });
});

/** Lets ledgers and keepers flow by, and holds none of them. */
function flowBy(assembly: ReturnType<typeof assemble>, count: number): Map<string, WeakRef<Fact>> {
  const seen = new Map<string, WeakRef<Fact>>();
  for (let index = 0; index < count; index += 1) {
    const passing = [fact('bank.ledger', `l${index}`, 'bank/north', { days: known(index) }), fact('bank.keeper', `k${index}`, 'bank/north', { since: known('2026') })];
    for (const one of passing) seen.set(one.name, new WeakRef(one));
    assembly.observe(passing);
  }
  return seen;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
