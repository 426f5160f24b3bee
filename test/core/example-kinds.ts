import { z } from 'zod';
import { control, fail, pass } from '../../policypack/core/control.js';
import type { DeclaredReader } from '../../policypack/core/declared-resource.js';
import type { Fact } from '../../policypack/core/fact.js';
import { from, kind, of, ofPlace } from '../../policypack/core/kind.js';
import { isKnown, known, need, type Known } from '../../policypack/core/known.js';
import type { Look, Where } from '../../policypack/core/look.js';

// Kinds of a bank that does not exist: one of each way to be kept, joined to a vault by each way to look.

/** A vault, of which others are parts. */
export interface VaultFacts {
  readonly locked: Known<boolean>;
  /** The name of the ledger that it is entered in. */
  readonly ledger: Known<string | undefined>;
  readonly tags: Known<Readonly<Record<string, string>>>;
}

/** A ledger: there may be a million. */
export interface LedgerFacts {
  readonly days: Known<number>;
}

/** Who may open vaults: thousands, of whom only the number matters. */
export interface KeeperFacts {
  readonly since: Known<string>;
}

/** A seal on a vault, each in the place of its vault. */
export interface SealFacts {
  readonly broken: Known<boolean>;
}

/** The bank's order that overrides how long ledgers are kept. */
export interface OrderFacts {
  readonly days: Known<number>;
}

const bankOf = (scope: string): string => scope.split('/')[0] ?? scope;

export const ledger = kind({
  id: 'bank.ledger',
  noun: 'ledger',
  facts: of<LedgerFacts>(),
  keep: 'named',
  docs: { judged: 'each ledger', waive: 'ledger-*' },
});

export const keeper = kind({
  id: 'bank.keeper',
  noun: 'keeper',
  facts: of<KeeperFacts>(),
  keep: 'folded',
  fold: { place: bankOf, start: (): number => 0, step: (count) => count + 1 },
  holds: (place, scope) => place === scope || place === bankOf(scope),
  docs: { judged: 'nothing: only how many there are', waive: 'keeper-*' },
});

const readSeal: DeclaredReader<SealFacts> = ({ name, properties }) => [
  { name: known(name), facts: { broken: known((properties as { broken?: boolean }).broken === true) }, texts: [] },
];

export const seal = kind({
  id: 'bank.seal',
  noun: 'seal',
  facts: of<SealFacts>(),
  keep: 'all',
  judged: 'never',
  declared: { 'bank:index:Seal': readSeal },
  docs: { judged: 'nothing: vaults are judged with them', waive: 'seal-*' },
});

export const order = kind({
  id: 'bank.order',
  noun: 'order',
  facts: of<OrderFacts>(),
  keep: 'all',
  undeclared: 'absent',
  docs: { judged: 'each order', waive: 'order-*' },
});

const readVault: DeclaredReader<VaultFacts> = ({ name, properties }) => [
  {
    name: known(name),
    facts: {
      locked: known((properties as { locked?: boolean }).locked === true),
      ledger: known((properties as { ledger?: string }).ledger),
      tags: known({}),
    },
    texts: [{ path: 'note', value: (properties as { note?: string }).note ?? '' }],
  },
];

type Vault = Fact<VaultFacts>;

function ledgerDays(one: Vault, look: Look): Known<number | undefined> {
  const found = look.at(ledger, { from: one, name: one.facts.ledger });
  return isKnown(found) ? (found.value?.facts.days ?? known(undefined)) : found;
}

function keepers(one: Vault, look: Look): Known<number> {
  const { digest, missing } = look.folded(keeper, { ...one, scope: bankOf(one.scope) });
  return missing ?? known(digest);
}

function broken(one: Vault, look: Look): Known<boolean> {
  const { found, missing } = look.all(seal, one);
  const seen = found.map(({ facts }) => facts.broken);
  if (seen.some((one) => isKnown(one) && one.value)) return known(true);
  return seen.find((one) => !isKnown(one)) ?? missing ?? known(false);
}

function ordered(from: Where, look: Look): Known<number | undefined> {
  const { found, missing } = look.all(order, from);
  return found[0]?.facts.days ?? missing ?? known(undefined);
}

export const vault = kind({
  id: 'bank.vault',
  noun: 'vault',
  facts: of<VaultFacts>(),
  keep: 'all',
  declared: { 'bank:index:Vault': readVault },
  texts: true,
  scope: { key: 'vaults', what: 'vault', tags: 'tags' },
  names: (one) => [{ kind: ledger, wanted: { from: one, name: one.facts.ledger } }],
  joins: {
    ledgerDays: from([ledger], ledgerDays),
    keepers: from([keeper], keepers),
    broken: from([seal], broken),
    ordered: ofPlace([order], ordered),
  },
  drift: { identity: ({ name }) => name, fields: [['locked', 'locked']], placeOf: () => undefined },
  docs: { judged: 'each vault', waive: 'vault-*' },
});

export const vaultKept = control({
  id: 'vault-kept',
  title: 'Vaults are locked, entered, sealed and kept by few',
  subject: vault,
  needs: ['bank.ledger', 'bank.keeper', 'bank.seal', 'bank.order'],
  severity: 'critical',
  rationale: 'An example.',
  remediation: 'None.',
  references: {},
  params: z.strictObject({ days: z.int().default(365) }),
  check({ locked }, { days }, { joined }) {
    if (!need(locked)) return fail('not locked');
    if (need(joined.broken)) return fail('a seal is broken');
    const most = need(joined.keepers);
    if (most > 3) return fail(`${most} keepers`);
    const kept = need(joined.ordered) ?? need(joined.ledgerDays);
    if (kept === undefined) return pass('entered nowhere');
    return kept >= days ? pass(`kept ${kept} days`) : fail(`kept ${kept} days`);
  },
});

/** Rests on the one kind of which a resource alone knows whether there is one. */
export const vaultOrdered = control({
  id: 'vault-ordered',
  title: 'No order shortens what vaults keep',
  subject: vault,
  needs: ['bank.order'],
  severity: 'low',
  rationale: 'An example.',
  remediation: 'None.',
  references: {},
  params: z.strictObject({}),
  check: (_, __, { joined }) => ((need(joined.ordered) ?? 365) >= 365 ? pass('not shortened') : fail('shortened')),
});

/** Judges every text of every kind that has some. */
export const noPlaceholder = control({
  id: 'no-placeholder',
  title: 'No text is a placeholder',
  subject: 'any',
  severity: 'low',
  rationale: 'An example.',
  remediation: 'None.',
  references: {},
  params: z.strictObject({}),
  check: ({ texts }) => (texts.some(({ value }) => value === 'FILL IN') ? fail('a placeholder') : pass('none')),
});
