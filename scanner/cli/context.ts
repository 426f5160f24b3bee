import type { Readable } from 'node:stream';
import { redact } from '../../policypack/core/redaction/index.js';
import { visibleLine } from '../../policypack/core/visible.js';

/** Everything that a command may know of the process: only `bin.ts` touches the real one. */
export interface CommandContext {
  /**
   * The report and nothing else. What could command a terminal or a build's runner is written out. Resolves when it is written; to
   * false where no more can be: then whoever has much to say may stop. The run's verdict stands whatever becomes of it.
   */
  stdout(text: string): Promise<boolean>;
  /** Progress and messages: one line each, whether its end is given or not. Whatever in it would begin another is written out. */
  stderr(line: string): void;
  /** How the command ends; called once. */
  exit(code: number): void;
  readonly stdin: Readable;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdoutIsTerminal: boolean;
  /** Standard error, where it is a terminal: lines are redrawn on it in place. What is drawn is made visible by whoever draws. */
  readonly screen: NodeJS.WriteStream | undefined;
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

/** A message as standard error takes it: one line, whatever it quotes, and without what is secret in that. */
export const messageLine = (line: string): string => `${visibleLine(redact(line.replace(/\n$/, '')))}\n`;
