/** A group that serves policy reports: the successor, and the one that it grew out of. */
export interface PolicyReportApi {
  readonly group: string;
  readonly version: string;
  /** The cluster-scoped kind: what logproof judges is a cluster and what lies outside, not one namespace. */
  readonly kind: string;
  readonly plural: string;
}

/**
 * The newer first: where both are served, it is the one that is written. Sources: openreports/reports-api,
 * `apis/openreports.io/v1alpha1`; kubernetes-sigs/wg-policy-prototypes, `policy-report/crd/v1alpha2`.
 */
export const POLICY_REPORT_APIS = [
  { group: 'openreports.io', version: 'v1alpha1', kind: 'ClusterReport', plural: 'clusterreports' },
  { group: 'wgpolicyk8s.io', version: 'v1alpha2', kind: 'ClusterPolicyReport', plural: 'clusterpolicyreports' },
] as const satisfies readonly PolicyReportApi[];

/** What both groups call a result. */
export const POLICY_RESULTS = ['pass', 'fail', 'warn', 'error', 'skip'] as const;
export type PolicyResult = (typeof POLICY_RESULTS)[number];

/** One entry of a report; the same in both groups. */
export interface PolicyReportResult {
  readonly source: 'logproof';
  readonly policy: string;
  readonly rule: string;
  readonly category: string;
  readonly severity?: 'low' | 'medium' | 'high' | 'critical';
  /** Seconds since 1970 in UTC. */
  readonly timestamp: { readonly seconds: number; readonly nanos: number };
  readonly result: PolicyResult;
  readonly scored: boolean;
  readonly resources?: readonly ObjectReference[];
  readonly message: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** A Kubernetes object that a result is about. */
export interface ObjectReference {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** A whole report, as it is applied to a cluster. */
export interface PolicyReportObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>>; readonly annotations: Readonly<Record<string, string>> };
  readonly scope?: ObjectReference;
  /** `pass` is absent where it is not known how many passed. */
  readonly summary: Readonly<Partial<Record<PolicyResult, number>>>;
  readonly results: readonly PolicyReportResult[];
}
