import { daysBetween } from '../../policypack/core/calendar.js';
import type { GapReason } from '../../policypack/core/known.js';
import type { Drift, Finding, ResultHead, SubjectReference } from '../../policypack/core/result.js';
import { plural } from '../../policypack/core/nouns.js';
import { shown, valueText } from './printable.js';

export { plural } from '../../policypack/core/nouns.js';

/** `1 log group`, `10,000 log groups`. */
export const counted = (count: number, word: string): string => `${number(count)} ${count === 1 ? word : plural(word)}`;

/** `10,000`, the same on every machine. */
export const number = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const REASONS: { readonly [K in GapReason]: string } = {
  preview: 'not known before deployment',
  forbidden: 'access denied',
  unreachable: 'not reachable',
  throttled: 'throttled',
  unsupported: 'not supported there',
  'cut-off': 'ended early',
};

/** Why something was not read. */
export const reasonText = (reason: GapReason): string => REASONS[reason];

/** `index.ts:7:17`. */
export function placeText({ location }: SubjectReference): string | undefined {
  if (!location) return undefined;
  return [shown(location.file), location.line, ...(location.column === undefined ? [] : [location.column])].join(':');
}

/** `pulumi:ai/prod eu-west-1`: whose it is, and where, if that is another thing. */
export const scopeText = ({ scope, place }: SubjectReference): string => shown(place === undefined ? scope : `${scope} ${place}`);

/** What differs, in one sentence, and which value is which. */
export function driftText({ change, path, declared, live, stack }: Drift): string {
  if (change === 'missing') return 'declared, but not there live';
  if (change === 'unmanaged') return 'there live, but not declared';
  return `${shown(path ?? 'value')}: declared ${valueText(declared)}${stack === undefined ? '' : ` by ${shown(stack)}`}, live ${valueText(live)}`;
}

/** Days from the day of the run to a waiver's last day; negative when it is over. */
export function daysLeft(expires: string, today: string): number {
  return daysBetween(today, expires);
}

/** `expires 2027-03-31, in 127 days`. */
export function expiryText(expires: string, today: string): string {
  const left = daysLeft(expires, today);
  if (left < 0) return `expired ${expires}, ${counted(-left, 'day')} ago`;
  return left === 0 ? `expires ${expires}, today` : `expires ${expires}, in ${counted(left, 'day')}`;
}

/** Evidence as `name value` pairs. */
export const evidenceText = ({ evidence }: Finding): string =>
  Object.entries(evidence)
    .map(([name, value]) => `${shown(name)} ${valueText(value)}`)
    .join(', ');

/** Where the run looked, each place once. */
export const places = ({ population, gaps }: ResultHead): string[] => [...new Set([...population, ...gaps].map(({ scope }) => scope))].sort();
