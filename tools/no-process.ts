import { Readable } from 'node:stream';
import type { CommandContext } from '../scanner/cli/context.js';

/** A process that is none, for commands that are only asked for their help or run by a test: what they say is dropped. */
export const noProcess = (): CommandContext => ({
  stdout: () => undefined,
  stderr: () => undefined,
  exit: () => undefined,
  stdin: Readable.from([]),
  cwd: '.',
  environment: {},
  stdoutIsTerminal: false,
  stderrIsTerminal: false,
  width: 110,
  signal: new AbortController().signal,
  now: () => new Date(0),
});
