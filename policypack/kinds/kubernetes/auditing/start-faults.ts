import { ANY_DIALECT, CURRENT_DIALECT } from '../../../audit-policy/index.js';
import { fail, type Verdict } from '../../../core/control.js';
import { isKnown, known, need, type Known } from '../../../core/known.js';
import type { ApiServerFacts } from '../api-server/facts.js';
import { unmountedFile } from '../api-server/mounts.js';
import { since, type ServerVersion } from '../cluster/facts.js';
import { fraction, isDuration, isTruthValue, wholeNumber } from './flag-values.js';
import { effective, isOn, numberOf, typeOf, type AuditFlags } from './flags.js';

/** What a flag may be, as messages say it. A leading zero makes a whole number octal. */
const FORMS = {
  whole: { fits: (text: string) => !Number.isNaN(wholeNumber(text)), expected: (text: string) => `a whole number${/^[+-]?0\d/.test(text) ? ', octal where it begins with 0,' : ''}` },
  fraction: { fits: (text: string) => !Number.isNaN(fraction(text)), expected: () => 'a number' },
  truth: { fits: isTruthValue, expected: () => 'true or false' },
  duration: { fits: isDuration, expected: () => 'a duration such as 30s' },
  text: { fits: () => true, expected: () => 'a text' },
} as const;

/** Source: k8s.io/apiserver/pkg/server/options/audit.go, AllowedModes. */
const MODES = ['batch', 'blocking', 'blocking-strict'];
/** Source: k8s.io/apiserver/plugin/pkg/audit/log, AllowedFormats. */
const FORMATS = ['legacy', 'json'];
/** Versions of events are those of policies. */
const VERSIONS = CURRENT_DIALECT.apiVersions;

/** The flag that switched AuditSinks on, which went with them. */
const DYNAMIC = 'audit-dynamic-configuration';

/**
 * Why a kube-apiserver does not start with its audit flags, and what would do; undefined where it starts. Not known where
 * that is for its version to say. A running server whose own version is not told is not asked for what versions refuse.
 * Source: pflag; k8s.io/apiserver/pkg/server/options/audit.go, Validate.
 */
export function startFault(flags: AuditFlags, version: Known<ServerVersion> | undefined): Known<string | undefined> {
  const fault = malformed(flags) ?? backendFault(flags, 'log') ?? backendFault(flags, 'webhook');
  return fault === undefined ? versionFault(flags, version) : known(fault);
}

const shown = (flags: AuditFlags, name: string): string => `--${name}=${JSON.stringify(effective(flags, name))}`;

/** A value that is none of its flag's type: parsed whether the flag is used or not. */
function malformed(flags: AuditFlags): string | undefined {
  for (const [name, value] of Object.entries(flags)) {
    const form = FORMS[typeOf(name)];
    if (!form.fits(value)) return `${shown(flags, name)}, ${form.expected(value)} required`;
  }
  return undefined;
}

type Backend = 'log' | 'webhook';

const isUsed = (flags: AuditFlags, backend: Backend): boolean => effective(flags, backend === 'log' ? 'audit-log-path' : 'audit-webhook-config-file') !== '';

/** What is wrong with the flags of a backend, which are looked at where it is used. */
function backendFault(flags: AuditFlags, backend: Backend): string | undefined {
  if (!isUsed(flags, backend)) return undefined;
  const mode = `audit-${backend}-mode`;
  if (!MODES.includes(effective(flags, mode))) return `${shown(flags, mode)}, ${MODES.join(', ')} are all there are`;
  if (effective(flags, mode) === 'batch') {
    const throttled = isOn(flags, `audit-${backend}-batch-throttle-enable`) ? ['throttle-qps', 'throttle-burst'] : [];
    const nothing = ['buffer-size', 'max-size', ...throttled].map((part) => `audit-${backend}-batch-${part}`).find((name) => numberOf(flags, name) <= 0);
    if (nothing !== undefined) return `${shown(flags, nothing)}, a number above 0 required`;
  }
  return truncationFault(flags, backend) ?? (backend === 'log' ? logFault(flags) : undefined);
}

function truncationFault(flags: AuditFlags, backend: Backend): string | undefined {
  const [event, batch] = [`audit-${backend}-truncate-max-event-size`, `audit-${backend}-truncate-max-batch-size`] as const;
  if (numberOf(flags, event) <= 0) return `${shown(flags, event)}, a number above 0 required`;
  return numberOf(flags, batch) < numberOf(flags, event) ? `${shown(flags, batch)}, at least ${event} (${effective(flags, event)}) required` : undefined;
}

function logFault(flags: AuditFlags): string | undefined {
  const format = 'audit-log-format';
  if (!FORMATS.includes(effective(flags, format))) return `${shown(flags, format)}, ${FORMATS.join(' or ')} required`;
  const below = ['maxage', 'maxbackup', 'maxsize'].map((part) => `audit-log-${part}`).find((name) => numberOf(flags, name) < 0);
  return below === undefined ? undefined : `${shown(flags, below)}, 0 or more required`;
}

/** What some versions start with, and others do not. */
function versionFault(flags: AuditFlags, version: Known<ServerVersion> | undefined): Known<string | undefined> {
  const dynamic = Object.hasOwn(flags, DYNAMIC);
  const used = (['log', 'webhook'] as const).filter((backend) => isUsed(flags, backend));
  const name = used.map((backend) => `audit-${backend}-version`).find((one) => !VERSIONS.includes(effective(flags, one)));
  if (!dynamic && name === undefined) return known(undefined);
  // No version of Kubernetes knows it.
  if (name !== undefined && !ANY_DIALECT.apiVersions.includes(effective(flags, name))) return known(`${shown(flags, name)}, ${VERSIONS.join()} required`);
  if (version === undefined || !isKnown(version)) return version ?? known(undefined);
  if (dynamic && since(version.value, 19)) return known(`--${DYNAMIC}, which Kubernetes 1.19 removed (this is ${version.value.major}.${version.value.minor}); leave it out`);
  if (name !== undefined && since(version.value, 24)) return known(`${shown(flags, name)}, which Kubernetes 1.24 removed; ${VERSIONS.join()} required`);
  return known(undefined);
}

type Startable = Pick<ApiServerFacts, 'flags' | 'version' | 'mounts' | 'running'>;

/** Why a kube-apiserver does not start with its flags and what its pod mounts. */
export function startFaultOf(server: Startable): Known<string | undefined> {
  if (!isKnown(server.flags)) return server.flags;
  const fault = startFault(server.flags.value, server.version);
  return isKnown(fault) && fault.value === undefined ? unmountedFile(server.flags.value, server) : fault;
}

/**
 * The failure of whatever rests on flags that no server starts with; undefined where the server starts.
 * @throws UnknownFact where its version decides, and is not known
 */
export function refusedToStart(server: Startable): Verdict | undefined {
  const fault = need(startFaultOf(server));
  return fault === undefined ? undefined : fail(`kube-apiserver does not start with ${fault}`);
}
