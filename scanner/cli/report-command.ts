import { Command } from '@commander-js/extra-typings';
import { repeated } from '../sources/flags.js';
import type { FlagsOf } from './runs.js';

const EXAMPLES = `
Examples:
  logproof report result.json                             the table again
  logproof report result.json --report html=report.html   a page for the auditor
  logproof report result.json --report markdown >> "$GITHUB_STEP_SUMMARY"
  logproof report result.json --report policy-report --context prod
                                                          objects that dashboards in the cluster read
`;

/** `logproof report RESULT.json`: what was saved by `--report json`, in other formats. */
export const reportCommand = () =>
  new Command('report')
    .description('Render a saved result again, in any format. Ends with 0 when the report was written.')
    .argument('<result.json>', 'a result saved by `logproof scan --report json=FILE`')
    .option('--report <format[=file]>', 'report to write; repeatable (default: table on standard output)', repeated)
    .option('--context <name>', 'kubeconfig context of the cluster that a policy-report without a file is written to')
    .option('--kubeconfig <file>', "kubeconfig file for it (default: KUBECONFIG, ~/.kube/config, or the pod's own account)")
    .option('--quiet', 'nothing but the report and errors')
    .option('--verbose', 'say more of what is done, and show the stack of an unexpected error')
    .addHelpText('after', EXAMPLES);

/** The flags of `logproof report`. */
export type ReportFlags = FlagsOf<typeof reportCommand>;
