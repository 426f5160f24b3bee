import { InputMistake } from '../../../policypack/core/input-mistake.js';
import type { AwsConfiguration } from '../../../policypack/kinds/aws/provider.js';
import { LOG_GROUP_NAME, REGION_NAME } from '../../../policypack/kinds/aws-names.js';
import type { KubernetesConfiguration } from '../../../policypack/kinds/kubernetes/provider.js';
import type { Destination } from '../../sources/aws/log-events.js';

/** What is configured, and the flags that win over it. */
export interface ProbeSettings {
  readonly kubernetes: Pick<KubernetesConfiguration, 'probe'>;
  readonly aws: AwsConfiguration;
  readonly logGroup?: string | undefined;
  readonly region?: string | undefined;
  readonly timeout?: number | undefined;
}

/**
 * Where a probe's event should arrive, and how long it is waited for.
 * @throws InputMistake where it is not said, or is no log group or region
 */
export async function probeDestination({ kubernetes: { probe }, aws, ...flags }: ProbeSettings): Promise<{ readonly destination: Destination; readonly timeoutSeconds: number }> {
  const logGroup = flags.logGroup ?? probe?.logGroup;
  if (logGroup === undefined) throw new InputMistake('no log group to look for audit events in: give --log-group NAME, or sources.kubernetes.probe.logGroup in logproof.yaml');
  if (!LOG_GROUP_NAME.test(logGroup)) throw new InputMistake(`--log-group ${logGroup}: expected a log group's name, such as /ai/audit`);
  const { defaultRegion } = await import('../../sources/aws/index.js');
  const alone = aws.regions.length === 1 ? aws.regions[0] : undefined;
  const region = flags.region ?? probe?.region ?? alone ?? (await defaultRegion(aws.profile));
  if (region === undefined) throw new InputMistake('no AWS region for the log group: give --region, sources.kubernetes.probe.region in logproof.yaml, AWS_REGION, or a region in the profile');
  if (!REGION_NAME.test(region)) throw new InputMistake(`--region ${region}: expected an AWS region's name, such as eu-west-1`);
  const { regions: _, ...options } = aws;
  return { destination: { logGroup, region, aws: options }, timeoutSeconds: flags.timeout ?? probe?.timeoutSeconds ?? 120 };
}
