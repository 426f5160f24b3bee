import type { Command } from '@commander-js/extra-typings';
import type { CommandContext } from './context.js';

/**
 * The flags of a command, as its options say. `C` is what makes the command.
 * A flag that need not be given is `undefined` where it is not.
 */
export type FlagsOf<C extends (...given: never[]) => unknown> = ReturnType<C> extends Command<infer _Arguments, infer Flags> ? Readonly<Flags> : never;

/**
 * The action of a command: what it does is loaded when it is called, for a command line runs one command and need not
 * wait for what the others load. The command ends with the exit code that it returns; what it throws is for whoever runs
 * the command line.
 * @param load gives a function of the command's arguments, its flags and the context
 */
export const runs =
  <Given extends readonly unknown[]>(context: CommandContext, load: () => Promise<(...given: [...Given, CommandContext]) => number | Promise<number>>) =>
  // commander hands over the command itself behind its arguments and flags.
  async (...all: [...Given, unknown]): Promise<void> => {
    const run = await load();
    const given = all.slice(0, -1) as unknown as Given;
    context.exit(await run(...given, context));
  };
