import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { REGION_NAME } from '../../../policypack/kinds/aws-names.js';
import { collecting } from '../reading.js';
import type { Source } from '../source.js';
import { credentialChain } from './client/access.js';
import { onceForAll, type Caller } from './client/caller.js';
import { explaining } from './client/errors.js';
import type { Reader } from './client/reader.js';
import { awsSettings, type AwsOptions } from './options.js';
import { CALLS } from './calls.js';
import { READERS } from './readers.js';
import { Region, type Shared } from './region.js';

export { defaultRegion, hasAwsCredentials } from './default-chain.js';
export { enabledRegions, EVERY_REGION, unlistedRegions } from './enabled-regions.js';
export type { AwsOptions } from './options.js';

/** The stages of a live system. A region's flow is its log groups; its anchors are few calls, which no display counts. */
const LIVE_STAGES = [
  { stage: 'anchors', what: undefined },
  { stage: 'flow', what: 'log groups' },
] as const;

/**
 * The sources of each region, one a stage, to be read side by side: those of one region share connections, identity and
 * pace. Nothing is loaded, and nothing asked, before a source is collected.
 * @throws InputMistake when a region is not a region's name
 */
export function awsSources(options: AwsOptions): Source[] {
  const settings = awsSettings(options);
  const shared: Shared = { settings, caller: onceForAll<Caller>(), credentials: credentialChain(settings) };
  return options.regions.flatMap((name) => {
    requireRegionName(name);
    const region = new Region(name, shared);
    return LIVE_STAGES.flatMap(({ stage, what }): Source[] => {
      const readers = READERS.filter((reader) => reader.stage === stage && settings.wanted.has(reader.kind));
      return readers.length === 0 ? [] : [source(region, stage, what, readers)];
    });
  });
}

/** Those of the kinds that are read from AWS. */
export const awsKinds = (wanted: ReadonlySet<string>): string[] => READERS.map(({ kind }) => kind).filter((kind) => wanted.has(kind));

const explain = explaining(CALLS);

const source = (
  region: Region,
  stage: Source['stage'],
  what: string | undefined,
  readers: readonly Reader[],
): Source => ({
  name: 'aws',
  scope: `aws:${region.name}`,
  stage,
  reads: readers.map(({ kind }) => kind),
  collect: (signal, onProgress) =>
    collecting({ source: 'aws', scope: `aws:${region.name}`, signal, onProgress, what, explain, reads: readers.map(({ kind }) => kind) }, (reading) =>
      region.read(readers, reading, signal),
    ),
});

function requireRegionName(region: string): void {
  if (REGION_NAME.test(region)) return;
  throw new InputMistake(
    `"${region}" is not an AWS region's name, such as eu-west-1: check --region, sources.aws.regions in logproof.yaml, or AWS_REGION`,
    { expected: "an AWS region's name, such as eu-west-1" },
  );
}
