/** An AWS account in one region that was scanned. */
export interface AccountFacts {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}
