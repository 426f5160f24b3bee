import { since, type ServerVersion } from '../cluster/facts.js';
import { fraction, isDuration, isTrue, milliseconds, wholeNumber } from './flag-values.js';

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

/** The audit flags among all flags. */
export const auditFlagsOf = (flags: Readonly<Record<string, string>>): AuditFlags =>
  Object.fromEntries(Object.entries(flags).filter(([name]) => name.startsWith(PREFIX)));

/** Truth-valued flags need no value, and never take the word after them. Source: pflag, NoOptDefVal. */
const ALONE = /^(audit-(log|webhook)-(batch-throttle-enable|truncate-enabled)|audit-log-compress|audit-dynamic-configuration)$/;

/** `$(NAME)`, which the kubelet replaces; any name that an environment variable may have. */
const VARIABLE = /\$\([^)\s]+\)/;
/** A word that a variable may make a flag of, or another one than it looks. */
const MAY_BE_FLAG = /^(?:-[^=]*)?\$\([^)\s]+\)/;
const SHELL = /^(\/(\S*\/)?)?(ba|da|a|z|k)?sh$/;

/**
 * The audit flags of a command line, as pflag reads it: `--name=value` or `--name value`, the last one wins, `_` is `-`,
 * and nothing after `--` is a flag.
 * @returns undefined when the words do not say it: a shell starts the server, or a variable stands in a value, or may be
 * a flag
 */
export function flagsOfCommand(words: readonly string[]): AuditFlags | undefined {
  if (words.some((word) => /\s-?-?\S*audit[-_]/.test(word) || SHELL.test(word))) return undefined;
  const flags: Record<string, string> = {};
  for (let at = 0; at < words.length && words[at] !== '--'; at += 1) {
    const word = words[at] ?? '';
    if (MAY_BE_FLAG.test(word)) return undefined;
    const [, written, assigned] = /^--([\w-]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
    const name = written?.replaceAll('_', '-');
    if (name === undefined || !name.startsWith(PREFIX)) continue;
    // The word after a flag without `=` is its value, whatever it looks like.
    const value = assigned ?? (ALONE.test(name) ? 'true' : (words[(at += 1)] ?? ''));
    if (VARIABLE.test(value)) return undefined;
    flags[name] = value;
  }
  return flags;
}
