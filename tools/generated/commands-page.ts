import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { program } from '../../scanner/cli/program.js';
import { noProcess } from '../no-process.js';
import { doNotEdit, type GeneratedFile } from './generated-file.js';

const WIDTH = 110;

/** `docs/commands.md`: the help of every command. */
export function commandsPage(): GeneratedFile {
  const commands = everyCommand(program(noProcess()), []);
  const sections = commands.flatMap(({ name, command }) => [`## ${name}`, `\`\`\`\n${helpOf(command)}\n\`\`\``]);
  const text = [doNotEdit("the commands' own help"), '# Commands', ...sections].join('\n\n');
  return { path: 'docs/commands.md', text: `${text}\n` };
}

interface NamedCommand {
  readonly name: string;
  readonly command: CommandUnknownOpts;
}

function everyCommand(command: CommandUnknownOpts, parents: readonly string[]): NamedCommand[] {
  const path = [...parents, command.name()];
  return [{ name: path.join(' '), command }, ...command.commands.flatMap((child) => everyCommand(child, path))];
}

/** With the texts that a command adds after its help, as `--help` prints them. */
function helpOf(command: CommandUnknownOpts): string {
  let printed = '';
  command.configureOutput({ writeOut: (text) => void (printed += text), getOutHelpWidth: () => WIDTH, getOutHasColors: () => false });
  command.outputHelp();
  return printed.trimEnd();
}
