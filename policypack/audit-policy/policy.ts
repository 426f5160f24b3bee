import type { AuditLevel, AuditStage } from './vocabulary.js';

/** Resources of one API group. Source: k8s.io/apiserver/pkg/apis/audit/v1, GroupResources. */
export interface GroupResources {
  /** `''` is the core group; `'*'` is every group, from Kubernetes 1.36. */
  readonly group: string;
  /** `res`, `res/sub`, `*`, `*` + `/sub` or `res/*`; none means everything in the group. */
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
}

/** One rule; an empty list sets no condition. Source: k8s.io/apiserver/pkg/apis/audit/v1, PolicyRule. */
export interface PolicyRule {
  readonly level: AuditLevel;
  readonly users: readonly string[];
  readonly userGroups: readonly string[];
  readonly verbs: readonly string[];
  readonly resources: readonly GroupResources[];
  /** `''` stands for cluster-scoped resources and for requests that span all namespaces. */
  readonly namespaces: readonly string[];
  readonly nonResourceURLs: readonly string[];
  readonly omitStages: readonly AuditStage[];
  readonly omitManagedFields: boolean | undefined;
}

/** A valid audit policy (`audit.k8s.io/v1`, Policy). {@link readPolicy} makes one from a document. */
export interface AuditPolicy {
  readonly rules: readonly PolicyRule[];
  readonly omitStages: readonly AuditStage[];
  readonly omitManagedFields: boolean;
}

/** What differs between versions of Kubernetes in reading and applying a policy. */
export interface Dialect {
  /** Whether the API group `'*'` is allowed and means every group. Source: kube-apiserver 1.36, checker and validation. */
  readonly wildcardGroup: boolean;
}

/** The newest version known here: 1.36. */
export const CURRENT_DIALECT: Dialect = { wildcardGroup: true };

/**
 * How a version of Kubernetes reads policies.
 * @param version `1.36`, `v1.36.3` and the like
 * @throws RangeError when the text is no version
 */
export function dialectOf(version: string): Dialect {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined)
    throw new RangeError(`expected a version such as 1.36, found "${version}"`);
  return { wildcardGroup: Number(major) > 1 || Number(minor) >= 36 };
}
