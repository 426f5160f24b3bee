import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { isDay } from '../../policypack/core/calendar.js';
import { SEVERITIES } from '../../policypack/core/control.js';
import type { ProviderName } from '../../policypack/kinds/providers.js';
import { repeated } from '../sources/flags.js';
import { LIVE_PROVIDERS } from '../sources/index.js';
import { withScanFlags } from './provider-flags.js';
import type { FlagsOf } from './runs.js';

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

/** `logproof scan`. */
export const scanCommand = () =>
  withScanFlags(
    new Command('scan')
      .description('Read live systems and declared state, judge them, report, and exit with the verdict.')
      .option('--config <file>', 'configuration file (default: LOGPROOF_CONFIG, else logproof.yaml here)')
      .option('--source <name>', 'what to read; repeatable (default: those configured, else those whose credentials are found)', providerNames),
  )
    .option('--report <format[=file]>', 'report to write; repeatable (default: table on standard output)', repeated)
    .addOption(new Option('--fail-on <severity>', 'the least severity that ends with 1').choices(SEVERITIES).default('low'))
    .option('--fail-on-drift', 'end with 1 for any drift, even where it breaks no control')
    .option('--today <day>', 'the day to judge waivers and certificates by, YYYY-MM-DD (default: today, UTC)', day)
    .option('--no-progress', 'show no progress')
    .option('--quiet', 'nothing but the report and errors')
    .option('--verbose', 'say more of what is done, and show the stack of an unexpected error')
    .addHelpText('after', EXAMPLES);

/** The flags of `logproof scan`. */
export type ScanFlags = FlagsOf<typeof scanCommand>;

function providerNames(value: string, earlier: readonly ProviderName[] | undefined): readonly ProviderName[] {
  const found = LIVE_PROVIDERS.find(({ name }) => name === value);
  if (!found) throw new InvalidArgumentError(`Expected one of ${LIVE_PROVIDERS.map(({ name }) => name).join(', ')}.`);
  return [...(earlier ?? []), found.name];
}

function day(value: string): string {
  if (!isDay(value)) throw new InvalidArgumentError('Expected a day as YYYY-MM-DD.');
  return value;
}
