import type { PolicyNote } from './decode.js';
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

/** What a policy says that some versions of Kubernetes refuse. */
export interface VersionLimit extends PolicyNote {
  readonly isReadBy: (dialect: Dialect) => boolean;
}

/** A valid audit policy (`audit.k8s.io`, Policy). {@link readPolicy} makes one from a document. */
export interface AuditPolicy {
  readonly rules: readonly PolicyRule[];
  readonly omitStages: readonly AuditStage[];
  readonly omitManagedFields: boolean;
  /** What only some versions read; absent where every version reads it all. */
  readonly limits?: readonly VersionLimit[];
  /** Fields that Kubernetes ignores; absent where there are none. */
  readonly ignored?: readonly PolicyNote[];
}

/** What differs between versions of Kubernetes in reading and applying a policy. */
export interface Dialect {
  /** Whether the API group `'*'` is allowed and means every group. Source: kube-apiserver 1.36, checker and validation. */
  readonly wildcardGroup: boolean;
  /** Values of `apiVersion` that are read. Source: k8s.io/apiserver/pkg/audit/policy/reader.go, of 1.12 to 1.36. */
  readonly apiVersions: readonly string[];
}

const V1 = 'audit.k8s.io/v1';
const UNTIL_1_23 = [V1, 'audit.k8s.io/v1beta1', 'audit.k8s.io/v1alpha1'];

/** The newest version known here: 1.36. */
export const CURRENT_DIALECT: Dialect = { wildcardGroup: true, apiVersions: [V1] };

/** Whatever some version reads. What then depends on the version is in the policy's `limits`. */
export const ANY_DIALECT: Dialect = { wildcardGroup: true, apiVersions: UNTIL_1_23 };

/** Why a version refuses a policy that others read; empty where it reads it. */
export const refusedBy = ({ limits = [] }: Pick<AuditPolicy, 'limits'>, dialect: Dialect): readonly PolicyNote[] =>
  limits.filter(({ isReadBy }) => !isReadBy(dialect));

/**
 * How a version of Kubernetes reads policies.
 * @param version `1.36`, `v1.36.3` and the like
 * @throws RangeError when the text is no version
 */
export function dialectOf(version: string): Dialect {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined)
    throw new RangeError(`expected a version such as 1.36, found "${version}"`);
  const atLeast = (wanted: number) => Number(major) > 1 || Number(minor) >= wanted;
  return { wildcardGroup: atLeast(36), apiVersions: atLeast(24) ? [V1] : UNTIL_1_23 };
}
