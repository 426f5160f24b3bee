import type { Observation } from '../../../policypack/core/fact.js';
import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { REGION_NAME } from '../../../policypack/kinds/aws-names.js';
import { readingSignal } from '../reading-signal.js';
import type { OnProgress, Source } from '../source.js';
import { regionCalls } from './calls.js';
import { credentialChain, loadSdk, regionClients, type RegionClients } from './clients.js';
import { askCaller, onceForAll, type Caller } from './identity.js';
import { awsSettings, type AwsOptions, type AwsSettings } from './options.js';
import { RegionReading } from './region-reading.js';

export { defaultRegion, hasAwsCredentials } from './default-chain.js';
export type { AwsOptions } from './options.js';

type Sdk = Awaited<ReturnType<typeof loadSdk>>;

/** What the regions of one account share. */
interface Shared {
  readonly settings: AwsSettings;
  readonly caller: ReturnType<typeof onceForAll<Caller>>;
  readonly credentials: (sdk: Sdk) => ReturnType<typeof credentialChain>;
}

/**
 * One source a region, to be read side by side. Nothing is loaded, and nothing asked, before a source is collected.
 * @throws InputMistake when a region is not a region's name
 */
export function awsSources(options: AwsOptions): Source[] {
  const settings = awsSettings(options);
  let chain: ReturnType<typeof credentialChain> | undefined;
  const shared: Shared = {
    settings,
    caller: onceForAll<Caller>(),
    credentials: (sdk) => (chain ??= credentialChain(sdk, settings)),
  };
  return options.regions.map((region) => {
    requireRegionName(region);
    return {
      name: 'aws',
      scope: `aws:${region}`,
      stage: 'flow',
      reads: ['aws.account', 'aws.log-group', 'aws.log-stream'],
      collect: (signal, onProgress) => collectRegion(region, shared, signal, onProgress),
    };
  });
}

async function* collectRegion(
  region: string,
  shared: Shared,
  outer: AbortSignal,
  onProgress: OnProgress,
): AsyncGenerator<readonly Observation[]> {
  const { signal, end } = readingSignal(outer);
  let clients: RegionClients | undefined;
  try {
    const sdk = await loadSdk();
    const made = (clients = regionClients(sdk, region, shared.settings, shared.credentials(sdk), signal));
    const reading = new RegionReading({
      region,
      settings: shared.settings,
      calls: await regionCalls(made, signal),
      askCaller: () => shared.caller(() => askCaller(made, signal)),
      requests: made.requests,
      signal,
      onProgress: (update) => onProgress({ source: 'aws', scope: `aws:${region}`, what: 'log groups', ...update }),
    });
    yield* reading.batches();
  } finally {
    end();
    clients?.destroy();
  }
}

function requireRegionName(region: string): void {
  if (REGION_NAME.test(region)) return;
  throw new InputMistake(
    `"${region}" is not an AWS region's name, such as eu-west-1: check --region, sources.aws.regions in logproof.yaml, or AWS_REGION`,
    { expected: "an AWS region's name, such as eu-west-1" },
  );
}
