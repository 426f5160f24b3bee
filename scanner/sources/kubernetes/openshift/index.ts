import { isKnown, known, type Known } from '../../../../policypack/core/known.js';
import type { AuditPolicy } from '../../../../policypack/audit-policy/index.js';
import { auditFlagsOf, effective, type AuditFlags } from '../../../../policypack/kinds/kubernetes/auditing/flags.js';
import { baseName, fileOf } from '../../../../policypack/kinds/kubernetes/auditing/policy-file.js';
import type { EquivalentExport } from '../../../../policypack/kinds/kubernetes/cluster/facts.js';
import { policyText } from '../../../../policypack/kinds/kubernetes/auditing/files.js';
import { openShiftAudit, type OpenShiftAudit } from '../../../../policypack/kinds/kubernetes/openshift/profile.js';
import { unlessRefused } from '../../../../policypack/kinds/kubernetes/yaml/refused-file.js';
import { MalformedAnswer } from '../../deadline.js';
import { attempt, type Question } from '../client/attempt.js';
import type { Call } from '../client/call.js';
import { unlessAbsent } from '../client/errors.js';
import { FORWARDER_LISTS, forwarders } from './log-forwarders.js';
import { textOf } from '../../../../policypack/core/untyped.js';

/** How OpenShift's operators say that its API servers audit. */
export interface OpenShiftReading {
  /** The flags as the operator writes them, for every API server. */
  readonly written: Known<AuditFlags>;
  readonly writtenTo: string;
  readonly policy: Known<AuditPolicy>;
  /** What the policy was read from. */
  readonly policyFrom: string;
  readonly export: Known<EquivalentExport | undefined>;
}

const GROUP = '/apis/config.openshift.io/v1';
const NAMESPACE = 'openshift-kube-apiserver';

/** One of the ConfigMaps that the operator writes for every API server. */
const configMap = <N extends string>(name: N) =>
  ({
    operation: `get configmaps ${NAMESPACE}/${name}`,
    path: `/api/v1/namespaces/${NAMESPACE}/configmaps/${name}`,
    right: {
      role: 'openshift',
      apiGroup: '',
      resource: 'configmaps',
      verbs: ['get'],
      namespace: NAMESPACE,
      name,
      why: 'The flags, and the audit policy, that the operator writes for every API server. Neither holds a secret.',
    },
  }) as const satisfies Call;

const CONFIG = configMap('config');
const POLICIES = configMap('kube-apiserver-audit-policies');

const PROFILE = {
  operation: 'get apiservers.config.openshift.io cluster',
  path: `${GROUP}/apiservers/cluster`,
  right: { role: 'openshift', apiGroup: 'config.openshift.io', resource: 'apiservers', verbs: ['get'], name: 'cluster', why: 'The audit profile, and the custom rules.' },
} as const satisfies Call;

/** What the API group of OpenShift's own configuration is served by: whoever is logged in may ask. */
const SERVED: Call = { operation: `get ${GROUP}`, path: GROUP, toldBy: 'api-server' };

/** Everything that a cluster of OpenShift is asked besides what any other is. */
export const OPENSHIFT_CALLS: readonly Call[] = [PROFILE, ...FORWARDER_LISTS, CONFIG, POLICIES];

/** The file that the collectors of ClusterLogForwarders read. Source: openshift/cluster-logging-operator. */
const COLLECTED = '/var/log/kube-apiserver/audit.log';

/** Whether the cluster is OpenShift, by the API that it serves: nothing more is asked of any other. */
export const isOpenShift = (question: Question): Promise<Known<boolean>> =>
  attempt(question, SERVED, (connection) => unlessAbsent(connection.get(SERVED.path).then(() => true), false));

/**
 * Reads what the operators write: what was not read is unknown, by which grant.
 * @param flagz the flags that API servers told themselves, which stand before what is written
 */
export async function readOpenShift(question: Question, flagz: readonly Known<AuditFlags>[]): Promise<OpenShiftReading> {
  const [written, chosen, files, found] = await Promise.all([readFlags(question), readProfile(question), readPolicies(question), forwarders(question)]);
  const told = flagz.filter(isKnown);
  const flags = told.length === flagz.length ? told : [...told, written];
  return { written, writtenTo: `ConfigMap ${NAMESPACE}/${CONFIG.right.name}`, ...policyOf(flags[0] ?? written, chosen, files), export: shipped(flags, found) };
}

/** A forwarder ships what is logged, to the file that it reads: with hosted control planes there is none to read. */
function shipped(servers: readonly Known<AuditFlags>[], found: OpenShiftReading['export']): OpenShiftReading['export'] {
  if (!isKnown(found) || found.value === undefined) return found;
  for (const flags of servers) {
    if (!isKnown(flags)) return flags;
    if (effective(flags.value, 'audit-policy-file') === '' || effective(flags.value, 'audit-log-path') !== COLLECTED) return known(undefined);
  }
  return found;
}

const readFlags = (question: Question): Promise<Known<AuditFlags>> =>
  attempt(question, CONFIG, async (connection) => operatorFlags(dataOf(await connection.get(CONFIG.path))['config.yaml']));

/** The operator writes JSON: each argument is a list, of which kube-apiserver takes the last value. @throws MalformedAnswer */
function operatorFlags(text: unknown): AuditFlags {
  const { apiServerArguments: written, auditConfig } = parsed(text) as { apiServerArguments?: unknown; auditConfig?: { enabled?: unknown } };
  if (typeof written !== 'object' || written === null) throw new MalformedAnswer('config.yaml holds no apiServerArguments');
  if (auditConfig?.enabled === true) throw new MalformedAnswer('config.yaml sets its audit by auditConfig, which releases before 4.6 did');
  const flags = Object.entries(written).flatMap(([name, values]) => {
    const last: unknown = Array.isArray(values) ? values.at(-1) : values;
    return last === undefined ? [] : [[name, textOf(last)] as const];
  });
  return auditFlagsOf(Object.fromEntries(flags));
}

function parsed(text: unknown): object {
  try {
    const value: unknown = JSON.parse(textOf(text));
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below: the text itself may hold anything.
  }
  throw new MalformedAnswer('the ConfigMap holds no config.yaml in JSON');
}

const readProfile = (question: Question): Promise<Known<OpenShiftAudit>> =>
  attempt(question, PROFILE, async (connection) => {
    const audit = openShiftAudit(await connection.get(PROFILE.path));
    if (!audit) throw new MalformedAnswer('spec.audit has a form or a profile that is not known');
    return audit;
  });

const readPolicies = (question: Question): Promise<Known<Readonly<Record<string, unknown>>>> =>
  attempt(question, POLICIES, async (connection) => dataOf(await connection.get(POLICIES.path)));

/** The file that the operator wrote says what is logged; without it the profile does, as far as all releases agree. */
function policyOf(flags: Known<AuditFlags>, chosen: Known<OpenShiftAudit>, files: Known<Readonly<Record<string, unknown>>>): Pick<OpenShiftReading, 'policy' | 'policyFrom'> {
  const choice = isKnown(chosen) ? chosen.value.choice : 'APIServer/cluster, not read';
  const key = baseName(fileOf(flags, 'audit-policy-file') ?? '') || 'policy.yaml';
  const text = isKnown(files) ? files.value[key] : undefined;
  if (typeof text !== 'string') return { policy: isKnown(chosen) ? chosen.value.policy : chosen, policyFrom: choice };
  const place = `ConfigMap ${NAMESPACE}/${POLICIES.right.name}, ${key}`;
  return { policy: unlessRefused('the audit policy', policyText(text, place)), policyFrom: `${choice} (${place})` };
}

const dataOf = (configMap: unknown): Readonly<Record<string, unknown>> => {
  const { data } = (configMap ?? {}) as { data?: unknown };
  if (typeof data !== 'object' || data === null) throw new MalformedAnswer('the ConfigMap holds no data');
  return data as Readonly<Record<string, unknown>>;
};
