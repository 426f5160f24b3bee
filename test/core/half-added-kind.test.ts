import * as zod from 'zod';
import { describe, expect, it } from 'vitest';
import { affectedControls } from '../../policypack/core/affected.js';
import { alone, assemble, STAGES } from '../../policypack/core/assemble.js';
import * as core from '../../policypack/core/control.js';
import { evaluate, plan } from '../../policypack/core/evaluate.js';
import type { Fact, Observation } from '../../policypack/core/fact.js';
import * as kinds from '../../policypack/core/kind.js';
import { kindTable } from '../../policypack/core/kind-table.js';
import * as knowing from '../../policypack/core/known.js';
import type { Settings } from '../../policypack/core/settings.js';
import * as example from './example-kinds.js';
import { aGap } from './facts.js';
import { leftOut, notCompiling, run, unfilled } from './left-out.js';

type Example = typeof example;

const { gap, known } = knowing;
const BRANCH = 'bank/north';
const ALL = { include: [], exclude: [], tags: {} };
const READS = ['bank.vault', 'bank.ledger', 'bank.keeper', 'bank.seal', 'bank.order'];
const MODULES = {
  zod,
  '../../policypack/core/control.js': core,
  '../../policypack/core/kind.js': kinds,
  '../../policypack/core/known.js': knowing,
};

const fact = (kind: string, name: string, facts: object, texts: Fact['texts'] = [], scope = BRANCH): Fact => ({ type: 'fact', kind, id: `id-of-${name}`, name, origin: 'live', scope, facts, texts });
const aVault = (over: object = {}, note = 'keys'): Fact => fact('bank.vault', 'v', { locked: known(true), ledger: known('l'), tags: known({}), ...over }, [{ path: 'note', value: note }]);
const aLedger = (days: number): Fact => fact('bank.ledger', 'l', { days: known(days) });
const keepers = (count: number): Fact[] => Array.from({ length: count }, (_, index) => fact('bank.keeper', `k${index}`, { since: known('2026') }));
const aSeal = (broken: boolean): Fact => fact('bank.seal', 's', { broken: known(broken) });
const anOrder = (days: number): Fact => fact('bank.order', 'o', { days: known(days) });
const unread = (kind: string, scope = BRANCH): Observation => aGap({ source: 'bank', kind, scope });

/** What is read live, and what the whole example says of it: of how the vault is kept, of orders, and of its texts. */
const WORLDS: Readonly<Record<string, { readonly seen: readonly Observation[]; readonly says: readonly [kept: string, ordered: string, texts: string]; readonly reads?: readonly string[] }>> = {
  'all is well': { seen: [aVault(), aSeal(false), ...keepers(2), aLedger(400)], says: ['pass', 'pass', 'pass'] },
  'not locked': { seen: [aVault({ locked: known(false) }), aLedger(400)], says: ['fail', 'pass', 'pass'] },
  'the lock unread': { seen: [aVault({ locked: gap('forbidden', 'lock') }), aLedger(400)], says: ['unknown', 'pass', 'pass'] },
  'a broken seal': { seen: [aVault(), aSeal(true), aLedger(400)], says: ['fail', 'pass', 'pass'] },
  'seals unread': { seen: [aVault(), unread('bank.seal'), aLedger(400)], says: ['unknown', 'pass', 'pass'] },
  'many keepers': { seen: [aVault(), ...keepers(4), aLedger(400)], says: ['fail', 'pass', 'pass'] },
  'keepers unread': { seen: [aVault(), unread('bank.keeper'), aLedger(400)], says: ['unknown', 'pass', 'pass'] },
  'keepers that nobody reads': { seen: [aVault(), aLedger(400)], reads: READS.filter((id) => id !== 'bank.keeper'), says: ['unknown', 'pass', 'pass'] },
  'a ledger kept too short': { seen: [aVault(), aLedger(30)], says: ['fail', 'pass', 'pass'] },
  'a ledger that passed before it was named': { seen: [aLedger(30), aVault()], says: ['unknown', 'pass', 'pass'] },
  'ledgers unread': { seen: [aVault(), unread('bank.ledger')], says: ['unknown', 'pass', 'pass'] },
  'ledgers that nobody reads': { seen: [aVault()], reads: READS.filter((id) => id !== 'bank.ledger'), says: ['unknown', 'pass', 'pass'] },
  'an order that shortens': { seen: [aVault(), anOrder(30), aLedger(400)], says: ['fail', 'fail', 'pass'] },
  'orders unread': { seen: [aVault(), unread('bank.order'), aLedger(400)], says: ['unknown', 'unknown', 'pass'] },
  'a placeholder': { seen: [aVault({}, 'FILL IN'), aLedger(400)], says: ['pass', 'pass', 'fail'] },
};

const settings: Settings = {
  controls: { 'vault-kept': { level: 'mandatory', params: { days: 365 } }, 'vault-ordered': { level: 'mandatory', params: {} }, 'no-placeholder': { level: 'mandatory', params: {} } },
  frameworks: [],
  scope: { vaults: ALL },
  waivers: [],
};

const planOf = ({ ledger, keeper, seal, order, vault, vaultKept, vaultOrdered, noPlaceholder }: Example) =>
  plan({ kinds: kindTable([keeper, ledger, order, seal, vault]), controls: [vaultKept, vaultOrdered, noPlaceholder] }, settings, '2026-06-01');

type Planned = ReturnType<typeof planOf>;

function verdicts(planned: Planned, subjects: readonly Parameters<typeof evaluate>[0][]): string {
  const found: string[] = [];
  for (const subject of subjects) evaluate(subject, planned, ({ control, outcome }) => found.push(`${control} ${outcome}`), true);
  return found.join(', ');
}

function live(planned: Planned, { seen, reads = READS }: { readonly seen: readonly Observation[]; readonly reads?: readonly string[] }): string {
  const assembly = assemble(planned.kinds, settings.scope);
  const marks = reads.map((kind) => ({ type: 'read' as const, kind, scope: BRANCH }));
  const subjects = [...assembly.observe([...marks, ...seen]), ...STAGES.flatMap((stage) => assembly.end(stage))];
  return verdicts(planned, subjects.filter(({ kind }) => kind === 'bank.vault'));
}

const aResource = (type: string, properties: object) => ({ type: `bank:index:${type}`, urn: `urn:${type}`, name: type, properties, propertyDependencies: {} });

/** What is said of a declared vault beside a seal in its stack, and of it alone before it is created. */
function declared(planned: Planned, vault: object, seal: object): string {
  const facts = planned.kinds.factsOf(aResource('Vault', vault), BRANCH);
  const assembly = assemble(planned.kinds, settings.scope);
  assembly.observe([...facts, ...planned.kinds.factsOf(aResource('Seal', seal), BRANCH)]);
  const before = alone(planned.kinds, settings.scope).subjects(facts);
  return `${verdicts(planned, assembly.end('declared'))}, alone, ${verdicts(planned, before)}`;
}

/** Everything that is said of everything. */
const said = (planned: Planned): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(WORLDS).map(([name, world]) => [name, live(planned, world)])),
  'declared, not locked': declared(planned, { locked: false }, {}),
  'declared, a broken seal': declared(planned, { locked: true }, { broken: true }),
  'declared, a placeholder': declared(planned, { locked: true, note: 'FILL IN' }, {}),
  'left unjudged': READS.map((id) => affectedControls(id, planned).join(' ')).join('; '),
});

const whole = said(planOf(example));

/** What becomes of a text of the example: it does not load, says less than the whole (`unknown`), or passes what that does not. */
function fate(text: string): string {
  try {
    const half = said(planOf(run<Example>(text, MODULES)));
    const different = Object.keys(whole).filter((name) => half[name] !== whole[name]);
    if (different.length === 0) return 'says the same';
    const louder = different.find((name) => !saysLess(half[name]!, whole[name]!));
    return louder === undefined ? 'unknown' : `passes silently: ${louder}: ${half[louder]}`;
  } catch (problem) {
    return `throws: ${(problem as Error).message}`;
  }
}

/** Whether each verdict is that of the whole, or none: unknown, or an error. */
function saysLess(half: string, all: string): boolean {
  const [mine, whole] = [half, all].map((text) => text.split(', '));
  return mine!.length === whole!.length && mine!.every((verdict, index) => verdict === whole![index] || /(unknown|error)$/.test(verdict));
}

describe('a kind of which a part was left out', () => {
  it('is told from the whole one, which judges all of these worlds', () => {
    const expected = Object.entries(WORLDS).map(([name, { says: [kept, ordered, texts] }]) => [name, `vault-kept ${kept}, vault-ordered ${ordered}, no-placeholder ${texts}`]);
    expect(whole).toEqual({
      ...Object.fromEntries(expected),
      'declared, not locked': 'vault-kept fail, vault-ordered pass, no-placeholder pass, alone, vault-kept fail, vault-ordered pass, no-placeholder pass',
      'declared, a broken seal': 'vault-kept fail, vault-ordered pass, no-placeholder pass, alone, vault-kept unknown, vault-ordered pass, no-placeholder pass',
      'declared, a placeholder': 'vault-kept unknown, vault-ordered pass, no-placeholder fail, alone, vault-kept unknown, vault-ordered pass, no-placeholder fail',
      'left unjudged': 'no-placeholder vault-kept vault-ordered; vault-kept; vault-kept; vault-kept; vault-kept vault-ordered',
    });
  });

  const all = leftOut();
  const fields = unfilled();
  const refused = notCompiling([...all, ...fields]);
  const fates = Object.fromEntries(all.map(({ part, text }) => [part, refused.has(part) ? 'does not compile' : fate(text)]));

  it.each(all.map(({ part }) => part))('never passes silently without %s', (part) => {
    expect(fates[part]).toMatch(/^(does not compile|throws: |unknown$)/);
  });

  it.each(fields.map(({ part }) => part))('does not compile where its declared reader leaves %s open', (field) => {
    expect(refused).toContain(field);
  });

  it.each([
    ['the reader by type', 'vault.declared.bank:index:Vault', 'throws: bank.vault is declared, and says by no type of resource'],
    ['its readers', 'vault.declared', 'throws: bank.vault is compared or judged as it is declared, and nothing reads a declared one'],
    ['what drifts', 'vault.drift', 'throws: bank.vault is declared and live, and does not say what of it drifts: say drift, or drift: undefined'],
    ['its texts', 'vault.texts', 'throws: bank.vault has texts, and its kind does not say that they are judged'],
    ['its scope', 'vault.scope', 'throws: scope.vaults selects nothing: no kind has this key'],
    ['what it names', 'vault.names', 'unknown'],
    ['the fold', 'keeper.fold', 'does not compile'],
    ['the places of a fold', 'keeper.holds', 'throws: bank.keeper is summed up by place, and does not say which places hold another: a gap would not reach the sum'],
    ['a declared part', 'seal.declared', 'unknown'],
    ['that it only overrides', 'order.undeclared', 'unknown'],
    ['a join', 'vault.joins.broken', 'does not compile'],
    ['a kind of a join', 'vault.joins.broken[seal]', 'does not compile'],
    ['a need', "vaultKept.needs['bank.seal']", 'does not compile'],
  ])('of which %s is missing is told so', (_, part, becomes) => {
    expect(fates[part]).toBe(becomes);
  });

  it.each(['ledger', 'keeper', 'seal', 'order'] as const)('does not load while %s is in no table', (name) => {
    expect(() => kindTable([example.ledger, example.keeper, example.seal, example.order, example.vault].filter((one) => one !== example[name]))).toThrow(/bank.vault looks at .*, and there is no such kind/);
  });

  it('is not judged by a plan whose table lacks it', () => {
    expect(() => plan({ kinds: kindTable([example.ledger]), controls: [example.vaultKept] }, settings, '2026-06-01')).toThrow('there is no kind bank.vault');
  });

  it.each(['live', 'declared'] as const)('drops no %s fact of a kind that is in no table', (origin) => {
    expect(() => assemble(kindTable([example.ledger]), {}).observe([{ ...aVault(), origin }])).toThrow('there is no kind bank.vault');
  });
});
