/** A Pulumi stack and the providers that its resources come from (`aws`, `aws-native`, `kubernetes`, …). */
export interface StackFacts {
  readonly providers: readonly string[];
}
