/** An AWS account and those of its regions that were scanned: one, until they are gathered. */
export interface AccountFacts {
  /** Twelve digits. */
  readonly account: string;
  readonly regions: readonly string[];
}
