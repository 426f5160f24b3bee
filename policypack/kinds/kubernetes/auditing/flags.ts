import { since, type ServerVersion } from '../cluster/facts.js';
import { fraction, isDuration, isTrue, milliseconds, wholeNumber } from './flag-values.js';
import { before } from '../../../core/ends.js';

/** Audit flags of a kube-apiserver as somebody set them, without the leading dashes. What is not set has its default. */
export type AuditFlags = Readonly<Record<string, string>>;

/** One account of the flags: who gave it, and what it says. */
export interface FlagAccount {
  /** A control-plane pod's command, the server that answers, or what the installer would write at its next run. */
  readonly by: 'pod' | 'server' | 'installer';
  /** `pod kube-system/kube-apiserver-a`, `/flagz`, `API server 10.0.0.1:6443`, `ConfigMap kube-system/kubeadm-config`. */
  readonly from: string;
  /** The address, `host:port`, at which the cluster counts the API server that this is about, where that is known. */
  readonly server?: string;
  readonly flags: AuditFlags;
}

/**
 * How many API servers the accounts speak for, at least: each address is one, each pod is one, and a pod whose address
 * is not known may be at any of them. The one that answers may be any.
 */
export function serversHeard(accounts: readonly FlagAccount[]): number {
  const pods = accounts.filter(({ by }) => by === 'pod').length;
  const addresses = new Set(accounts.flatMap(({ server }) => server ?? [])).size;
  return Math.max(1, pods, addresses);
}

/** Defaults, as /flagz shows them. Source: k8s.io/apiserver/pkg/server/options/audit.go, NewAuditOptions. */
const DEFAULTS: AuditFlags = {
  'audit-log-batch-buffer-size': '10000',
  'audit-log-batch-max-size': '1',
  'audit-log-batch-max-wait': '0s',
  'audit-log-batch-throttle-burst': '0',
  'audit-log-batch-throttle-enable': 'false',
  'audit-log-batch-throttle-qps': '0',
  'audit-log-compress': 'false',
  'audit-log-format': 'json',
  'audit-log-mode': 'blocking',
  'audit-log-truncate-enabled': 'false',
  'audit-log-truncate-max-batch-size': '10485760',
  'audit-log-truncate-max-event-size': '102400',
  'audit-log-version': 'audit.k8s.io/v1',
  'audit-webhook-batch-buffer-size': '10000',
  'audit-webhook-batch-initial-backoff': '10s',
  'audit-webhook-batch-max-size': '400',
  'audit-webhook-batch-max-wait': '30s',
  'audit-webhook-batch-throttle-burst': '15',
  'audit-webhook-batch-throttle-enable': 'true',
  'audit-webhook-batch-throttle-qps': '10',
  'audit-webhook-initial-backoff': '10s',
  'audit-webhook-mode': 'batch',
  'audit-webhook-truncate-enabled': 'false',
  'audit-webhook-truncate-max-batch-size': '10485760',
  'audit-webhook-truncate-max-event-size': '102400',
  'audit-webhook-version': 'audit.k8s.io/v1',
};

/** How long a log stays on the disk; zero means for ever. The defaults changed in 1.36. */
const ROTATION_SINCE_1_36: AuditFlags = { 'audit-log-maxage': '366', 'audit-log-maxbackup': '100', 'audit-log-maxsize': '100' };
const ROTATION_BEFORE: AuditFlags = { 'audit-log-maxage': '0', 'audit-log-maxbackup': '0', 'audit-log-maxsize': '0' };

/** Flags whose default depends on the version. */
export const dependsOnVersion = (name: string): boolean => Object.hasOwn(ROTATION_BEFORE, name);

/** The value that a flag has: as set, else its default; empty where it has none. */
export function effective(flags: AuditFlags, name: string, version?: ServerVersion): string {
  const rotation = version && since(version, 36) ? ROTATION_SINCE_1_36 : ROTATION_BEFORE;
  return flags[name] ?? DEFAULTS[name] ?? rotation[name] ?? '';
}

/** Whether a truth-valued flag is on. */
export const isOn = (flags: AuditFlags, name: string): boolean => isTrue(effective(flags, name));

/** Flags that hold a number with a fraction; see {@link NUMBERED} for whole ones. */
const FRACTION = /-throttle-qps$/;
const NUMBERED = /-(size|burst|maxage|maxbackup|maxsize)$/;
const DURATION = /-(wait|backoff)$/;

/** What the value of a flag is parsed as. */
export function typeOf(name: string): 'whole' | 'fraction' | 'truth' | 'duration' | 'text' {
  if (ALONE.test(name)) return 'truth';
  if (FRACTION.test(name)) return 'fraction';
  if (NUMBERED.test(name)) return 'whole';
  return DURATION.test(name) ? 'duration' : 'text';
}

/** The number that a flag has, as kube-apiserver reads it; NaN where it does not start with the value. */
export function numberOf(flags: AuditFlags, name: string, version?: ServerVersion): number {
  const value = effective(flags, name, version);
  return FRACTION.test(name) ? fraction(value) : wholeNumber(value);
}

/** One text for all ways to write a value: `1m`, `60s` and `1m0s`, `1` and `true`, `10` and `0xa`. */
export function canonicalValue(name: string, value: string): string {
  switch (typeOf(name)) {
    case 'truth':
      return String(isTrue(value));
    case 'fraction':
      return numberText(fraction(value), value);
    case 'whole':
      return numberText(wholeNumber(value), value);
    case 'duration':
      return isDuration(value) ? `${milliseconds(value)} ms` : value;
    default:
      return value;
  }
}

const numberText = (number: number, written: string): string => (Number.isNaN(number) ? written : String(number));

const PREFIX = 'audit-';

/** Flags that hold entries, `KEY=VALUE,…`, each more of them where the flag is given again: of these keys auditing knows. */
const OF_ENTRIES: Readonly<Record<string, readonly string[]>> = {
  'feature-gates': ['DynamicAuditing', 'AllAlpha'],
  'runtime-config': ['auditregistration.k8s.io/v1alpha1', 'api/alpha', 'api/all'],
};

const entriesIn = (text: string): (readonly [key: string, value: string | undefined])[] =>
  text.split(',').filter((entry) => entry.trim() !== '').map((entry) => {
    const [key = '', ...value] = entry.split('=');
    return [key.trim(), value.length === 0 ? undefined : value.join('=').trim()];
  });

/** The entries of a flag that holds some. */
export const entriesOf = (flags: AuditFlags, name: string): readonly (readonly [key: string, value: string | undefined])[] => entriesIn(flags[name] ?? '');

/** Flags with one more, if it says how a server audits: of one that holds entries those that do, which a variable may be. */
export function withFlag(flags: AuditFlags, name: string, value: string): AuditFlags {
  if (name.startsWith(PREFIX)) return { ...flags, [name]: value };
  const keys = Object.hasOwn(OF_ENTRIES, name) ? OF_ENTRIES[name] : undefined;
  if (!keys) return flags;
  const kept = entriesIn(value).filter(([key, said]) => keys.includes(key) || holdsVariable(`${key}${said ?? ''}`));
  if (kept.length === 0) return flags;
  return { ...flags, [name]: [...(name in flags ? [flags[name]] : []), ...kept.map(([key, said]) => (said === undefined ? key : `${key}=${said}`))].join(',') };
}

/** Whether a flag is one by which a server audits. */
export const saysHowItAudits = (name: string): boolean => isAuditFlag(name) || Object.hasOwn(OF_ENTRIES, name);

/** Whether it is by its name: the others say of AuditSinks alone whether they are read. */
export const isAuditFlag = (name: string): boolean => name.startsWith(PREFIX);

/** The audit flags among all flags. */
export const auditFlagsOf = (flags: Readonly<Record<string, string>>): AuditFlags =>
  Object.entries(flags).reduce<AuditFlags>((found, [name, value]) => withFlag(found, name, value), {});

/** Truth-valued flags need no value, and never take the word after them. Source: pflag, NoOptDefVal. */
const ALONE = /^(audit-(log|webhook)-(batch-throttle-enable|truncate-enabled)|audit-log-compress|audit-dynamic-configuration)$/;

/** Whether a text holds `$(NAME)`, which the kubelet replaces; any name that an environment variable may have. */
const holdsVariable = (text: string): boolean =>
  [...text.matchAll(/[^)\s]+\)?/g)].some(([run]) => run.endsWith(')') && run.includes('$(') && run.indexOf('$(') < run.length - '$()'.length);

/** A word that a variable may make a flag of, or another one than it looks: it begins with one, or has one in its name. */
function mayBeFlag(word: string): boolean {
  if (word.startsWith('$(')) return holdsVariable(firstRun(word));
  if (!word.startsWith('-')) return false;
  // The name ends at the first =, but for one that stands within a variable that began before it.
  const name = before(word, '=');
  const begun = name.lastIndexOf('$(');
  return holdsVariable(name) || (begun >= 0 && holdsVariable(firstRun(word.slice(begun))));
}

/** What begins a text, to the first bracket that closes or blank. */
const firstRun = (text: string): string => /^[^)\s]*\)?/.exec(text)?.[0] ?? '';

const SHELL = /^(\/(\S*\/)?)?(ba|da|a|z|k)?sh$/;

/**
 * The audit flags of a command line, as pflag reads it: `--name=value` or `--name value`, the last one wins, `_` is `-`,
 * and nothing after `--` is a flag.
 * @returns undefined when the words do not say it: a shell starts the server, or a variable stands in a value, or may be
 * a flag
 */
export function flagsOfCommand(words: readonly string[]): AuditFlags | undefined {
  if (words.some((word) => /\s-?-?\S*audit[-_]/.test(word) || SHELL.test(word))) return undefined;
  let flags: AuditFlags = {};
  for (let at = 0; at < words.length && words[at] !== '--'; at += 1) {
    const word = words[at] ?? '';
    if (mayBeFlag(word)) return undefined;
    const [, written, assigned] = /^--([\w-]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
    const name = written?.replaceAll('_', '-');
    if (name === undefined || !saysHowItAudits(name)) continue;
    // The word after a flag without `=` is its value, whatever it looks like.
    const value = assigned ?? (ALONE.test(name) ? 'true' : (words[(at += 1)] ?? ''));
    if (isAuditFlag(name) && holdsVariable(value)) return undefined;
    flags = withFlag(flags, name, value);
  }
  return flags;
}
