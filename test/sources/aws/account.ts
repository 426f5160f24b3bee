import { afterEach, beforeEach, vi } from 'vitest';
import { startNow } from '../../../scanner/side-by-side.js';
import { awsSources, type AwsOptions } from '../../../scanner/sources/aws/index.js';
import type { Source } from '../../../scanner/sources/source.js';
import { startAws, type Fault, type FaultKind, type LogGroupSeed, type RegionSeed, type SimulatedAws } from '../../../simulator/index.js';

export const REGION = 'eu-west-1';
export const SCOPE = `aws:123456789012:${REGION}`;

/** A log group that nothing is wrong with, numbered in the order of its name. */
export const aLogGroup = (index: number, differs: Partial<LogGroupSeed> = {}): LogGroupSeed => ({
  logGroupName: `ai-${String(index).padStart(6, '0')}`,
  retentionInDays: 365,
  storedBytes: 1,
  ...differs,
});

/**
 * Gives each test credentials, and no configuration of whoever runs it. Stops every simulator that was started. A region
 * holds so many log groups, or what a seed says.
 */
export function anAwsUser(): (
  holds: number | RegionSeed,
  faults?: readonly Fault[],
  of?: (index: number) => LogGroupSeed,
) => Promise<SimulatedAws> {
  const running: SimulatedAws[] = [];
  beforeEach(() => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret-of-the-user');
    vi.stubEnv('AWS_SESSION_TOKEN', '');
    vi.stubEnv('AWS_PROFILE', undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent/config');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent/credentials');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await Promise.all(running.splice(0).map((aws) => aws.stop()));
  });
  return async (holds, faults = [], of = aLogGroup) => {
    const seed = typeof holds === 'number' ? { population: { count: holds, of } } : holds;
    const aws = await startAws({ regions: { [REGION]: seed }, faults });
    running.push(aws);
    return aws;
  };
}

/** Kinds that are read of every account. */
export const LOG_GROUPS: ReadonlySet<string> = new Set(['aws.account', 'aws.log-group', 'aws.log-stream']);

/** Sources with retries that do not keep a test waiting: one a region, which reads its stages in turn as a scan takes them. */
export const sourcesOf = ({ url }: Pick<SimulatedAws, 'url'>, options: Partial<AwsOptions> = {}): Source[] => {
  const regions = options.regions ?? [REGION];
  const sources = awsSources({
    regions,
    endpointUrl: url,
    requestsPerSecond: 10_000,
    maxAttempts: 3,
    retryDelayMs: 2,
    wanted: LOG_GROUPS,
    ...options,
  });
  const stages = sources.length / regions.length;
  return regions.map((_, index) => inTurn(sources.slice(index * stages, (index + 1) * stages)));
};

const inTurn = (stages: readonly Source[]): Source => ({
  ...stages[0]!,
  stage: 'flow',
  reads: stages.flatMap(({ reads }) => reads),
  async *collect(signal, onProgress) {
    // All begin at once, as in a scan: what a later stage yields waits.
    const begun = stages.map((stage) => startNow(stage.collect(signal, onProgress)));
    for (const stage of begun) yield* stage;
  },
});

/** The one source of a scan of one region. */
export const sourceOf = (aws: Pick<SimulatedAws, 'url'>, options: Partial<AwsOptions> = {}): Source | undefined =>
  sourcesOf(aws, options)[0];

/** Faults of a call that is made once, and the reason that each gives for what was not read. */
export const FAULTS: readonly (readonly [name: string, fault: FaultKind, reason: string, detail: RegExp])[] = [
  ['denied', { kind: 'deny' }, 'forbidden', /AccessDenied(Exception)?: .*grant \w+:\w+, see deploy\/aws\/iam-policy\.json/],
  ['throttled until the retries are spent', { kind: 'throttle' }, 'throttled', /ThrottlingException|SlowDown|TooManyRequestsException/],
  ['cut off in the middle of the body', { kind: 'reset-mid-body' }, 'unreachable', /ECONNRESET/],
  ['answered by half of what was to come', { kind: 'truncated-json' }, 'unreachable', /./],
  ['met by credentials that have expired', { kind: 'expired-credentials' }, 'unreachable', /ExpiredToken(Exception)?: .*renew/],
  ['met by a service that fails', { kind: 'status', status: 500, body: '' }, 'unreachable', /HTTP 500/],
];
