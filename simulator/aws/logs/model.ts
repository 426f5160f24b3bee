/** A log event as stored. */
export interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
  readonly ingestionTime: number;
  readonly eventId: string;
}

/** A log stream as stored. */
export interface LogStream {
  readonly logStreamName: string;
  readonly creationTime: number;
  readonly events: LogEvent[];
}

/** A log group to begin with, in DescribeLogGroups' words; what is left out is AWS's default. */
export interface LogGroupSeed {
  readonly logGroupName: string;
  /** Milliseconds since 1970. */
  readonly creationTime?: number;
  /** Days; absent: never expires. */
  readonly retentionInDays?: number;
  readonly storedBytes?: number;
  readonly kmsKeyId?: string;
  readonly logGroupClass?: string;
  readonly deletionProtectionEnabled?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  /** Names of streams; empty ones. */
  readonly streams?: readonly string[];
}

/** A log group as stored. `storedBytes` and `retentionInDays` are its own, before any account policy. */
export interface LogGroup {
  readonly logGroupName: string;
  readonly creationTime: number;
  retentionInDays?: number | undefined;
  storedBytes: number;
  kmsKeyId?: string | undefined;
  readonly logGroupClass: string;
  deletionProtectionEnabled: boolean;
  readonly tags: Record<string, string>;
  readonly streams: Map<string, LogStream>;
}

/** A group as the store lists it: untouched from its seed or population, or stored. */
export type ListedLogGroup = LogGroupSeed | LogGroup;

/** The types of account policy. */
export const POLICY_TYPES = [
  'DATA_PROTECTION_POLICY',
  'FIELD_INDEX_POLICY',
  'METRIC_EXTRACTION_POLICY',
  'RETENTION_POLICY',
  'SUBSCRIPTION_FILTER_POLICY',
  'TRANSFORMER_POLICY',
] as const;
export type PolicyType = (typeof POLICY_TYPES)[number];

/** An account policy to begin with, in PutAccountPolicy's words. */
export interface AccountPolicySeed {
  readonly policyName: string;
  /** Default RETENTION_POLICY. */
  readonly policyType?: PolicyType;
  /** JSON. */
  readonly policyDocument: string;
  readonly selectionCriteria?: string;
  /** Milliseconds since 1970; default: as the region's. */
  readonly created?: number;
}

/** An account policy as DescribeAccountPolicies shows it, with what a retention policy says. */
export interface AccountPolicy {
  readonly shown: {
    readonly policyName: string;
    readonly policyDocument: string;
    readonly policyType: PolicyType;
    readonly scope: 'ALL';
    readonly selectionCriteria?: string;
    readonly accountId: string;
    readonly lastUpdatedTime: number;
  };
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly retention?: RetentionRule | undefined;
}

/** What a policy of type RETENTION_POLICY says. */
export interface RetentionRule {
  /** Infinity: never expires. */
  readonly days: number;
  readonly newOnly: boolean;
  /** Undefined: every group. */
  readonly prefixes: readonly string[] | undefined;
}
