import { spawn } from 'node:child_process';

/** Where and with what a command runs. */
export interface CommandOptions {
  readonly cwd?: string;
  /** Set beside the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a command to its end, with a line on standard error when it starts and when it is done.
 *
 * @throws Error with the last lines of what it printed when it can not start or exits other than 0.
 */
export async function run(what: string, command: string, args: string[], options: CommandOptions = {}): Promise<void> {
  const started = Date.now();
  say(`${what} …`);
  const { code, printed } = await captured(command, args, options);
  if (code !== 0) {
    throw new Error(`${what} failed (exit ${code}): ${[command, ...args].join(' ')}\n${lastLines(printed, 30)}`);
  }
  say(`${what}: done in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** A line of progress on standard error. */
export function say(text: string): void {
  process.stderr.write(`rig: ${text}\n`);
}

/** The last lines of a text, for an error message. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

function captured(command: string, args: string[], options: CommandOptions): Promise<{ code: number; printed: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    const keep = (text: Buffer): void => void (printed = (printed + text.toString()).slice(-100_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => reject(new Error(`${command} can not be started: ${error.message}`)));
    child.on('close', (code) => resolve({ code: code ?? -1, printed }));
  });
}
