#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { mayColour, messageLine, type CommandContext } from './cli/context.js';
import { run, sayFault } from './cli/program.js';
import { Ending } from './process/ending.js';
import { onSignals } from './process/signals.js';
import { standardError, standardOutput } from './process/standard-streams.js';
import { hadEnough, Writer } from './process/writer.js';
import { removeLeftovers } from './temporary-files.js';

// AWS's SDK announces the end of Node 20 on standard error; our own documentation says which versions we support.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** Milliseconds that only the scan of a large account takes. */
const LONG = 10_000;
// V8 would let garbage grow to four times of what is in use before it collects: 180 MB where a scan of a million log
// groups keeps 18. A heap that grows by a third at a time has the same peak for any number of them; a short run does not
// get that far, and would spend a tenth of its time on it.
setTimeout(() => setFlagsFromString('--heap-growing-percent=30'), LONG).unref();

/** How long a run that met a fault may still take to report what it has read. */
const GRACE_MILLISECONDS = 30_000;

const ending = new Ending((code) => void (process.exitCode = code));
const stdoutIsTerminal = process.stdout.isTTY === true;
const output = new Writer(standardOutput(), { colours: mayColour(stdoutIsTerminal, process.env) });
const messages = new Writer(standardError, { colours: false });
const say = (line: string): void => void messages.write(messageLine(line));

const interrupt = new AbortController();
onSignals({
  soon() {
    say('Stopping: what was read is judged and reported. Press Ctrl-C again to stop at once.');
    interrupt.abort();
  },
  now: () => process.exit(130),
});
process.on('exit', removeLeftovers);

// A fault where nobody waits for it ends the run as Ctrl-C does: what was read is reported, and it is no pass.
let faulty = false;
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (problem: unknown) => {
    ending.lost();
    if (faulty) return;
    faulty = true;
    sayFault(problem, say, process.argv.includes('--verbose'));
    interrupt.abort();
    setTimeout(() => process.exit(), GRACE_MILLISECONDS).unref();
  });
}

/** What a shell, or who asks for a page of another width, says of it. */
const columnsSaid = (text = ''): number | undefined => (/^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined);

const context: CommandContext = {
  stdout: (text) => output.write(text),
  stderr: say,
  exit: (code) => ending.verdict(code),
  stdin: process.stdin,
  cwd: process.cwd(),
  environment: process.env,
  stdoutIsTerminal,
  screen: standardError.isTTY === true ? standardError : undefined,
  width: process.stdout.columns ?? columnsSaid(process.env['COLUMNS']) ?? 100,
  signal: interrupt.signal,
  now: () => new Date(),
};

await run(process.argv.slice(2), context);
await output.end();
if (output.failure && !hadEnough(output.failure)) {
  say(`standard output could not be written: ${output.failure.code ?? output.failure.message}`);
  ending.lost();
}
