import { kindsToRead } from '../../../policypack/catalogue.js';
import { loadConfiguration } from '../../../policypack/configuration/load.js';
import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { LOG_GROUP_NAME } from '../../../policypack/kinds/aws-names.js';
import { EVERY_REGION } from '../../sources/aws/enabled-regions.js';
import { awsRights } from '../../sources/aws/rights.js';
import { settingsByProvider } from '../choose-sources.js';
import type { CommandContext } from '../context.js';
import type { AccountRightsFlags } from './subcommands.js';

/**
 * Prints the rights that a configuration needs in each account that it reads, as an IAM policy. Asks nothing of AWS.
 * @returns the exit code
 * @throws InputMistake for a configuration, or a log group's name, that is none
 */
export async function printAccountRights({ config, logGroup: flag }: AccountRightsFlags, context: CommandContext): Promise<number> {
  const loaded = loadConfiguration({ cwd: context.cwd, environment: context.environment, ...(config && { file: config }) });
  const { kubernetes, aws } = settingsByProvider({}, loaded, context.cwd);
  const logGroup = flag ?? kubernetes.probe?.logGroup;
  if (logGroup !== undefined && !LOG_GROUP_NAME.test(logGroup)) throw new InputMistake(`--log-group ${logGroup}: expected a log group's name, such as /ai/audit`);
  const everyRegion = aws.regions.includes(EVERY_REGION);
  const region = kubernetes.probe?.region ?? (aws.regions.length === 1 && !everyRegion ? aws.regions[0] : undefined);
  const policy = awsRights({
    wanted: kindsToRead(loaded.settings),
    tags: Object.keys(loaded.settings.scope.logGroups?.tags ?? {}).length > 0,
    everyRegion,
    ...(logGroup !== undefined && { probe: { logGroup, region } }),
  });
  await context.stdout(`${JSON.stringify(policy, null, 2)}\n`);
  return 0;
}
