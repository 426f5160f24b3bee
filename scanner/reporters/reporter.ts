import type { Result } from '../../policypack/core/result.js';

/** What a reporter may know besides the result: it reads no environment of its own. */
export interface ReportOptions {
  /** Whether ANSI colours may be used. */
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** What kinds are about, by the part of their names before the dot: `aws` is `AWS audit logs`. */
  readonly categories: Readonly<Record<string, string>>;
}

/** Result in, text out, in pieces: a million findings cost no memory. */
export type Reporter = (result: Result, options: ReportOptions) => AsyncIterable<string>;
