/** How AWS is read. */
export interface AwsOptions {
  /** Each becomes a source of its own, side by side. */
  readonly regions: readonly string[];
  /** A profile of the shared configuration; otherwise the SDK's default chain decides. */
  readonly profile?: string | undefined;
  /** A private endpoint or a test server, for every service that is called. */
  readonly endpointUrl?: string | undefined;
  /** DescribeLogGroups requests a second in each account and region, retries included. AWS's default quota, and ours, is 10. */
  readonly requestsPerSecond?: number;
  /** Attempts of one request, the first included. Default 8. */
  readonly maxAttempts?: number;
  /** Seconds after which one attempt counts as unanswered. Default 30. */
  readonly requestTimeoutSeconds?: number;
  /** Tags that the scope selects by. Empty: tags are not read. */
  readonly wantTags?: Readonly<Record<string, string>>;
  /** Kinds of fact that the run has a use for: only their readers ask anything. */
  readonly wanted: ReadonlySet<string>;
  /** Whether a group of this name may count: no call is spent on one that does not. Default: all may. */
  readonly mayBeInScope?: (name: string) => boolean;
  /** Milliseconds that the first retry waits at most; doubles with each. Default: the SDK's own (1,000 when throttled, else 50). */
  readonly retryDelayMs?: number;
}

/** {@link AwsOptions} with every default in place. */
export type AwsSettings = Required<Omit<AwsOptions, 'regions' | 'profile' | 'endpointUrl' | 'retryDelayMs'>> &
  Pick<AwsOptions, 'profile' | 'endpointUrl' | 'retryDelayMs'>;

/** Applies the defaults. */
export const awsSettings = ({ regions: _, ...given }: AwsOptions): AwsSettings => ({
  ...given,
  requestsPerSecond: given.requestsPerSecond ?? 10,
  maxAttempts: given.maxAttempts ?? 8,
  requestTimeoutSeconds: given.requestTimeoutSeconds ?? 30,
  wantTags: given.wantTags ?? {},
  mayBeInScope: given.mayBeInScope ?? (() => true),
});
