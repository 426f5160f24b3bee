#!/usr/bin/env node
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { run } from './cli/program.js';
import { removeLeftovers } from './temporary-files.js';
import type { CommandContext } from './cli/context.js';

// AWS's SDK announces the end of Node 20 on standard error; our own documentation says which versions we support.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** Milliseconds that only the scan of a large account takes. */
const LONG = 10_000;
// V8 would let garbage grow to four times of what is in use before it collects: 180 MB where a scan of a million log
// groups keeps 18. A heap that grows by a third at a time has the same peak for any number of them; a short run does not
// get that far, and would spend a tenth of its time on it.
setTimeout(() => setFlagsFromString('--heap-growing-percent=30'), LONG).unref();

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interrupt.signal.aborted) {
      removeLeftovers();
      process.exit(130);
    }
    process.stderr.write('\nStopping: what was read is judged and reported. Press Ctrl-C again to stop at once.\n');
    interrupt.abort();
  });
}
// Whoever reads our output may have had enough (`| head`): that is no error.
process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
  if (problem.code !== 'EPIPE') throw problem;
  process.exit();
});

/** What a shell, or who asks for a page of another width, says of it. */
const columnsSaid = (text = ''): number | undefined => (/^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined);

const context: CommandContext = {
  stdout: async (text) => {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  },
  stderr: (text) => void process.stderr.write(text),
  exit: (code) => {
    process.exitCode = code;
  },
  stdin: process.stdin,
  cwd: process.cwd(),
  environment: process.env,
  stdoutIsTerminal: process.stdout.isTTY === true,
  stderrIsTerminal: process.stderr.isTTY === true,
  width: process.stdout.columns ?? columnsSaid(process.env['COLUMNS']) ?? 100,
  signal: interrupt.signal,
  now: () => new Date(),
};

await run(process.argv.slice(2), context);
