import type { AuditLevel, AuditStage } from './vocabulary.js';
import { anything, flag, list, mapOf, record, text, time, whole, type Notes, type PolicyNote } from './decode.js';
import { inEntry, inRule } from './misplaced.js';
import { CURRENT_DIALECT, refusedBy, type AuditPolicy, type Dialect, type GroupResources } from './policy.js';
import { validatePolicy, versionLimits, type DraftPolicy, type DraftRule } from './validate.js';

/** A policy that kube-apiserver would load, or everything for which it would refuse to. */
export type PolicyReading =
  | { readonly policy: AuditPolicy; readonly warnings: readonly PolicyNote[] }
  | { readonly problems: readonly PolicyNote[]; readonly warnings: readonly PolicyNote[] };

const groupResources = record<GroupResources>({ group: text, resources: list(text), resourceNames: list(text) }, inEntry);

const rule = record<DraftRule>({
  level: text,
  users: list(text),
  userGroups: list(text),
  verbs: list(text),
  resources: list(groupResources),
  namespaces: list(text),
  nonResourceURLs: list(text),
  omitStages: list(text),
  omitManagedFields: flag,
}, inRule);

// The fields of ObjectMeta: none of them changes what is audited, but a wrong type stops the server all the same.
const metadata = record({
  name: text,
  generateName: text,
  namespace: text,
  selfLink: text,
  uid: text,
  resourceVersion: text,
  generation: whole,
  creationTimestamp: time,
  deletionTimestamp: time,
  deletionGracePeriodSeconds: whole,
  labels: mapOf(text),
  annotations: mapOf(text),
  ownerReferences: list(
    record({ apiVersion: text, kind: text, name: text, uid: text, controller: flag, blockOwnerDeletion: flag }),
  ),
  finalizers: list(text),
  managedFields: list(mapOf(anything)),
});

const document = record({
  apiVersion: text,
  kind: text,
  metadata,
  rules: list(rule),
  omitStages: list(text),
  omitManagedFields: flag,
});

/**
 * Reads an audit policy from plain data, as kube-apiserver reads its `--audit-policy-file`: unknown fields are ignored
 * with a warning, everything else that Kubernetes refuses is a problem, with its own reason. All problems at once.
 * Source: k8s.io/apiserver/pkg/audit/policy/reader.go.
 */
export function readPolicy(data: unknown, dialect: Dialect = CURRENT_DIALECT): PolicyReading {
  const notes: Notes = { problems: [], warnings: [] };
  const draft = document(data, [], notes);
  // What could not be decoded was read as nothing: that it is missing too would be said in vain.
  const decoded = ({ path }: PolicyNote) =>
    !notes.problems.some((problem) => problem.path.every((step, index) => step === path[index]));
  const limits = versionLimits(draft);
  const refused = refusedBy({ limits }, dialect).map(({ path, reason, expected }) => ({ path, reason, expected }));
  // What is no policy's group or version has no policy's kind either: that is said once.
  const isOther = refused.some(({ path }) => path[0] === 'apiVersion');
  const problems = [...notes.problems, ...[...(isOther ? [] : kindProblem(draft)), ...refused, ...validatePolicy(draft)].filter(decoded)];
  if (problems.length > 0) return { problems, warnings: notes.warnings };
  const policy = { ...asPolicy(draft), ...(limits.length > 0 && { limits }), ...(notes.warnings.length > 0 && { ignored: notes.warnings }) };
  return { policy, warnings: notes.warnings };
}

function kindProblem({ kind }: { kind: string }): PolicyNote[] {
  // An absent kind is taken for Policy: the decoder is told what to decode into.
  if (kind === '' || kind === 'Policy') return [];
  return [{ path: ['kind'], reason: `no audit policy, but kind "${kind}"`, expected: 'Policy' }];
}

const asPolicy = (draft: DraftPolicy & { omitManagedFields: boolean | undefined }): AuditPolicy => ({
  rules: draft.rules.map((entry) => ({
    ...entry,
    level: entry.level as AuditLevel,
    omitStages: entry.omitStages as readonly AuditStage[],
  })),
  omitStages: draft.omitStages as readonly AuditStage[],
  omitManagedFields: draft.omitManagedFields ?? false,
});
