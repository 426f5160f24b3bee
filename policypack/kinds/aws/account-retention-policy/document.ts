import { gap, isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import { record } from '../../../core/untyped.js';
import type { Retention } from '../log-group/facts.js';
import type { AccountRetentionPolicyFacts } from './facts.js';

/** What a policy's document and its selection say. */
export type PolicyTerms = Pick<AccountRetentionPolicyFacts, 'retentionDays' | 'enforcementMode' | 'prefixes'>;

/**
 * Reads a retention policy, as both doors have it: a JSON text, and the criteria by which it selects log groups. What cannot be read
 * is unknown, never a default. `called` is what is read, in gaps. Source: CloudWatch Logs API, PutAccountPolicy.
 */
export function policyTerms(document: Known<string | undefined>, criteria: Known<string | undefined>, called = 'the policy document'): PolicyTerms {
  const terms = flat(mapKnown(document, (text) => parsed(text, called)));
  return {
    retentionDays: flat(mapKnown(terms, ({ retentionInDays }) => retentionOf(retentionInDays, called))),
    enforcementMode: flat(mapKnown(terms, ({ enforcementMode }) => textOf(enforcementMode, called))),
    prefixes: flat(mapKnown(criteria, prefixesOf)),
  };
}

const flat = <T>(fact: Known<Known<T>>): Known<T> => (isKnown(fact) ? fact.value : fact);

function parsed(document: string | undefined, called: string): Known<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = JSON.parse(document ?? '');
    if (typeof value === 'object' && value !== null) return known(record(value));
  } catch {
    // What it holds is then as unknown as that of a document of another form.
  }
  return gap('unsupported', called);
}

/** A number of days that a retention may have, or NEVER_EXPIRE. */
function retentionOf(value: unknown, called: string): Known<Retention> {
  if (value === 'NEVER_EXPIRE') return known('never-expires');
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? known(value) : gap('unsupported', `retentionInDays of ${called}`);
}

const textOf = (value: unknown, called: string): Known<string> => (typeof value === 'string' ? known(value) : gap('unsupported', `enforcementMode of ${called}`));

/** `LogGroupNamePrefix IN ["…"]`; without criteria, every group. */
function prefixesOf(criteria: string | undefined): Known<readonly string[] | undefined> {
  if (criteria === undefined || criteria.trim() === '') return known(undefined);
  const list = /^\s*LogGroupNamePrefix\s+IN\s+(\[[^]*\])\s*$/.exec(criteria)?.[1];
  const prefixes = list === undefined ? undefined : textsIn(list);
  return prefixes ? known(prefixes) : gap('unsupported', 'which log groups the policy selects (selectionCriteria)');
}

function textsIn(list: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(list);
    return Array.isArray(value) && value.every((item): item is string => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
