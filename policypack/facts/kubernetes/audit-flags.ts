import type { ServerVersion } from './cluster.js';

/** Audit flags of a kube-apiserver as somebody set them, without the leading dashes. What is not set has its default. */
export type AuditFlags = Readonly<Record<string, string>>;

/** One account of the flags: who gave it, and what it says. */
export interface FlagAccount {
  /** A control-plane pod's command, the server that answers, or what the installer would write at its next run. */
  readonly by: 'pod' | 'server' | 'installer';
  /** `pod kube-system/kube-apiserver-a`, `/flagz`, `ConfigMap kube-system/kubeadm-config`. */
  readonly from: string;
  readonly flags: AuditFlags;
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
  const rotation = version && (version.major > 1 || version.minor >= 36) ? ROTATION_SINCE_1_36 : ROTATION_BEFORE;
  return flags[name] ?? DEFAULTS[name] ?? rotation[name] ?? '';
}

/** Whether a truth-valued flag is on. Source: Go, strconv.ParseBool. */
export const isOn = (flags: AuditFlags, name: string): boolean => /^(1|t|true)$/i.test(effective(flags, name));

/** One text for all ways to write a value: `1m`, `60s` and `1m0s`, `1` and `true`, `10` and `10.0`. */
export function canonicalValue(name: string, value: string): string {
  if (ALONE.test(name)) return /^(1|t|true)$/i.test(value) ? 'true' : 'false';
  if (/^(\d+(\.\d+)?(h|ms|m|s))+$/.test(value)) return `${milliseconds(value)} ms`;
  return value !== '' && Number.isFinite(Number(value)) ? String(Number(value)) : value;
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

const milliseconds = (duration: string): number =>
  [...duration.matchAll(/([\d.]+)(h|ms|m|s)/g)].reduce((sum, [, number, unit]) => sum + Number(number) * (UNITS[unit ?? 's'] ?? 0), 0);

const PREFIX = 'audit-';

/** The audit flags among all flags. */
export const auditFlagsOf = (flags: Readonly<Record<string, string>>): AuditFlags =>
  Object.fromEntries(Object.entries(flags).filter(([name]) => name.startsWith(PREFIX)));

/** Truth-valued flags need no value, and never take the word after them. Source: pflag, NoOptDefVal. */
const ALONE = /^(audit-(log|webhook)-(batch-throttle-enable|truncate-enabled)|audit-log-compress)$/;

/**
 * The audit flags of a command line, as pflag reads it: `--name=value` or `--name value`, the last one wins, `_` is `-`.
 * @returns undefined when the words do not say it: a shell starts the server, or a variable stands in a value
 */
export function flagsOfCommand(words: readonly string[]): AuditFlags | undefined {
  if (words.some((word) => /\s-?-?\S*audit[-_]/.test(word))) return undefined;
  if (words.some((word) => /^(\/\S*\/)?(ba|da|a|z)?sh$/.test(word))) return undefined;
  const flags: Record<string, string> = {};
  for (const [index, word] of words.entries()) {
    const [, written, assigned] = /^--([\w-]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
    const name = written?.replaceAll('_', '-');
    if (name === undefined || !name.startsWith(PREFIX)) continue;
    const value = assigned ?? (ALONE.test(name) ? 'true' : (words[index + 1] ?? ''));
    if (/\$\(\w+\)/.test(value)) return undefined;
    flags[name] = value;
  }
  return flags;
}
