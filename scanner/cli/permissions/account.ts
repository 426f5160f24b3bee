import { loadConfiguration } from '../../../policypack/configuration/load.js';
import { LOG_GROUP_NAME } from '../../../policypack/configuration/schema.js';
import { awsRights } from '../../sources/aws/rights.js';
import { configured, wantedOfAws } from '../choose-sources.js';
import { UsageError, type CommandContext } from '../context.js';

/** The flags of `logproof permissions aws`. */
export interface AccountPermissionFlags {
  readonly config?: string;
  readonly logGroup?: string;
}

/**
 * The rights that a configuration needs in each account that it reads, as an IAM policy. Asks nothing of AWS.
 * @throws ConfigurationErrors; UsageError for a log group's name that is none
 */
export function accountPermissions({ config, logGroup: flag }: AccountPermissionFlags, context: CommandContext): string {
  const loaded = loadConfiguration({ cwd: context.cwd, environment: context.environment, ...(config && { file: config }) });
  const { kubernetes, aws } = configured({}, loaded, context);
  const logGroup = flag ?? kubernetes.probe?.logGroup;
  if (logGroup !== undefined && !LOG_GROUP_NAME.test(logGroup)) throw new UsageError(`--log-group ${logGroup}: expected a log group's name, such as /ai/audit`);
  const region = kubernetes.probe?.region ?? (aws.regions.length === 1 ? aws.regions[0] : undefined);
  const policy = awsRights({
    wanted: wantedOfAws(loaded.settings),
    tags: Object.keys(loaded.settings.logGroups.tags).length > 0,
    ...(logGroup !== undefined && { probe: { logGroup, region } }),
  });
  return `${JSON.stringify(policy, null, 2)}\n`;
}
