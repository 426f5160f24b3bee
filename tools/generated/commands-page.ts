import { Readable } from 'node:stream';
import type { Command } from 'commander';
import type { CommandContext } from '../../scanner/cli/context.js';
import { program } from '../../scanner/cli/program.js';
import { doNotEdit, type GeneratedFile } from './generated-file.js';

const WIDTH = 110;

/** A process that is none: its commands are only asked for their help. */
const CONTEXT: CommandContext = {
  stdout: () => undefined,
  stderr: () => undefined,
  exit: () => undefined,
  stdin: Readable.from([]),
  cwd: '.',
  environment: {},
  stdoutIsTerminal: false,
  stderrIsTerminal: false,
  width: WIDTH,
  signal: new AbortController().signal,
  now: () => new Date(0),
};

/** `docs/commands.md`: the help of every command. */
export function commandsPage(): GeneratedFile {
  const commands = everyCommand(program(CONTEXT), []);
  const sections = commands.flatMap(({ name, command }) => [`## ${name}`, `\`\`\`\n${helpOf(command)}\n\`\`\``]);
  const text = [doNotEdit("the commands' own help"), '# Commands', ...sections].join('\n\n');
  return { path: 'docs/commands.md', text: `${text}\n` };
}

interface NamedCommand {
  readonly name: string;
  readonly command: Command;
}

function everyCommand(command: Command, parents: readonly string[]): NamedCommand[] {
  const path = [...parents, command.name()];
  return [{ name: path.join(' '), command }, ...command.commands.flatMap((child) => everyCommand(child, path))];
}

/** With the texts that a command adds after its help, as `--help` prints them. */
function helpOf(command: Command): string {
  let printed = '';
  command.configureOutput({ writeOut: (text) => void (printed += text), getOutHelpWidth: () => WIDTH, getOutHasColors: () => false });
  command.outputHelp();
  return printed.trimEnd();
}
