import { certificateBundle } from '../../policypack/kinds/kubernetes/audit-sink/certificate-bundle.js';
import { AUDIT_LEVELS, AUDIT_STAGES, isAuditLevel, isAuditStage, type AuditLevel, type AuditStage } from '../../policypack/audit-policy/vocabulary.js';
import type { Tree } from '../../policypack/kinds/declared/property-tree.js';
import { AUDIT_SINK_API, DEFAULT_THROTTLE, type AuditSink } from './audit-sink.js';
import { found, textAt, valueAt, type Refuse, type SinkProblem } from './fields.js';
import { misplaced } from './misplaced.js';
import { destinationOf } from './read-destination.js';
import { unknownFields } from './unknown-fields.js';

// k8s.io/apimachinery/pkg/util/validation, IsDNS1123Subdomain.
const NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** A sink, with the paths that Kubernetes would ignore; or everything that is wrong with it. */
export type SinkReading = { readonly sink: AuditSink; readonly ignored: readonly string[] } | { readonly problems: readonly SinkProblem[] };

/**
 * Reads an AuditSink: a manifest, a live object, or a Pulumi resource's properties. It accepts what Kubernetes 1.18
 * accepted (`pkg/apis/auditregistration/validation`): of schemes http and https, which alone are called.
 */
export function readAuditSink(tree: Tree): SinkReading {
  const problems: SinkProblem[] = [];
  const refuse: Refuse = (field, problem) => void problems.push({ field, problem });
  // What calls itself something else need not be told that it lacks an AuditSink's fields.
  if (!identity(tree, refuse)) return { problems };
  const name = textAt(tree, 'metadata.name', refuse);
  if (name === undefined || !NAME.test(name)) refuse('metadata.name', `${found(name)}, a DNS-1123 name required`);
  const level = levelOf(tree, refuse);
  const stages = stagesOf(tree, level, refuse);
  const [qps, burst] = [throttle(tree, 'qps', refuse), throttle(tree, 'burst', refuse)];
  const destination = destinationOf(tree, refuse);
  const caBundle = bundleOf(tree, refuse);
  // What is missing since it stands elsewhere is said once, by where it stands.
  const elsewhere = misplaced(tree);
  const others = problems.filter(({ field }) => !elsewhere.some(({ place }) => field === place || field.startsWith(`${place}.`) || place.startsWith(`${field}.`)));
  if (elsewhere.length > 0) return { problems: [...others, ...elsewhere.map(({ field, problem }) => ({ field, problem }))] };
  if (problems.length > 0 || name === undefined || level === undefined || destination === undefined) return { problems };
  return { sink: { name, level, stages, qps, burst, destination, ...(caBundle !== undefined && { caBundle }) }, ignored: unknownFields(tree) };
}

/** Whether it may be meant for an AuditSink. */
function identity(tree: Tree, refuse: Refuse): boolean {
  const [version, kind] = [textAt(tree, 'apiVersion', refuse), textAt(tree, 'kind', refuse)];
  if (version !== AUDIT_SINK_API) refuse('apiVersion', `${found(version)}, ${AUDIT_SINK_API} required`);
  if (kind !== 'AuditSink') refuse('kind', `${found(kind)}, AuditSink required`);
  return kind === undefined || kind === 'AuditSink';
}

function levelOf(tree: Tree, refuse: Refuse): AuditLevel | undefined {
  const level = textAt(tree, 'spec.policy.level', refuse);
  if (level !== undefined && isAuditLevel(level)) return level;
  refuse('spec.policy.level', `${found(level)}, one of ${AUDIT_LEVELS.join(', ')} required`);
  return undefined;
}

function stagesOf(tree: Tree, level: AuditLevel | undefined, refuse: Refuse): AuditStage[] {
  const value = valueAt(tree, 'spec.policy.stages', refuse) ?? [];
  if (!Array.isArray(value)) {
    refuse('spec.policy.stages', 'is not a list');
    return [];
  }
  const stages: unknown[] = value;
  stages.forEach((stage, index) => {
    if (typeof stage === 'string' && isAuditStage(stage)) return;
    refuse(`spec.policy.stages[${index}]`, `${found(stage)}, one of ${AUDIT_STAGES.join(', ')} required`);
  });
  if (stages.length === 0 && level !== 'None') refuse('spec.policy.stages', 'empty, at least one stage required unless the level is None');
  return AUDIT_STAGES.filter((stage) => stages.includes(stage));
}

function throttle(tree: Tree, name: 'qps' | 'burst', refuse: Refuse): number {
  const field = `spec.webhook.throttle.${name}`;
  const value = valueAt(tree, field, refuse);
  if (value === undefined) return DEFAULT_THROTTLE[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  refuse(field, `${found(value)}, a whole number above 0 required`);
  return NaN;
}

/** Only the certificates are taken over: whatever else such a text holds has no place in a kubeconfig. */
function bundleOf(tree: Tree, refuse: Refuse): string | undefined {
  const field = 'spec.webhook.clientConfig.caBundle';
  const text = textAt(tree, field, refuse);
  if (text === undefined || text === '') return undefined;
  const { problem } = certificateBundle(text);
  if (problem !== undefined) refuse(field, `${problem}, base64 of PEM certificates required`);
  const pem = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8');
  return [...pem.matchAll(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g)].map(([block]) => `${block}\n`).join('');
}
