import type { GetModelInvocationLoggingConfigurationCommandOutput, LoggingConfig, S3Config } from '@aws-sdk/client-bedrock';
import type { Fact, Observation } from '../../../policypack/core/fact.js';
import { gap, known, type Known } from '../../../policypack/core/known.js';
import {
  MODALITIES,
  type BedrockInvocationLoggingFacts,
  type Modality,
  type S3Place,
} from '../../../policypack/kinds/aws/bedrock-invocation-logging/facts.js';
import type { Access } from './client/access.js';
import { answerIn, isAnotherService } from './client/errors.js';
import { PACKAGES } from './client/packages.js';
import { liveFact } from './client/live-fact.js';
import type { Place, Reader } from './client/reader.js';

const OPERATION = 'GetModelInvocationLoggingConfiguration';

/**
 * Amazon Bedrock's model invocation logging: one configuration an account and region, and one fact a region that
 * answers, whether it is set or not. A region that does not offer Bedrock has no fact, no gap, and a population of none
 * that is whole: nothing can be invoked there, so that there is nothing to judge, and nothing that anybody could mend.
 */
const reader = {
  kind: 'aws.bedrock-invocation-logging',
  stage: 'anchors',
  calls: {
    [OPERATION]: {
      service: 'bedrock',
      right: {
        action: 'bedrock:GetModelInvocationLoggingConfiguration',
        why: 'SeeWhetherAndWhereBedrockLogsInvocations',
      },
    },
  },
  answered: {
    call: OPERATION,
    facts: (answers, { scope, name: region }) => (answers as ConfigurationAnswer[]).map(({ loggingConfig }) => invocationLoggingFact(loggingConfig, { scope, region })),
  },
  list,
} satisfies Reader;
export default reader;

type ConfigurationAnswer = Pick<GetModelInvocationLoggingConfigurationCommandOutput, 'loggingConfig'>;

async function* list(place: Place): AsyncGenerator<readonly Observation[]> {
  const { access, reading, region } = place;
  const observed: Observation[] = [];
  try {
    observed.push(invocationLoggingFact(await configuration(access), { scope: reading.scope, region }));
  } catch (problem) {
    const offered = !(await isNotOffered(problem, place));
    if (offered) observed.push(reading.failed(reader.kind, problem, { operation: OPERATION, begun: false }));
  }
  const read = observed.filter(({ type }) => type === 'fact').length;
  yield [...observed, reading.population(reader.kind, read, access.requests.of(OPERATION))];
}

async function configuration(access: Access): Promise<LoggingConfig | undefined> {
  const bedrock = await access.client('bedrock');
  const { GetModelInvocationLoggingConfigurationCommand } = PACKAGES.bedrock();
  const command = new GetModelInvocationLoggingConfigurationCommand({});
  return (await bedrock.send(command, { abortSignal: access.signal })).loggingConfig;
}

/**
 * A name that does not resolve says so only where another of the region's does: CloudWatch Logs is in every region, and
 * a network whose names do not resolve at all must not pass for a region without Bedrock.
 */
async function isNotOffered(problem: unknown, { firstPage, settings }: Place): Promise<boolean> {
  // An endpoint of the user's own may be of one service, or of a few.
  if (settings.endpointUrl !== undefined && isAnotherService(problem)) return true;
  if (answerIn(problem, OPERATION) !== 'not-offered') return false;
  if (!isUnresolved(problem)) return true;
  return (
    settings.wanted.has('aws.log-group') &&
    firstPage().then(
      () => true,
      () => false,
    )
  );
}

const isUnresolved = (problem: unknown): boolean => (problem as { code?: unknown } | undefined)?.code === 'ENOTFOUND';

/**
 * Turns a region's answer into a fact: a configuration that was never set, or was deleted, comes as none or as an empty
 * one. It has no ARN. Source: Amazon Bedrock API, GetModelInvocationLoggingConfiguration.
 */
export function invocationLoggingFact(
  config: LoggingConfig | undefined,
  { scope, region }: { readonly scope: string; readonly region: string },
): Fact {
  const { cloudWatchConfig, s3Config } = config ?? {};
  const enabled = Object.values(config ?? {}).some((value) => value !== undefined);
  const logGroup = cloudWatchConfig?.logGroupName || undefined;
  const bucket = placeOf(s3Config);
  const largeDataBucket = placeOf(cloudWatchConfig?.largeDataDeliveryS3Config);
  return liveFact<BedrockInvocationLoggingFacts>(reader.kind, {
    id: `${scope}/model-invocation-logging`,
    name: region,
    scope,
    facts: {
      enabled: known(enabled),
      logGroup: known(logGroup),
      bucket: known(bucket),
      largeDataBucket: known(largeDataBucket),
      delivered: Object.fromEntries(
        MODALITIES.map((modality) => [modality, enabled ? deliveredOf(config, modality) : known(false)]),
      ) as Record<Modality, Known<boolean>>,
    },
    texts: [
      ...textOf('cloudWatchConfig.logGroupName', logGroup),
      ...textOf('s3Config.bucketName', bucket?.bucketName),
      ...textOf('cloudWatchConfig.largeDataDeliveryS3Config.bucketName', largeDataBucket?.bucketName),
    ],
  });
}

const textOf = (path: string, value: string | undefined) => (value === undefined ? [] : [{ path, value }]);

const placeOf = (config: Partial<S3Config> | undefined): S3Place | undefined =>
  config?.bucketName ? { bucketName: config.bucketName, keyPrefix: config.keyPrefix ?? '' } : undefined;

/** A flag that the answer does not hold is one that this endpoint does not know of. */
function deliveredOf(config: LoggingConfig | undefined, modality: Modality): Known<boolean> {
  const delivered = config?.[`${modality}DataDeliveryEnabled`];
  return delivered === undefined ? gap('unsupported', `${modality}DataDeliveryEnabled (${OPERATION})`) : known(delivered);
}
