import type { Readable } from 'node:stream';

/** Everything that a command may know of the process: only `bin.ts` touches the real one. */
export interface CommandContext {
  /** The report and nothing else. Resolves when the reader has room again. */
  stdout(text: string): void | Promise<void>;
  /** Progress and messages. */
  stderr(text: string): void;
  /** How the command ends; called once. */
  exit(code: number): void;
  readonly stdin: Readable;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Aborts at the first Ctrl-C (or SIGTERM); the second ends the process at once. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

/** Whether ANSI colours may be used on a stream. https://no-color.org: any non-empty NO_COLOR forbids them. */
export function mayColour(isTerminal: boolean, environment: CommandContext['environment']): boolean {
  if (environment['NO_COLOR']) return false;
  if (environment['FORCE_COLOR'] && environment['FORCE_COLOR'] !== '0') return true;
  return isTerminal && environment['TERM'] !== 'dumb';
}
