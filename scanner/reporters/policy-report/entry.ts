import type { Finding, GapInResult, ResultHead, SubjectReference } from '../../../policypack/core/result.js';
import { shown, valueText } from '../printable.js';
import type { ReportOptions } from '../reporter.js';
import { standing, type Standing } from '../standing.js';
import { evidenceText, placeText, reasonText } from '../words.js';
import type { ObjectReference, PolicyReportResult, PolicyResult } from './api.js';

/**
 * Neither a gap nor an unknown verdict is a pass: both are `error`, in the definition's own words "the policy could not
 * be evaluated". `warn` is its word for "not met, and not scored".
 */
const RESULT_OF: { readonly [S in Standing]: PolicyResult | undefined } = {
  failing: 'fail',
  advisory: 'warn',
  waived: 'skip',
  unknown: 'error',
  error: 'error',
  pass: 'pass',
  'not-applicable': undefined,
};

/** The policy that is not met where the run could not look, or had nothing to look at. */
const RUN_POLICY = 'everything-in-scope-was-read';

/** The policy that is not met where `--fail-on-drift` alone ends the run with 1. */
export const DRIFT_POLICY = 'live-is-as-declared';

/** What the kinds of each provider are about, by its name. */
export type Categories = ReportOptions['categories'];

/** A reported finding as an entry. */
export function findingEntry(finding: Finding, run: ResultHead['run'], categories: Categories): PolicyReportResult {
  const { control, severity, level, subject, message, waiver } = finding;
  const kind = standing(finding);
  const about = objectReference(subject);
  return {
    source: 'logproof',
    policy: control,
    rule: subject.kind,
    category: categoryOf(subject.kind, categories),
    severity,
    timestamp: timestamp(run),
    result: RESULT_OF[kind] ?? 'skip',
    scored: level === 'mandatory' && !waiver,
    ...(about && { resources: [about] }),
    message: `${shown(subject.name)}: ${shown(message, 1000)}`,
    properties: properties(finding),
  };
}

/** What could not be read, as an entry. */
export const gapEntry = ({ source, scope, kind, reason, detail, affects }: GapInResult, run: ResultHead['run']): PolicyReportResult =>
  runEntry(run, kind, `${shown(scope)}: ${reasonText(reason)}: ${shown(detail, 1000)}`, {
    scope: shown(scope),
    reason,
    readBy: source,
    ...(affects.length > 0 && { affects: shown(affects.join(', '), 1000) }),
  });

/** An entry about the run itself. */
export const runEntry = (run: ResultHead['run'], rule: string, message: string, more: Readonly<Record<string, string>> = {}): PolicyReportResult => ({
  source: 'logproof',
  policy: RUN_POLICY,
  rule,
  category: 'Coverage',
  timestamp: timestamp(run),
  result: 'error',
  scored: true,
  message,
  properties: more,
});

/** The moment that the run ended, as protobuf has it: whole seconds, and nanoseconds that count forward. */
function timestamp({ finished }: ResultHead['run']): PolicyReportResult['timestamp'] {
  const milliseconds = Date.parse(finished);
  const seconds = Math.floor(milliseconds / 1000);
  return { seconds, nanos: (milliseconds - seconds * 1000) * 1_000_000 };
}

/** What logproof says of itself. */
const OWN = { logproof: 'Waivers' };

/** A result that another version wrote may be about kinds that no provider here has. */
const categoryOf = (kind: string, categories: Categories): string => ({ ...categories, ...OWN })[kind.slice(0, kind.indexOf('.'))] ?? 'Audit logs';

/** Versions that are certain. An apiVersion is optional, and half of one would be none. */
const API_VERSIONS: Readonly<Record<string, string>> = { '': 'v1', apps: 'apps/v1', batch: 'batch/v1', 'auditregistration.k8s.io': 'auditregistration.k8s.io/v1alpha1' };

/** What is in the cluster is named as an object of it: ids of live Kubernetes facts are `group/Kind/namespace/name`. */
function objectReference({ kind, id, origin }: SubjectReference): ObjectReference | undefined {
  const parts = id.split('/');
  const [group = '', object, namespace, name] = parts;
  if (!kind.startsWith('kubernetes.') || origin !== 'live' || parts.length !== 4 || !object || !name) return undefined;
  const apiVersion = API_VERSIONS[group];
  return { ...(apiVersion !== undefined && { apiVersion }), kind: shown(object), ...(namespace && { namespace: shown(namespace) }), name: shown(name, 253) };
}

/** Texts only, as the definitions have it; each bounded, so that an entry's size is. */
function properties(finding: Finding): Record<string, string> {
  const { subject, outcome, remediation, fingerprint, waiver } = finding;
  const place = placeText(subject);
  const evidence = evidenceText(finding);
  return {
    // What tells entries of one policy apart, and is stable across runs.
    resultID: fingerprint,
    outcome,
    subject: shown(subject.id, 1000),
    scope: shown(subject.scope),
    origin: subject.origin,
    fix: shown(remediation, 1000),
    ...(place && { declaredAt: place }),
    ...(evidence && { evidence: shown(evidence, 1000) }),
    ...(waiver && { waivedUntil: waiver.expires, waivedBecause: shown(waiver.reason), waiverOwner: shown(waiver.owner), waiverApprover: valueText(waiver.approver) }),
  };
}
