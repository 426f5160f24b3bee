import { Command, InvalidArgumentError, Option } from 'commander';
import { SEVERITIES } from '../../policypack/core/control.js';
import { isDay } from '../../policypack/core/calendar.js';
import { SOURCE_NAMES, type SourceName } from '../sources/source.js';
import type { CommandContext } from './context.js';
import type { ScanFlags } from './scan-flags.js';

const EXAMPLES = `
Examples:
  logproof scan                                       read what logproof.yaml says, or what credentials are found for
  logproof scan --region eu-west-1 --region us-east-1 log groups of two regions, side by side
  logproof scan --context prod --pulumi-state stack.json
                                                      a cluster, compared with what a stack declares
  pulumi stack export | logproof scan --pulumi-state - --region eu-west-1
                                                      the same for log groups, the state from standard input
  logproof scan --report table --report sarif=out/logproof.sarif --report html=out/logproof.html
                                                      a table here, and two files for CI
  logproof scan --context prod --report table --report policy-report
                                                      a table here, and objects in the cluster that dashboards read
`;

const collect = <T>(value: T, earlier: readonly T[] | undefined): readonly T[] => [...(earlier ?? []), value];

/** `logproof scan`. */
export function scanCommand(context: CommandContext): Command {
  return new Command('scan')
    .description('Read live systems and declared state, judge them, report, and exit with the verdict.')
    .option('--config <file>', 'configuration file (default: LOGPROOF_CONFIG, else logproof.yaml here)')
    .addOption(
      new Option('--source <name>', 'what to read; repeatable (default: those configured, else those whose credentials are found)')
        .argParser((value: string, earlier: readonly SourceName[] | undefined) => collect(sourceName(value), earlier)),
    )
    .option('--kubeconfig <file>', 'kubeconfig file (default: KUBECONFIG, ~/.kube/config, or the pod that this runs in)')
    .option('--context <name>', 'kubeconfig context; repeatable', collect<string>)
    .option('--api-server', 'read how the API servers audit too: flags, counters, and the files given in logproof.yaml (needs deploy/kubernetes/rbac-api-server.yaml)')
    .option('--ai-workloads', 'look for AI workloads and judge whether requests to each are audited; reads the API servers too (needs deploy/kubernetes/rbac-ai-workloads.yaml)')
    .option('--probe', 'make one harmless request, and wait for its audit event in the log group: see logproof probe')
    .option('--log-group <name>', 'log group of --probe (default: sources.kubernetes.probe.logGroup)')
    .option('--region <name>', "AWS region; repeatable (default: the profile's)", collect<string>)
    .option('--profile <name>', 'profile of the shared AWS configuration')
    .option('--endpoint-url <url>', 'another AWS endpoint: a private one, or a test server')
    .option('--pulumi-state <file>', 'exported Pulumi state, "-" for standard input; repeatable', collect<string>)
    .option('--pulumi-stack <name>', 'stack to export by the Pulumi CLI; repeatable', collect<string>)
    .option('--report <format[=file]>', 'report to write; repeatable (default: table on standard output)', collect<string>)
    .addOption(new Option('--fail-on <severity>', 'the least severity that ends with 1').choices(SEVERITIES).default('low'))
    .option('--fail-on-drift', 'end with 1 for any drift, even where it breaks no control')
    .option('--today <day>', 'the day to judge waivers and certificates by, YYYY-MM-DD (default: today, UTC)', day)
    .option('--no-progress', 'show no progress')
    .option('--quiet', 'nothing but the report and errors')
    .option('--verbose', 'say more of what is done, and show the stack of an unexpected error')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ScanFlags) => {
      const { runScan } = await import('./run-scan.js');
      context.exit(await runScan(flags, context));
    });
}

function sourceName(value: string): SourceName {
  const name = SOURCE_NAMES.find((known) => known === value);
  if (!name) throw new InvalidArgumentError(`Expected one of ${SOURCE_NAMES.join(', ')}.`);
  return name;
}

function day(value: string): string {
  if (!isDay(value)) throw new InvalidArgumentError('Expected a day as YYYY-MM-DD.');
  return value;
}
