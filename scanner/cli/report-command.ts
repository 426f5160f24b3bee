import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { UsageError, type CommandContext } from './context.js';
import { parseReport, prepareReports } from './report-files.js';

const EXAMPLES = `
Examples:
  logproof report result.json                             the table again
  logproof report result.json --report html=report.html   a page for the auditor
  logproof report result.json --report markdown >> "$GITHUB_STEP_SUMMARY"
`;

/** `logproof report RESULT.json`: what was saved by `--report json`, in other formats. */
export function reportCommand(context: CommandContext): Command {
  return new Command('report')
    .description('Render a saved result again, in any format. Ends with 0 when the report was written.')
    .argument('<result.json>', 'a result saved by `logproof scan --report json=FILE`')
    .option('--report <format[=file]>', 'report to write; repeatable (default: table on standard output)', (value: string, earlier: readonly string[] | undefined) => [
      ...(earlier ?? []),
      value,
    ])
    .option('--quiet', 'nothing but the report and errors')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, flags: { report?: readonly string[]; quiet?: boolean }) => {
      const reports = (flags.report ?? ['table']).map(parseReport);
      await prepareReports(reports, context.cwd);
      const [{ parseResult }, { writeReports }, text] = await Promise.all([
        import('../result/parse.js'),
        import('./write-reports.js'),
        readSaved(file, context.cwd),
      ]);
      const whole = await writeReports(parseResult(text, file), reports, context, flags.quiet === true);
      context.exit(whole ? 0 : 3);
    });
}

async function readSaved(file: string, cwd: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), 'utf8');
  } catch (problem) {
    throw new UsageError(`${file}: cannot be read (${(problem as NodeJS.ErrnoException).code}); save a result with \`logproof scan --report json=${file}\``);
  }
}
