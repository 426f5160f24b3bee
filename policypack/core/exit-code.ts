/** The counts that decide how a run ends. */
export interface Ending {
  /** Unwaived failures of mandatory controls at or above `--fail-on`. */
  readonly failing: number;
  readonly unknown: number;
  readonly error: number;
  readonly gaps: number;
  /** Verdicts of any kind but not-applicable. */
  readonly judged: number;
}

/** 0 all read and nothing mandatory fails, 1 a failure, 3 something was not read or judged. (2, bad input, never gets here.) */
export function exitCode({ failing, unknown, error, gaps, judged }: Ending): 0 | 1 | 3 {
  if (failing > 0) return 1;
  return unknown + error + gaps > 0 || judged === 0 ? 3 : 0;
}
