import { dirname, resolve } from 'node:path';
import type { LoadedConfiguration } from '../../policypack/configuration/load.js';
import { SOURCE_SCHEMAS, type AwsConfiguration, type KubernetesConfiguration, type PulumiConfiguration } from '../../policypack/configuration/schema.js';
import { logGroupScope } from '../../policypack/core/log-group-scope.js';
import { isKnown, known } from '../../policypack/core/known.js';
import type { KubernetesOptions } from '../sources/kubernetes/options.js';
import type { Source, SourceName } from '../sources/source.js';
import { UsageError, type CommandContext } from './context.js';
import { readContextFiles, readsApiServers, resolved } from './host-files.js';
import { aiWorkloadOrder } from './ai-workload-order.js';
import type { ScanFlags } from './scan-flags.js';

/** What each source is told: the file's entry, with the flags over it. */
interface Chosen {
  readonly kubernetes: KubernetesConfiguration;
  readonly aws: AwsConfiguration;
  readonly pulumi: PulumiConfiguration;
}

/** What a scan reads. */
export interface ChosenSources {
  readonly sources: readonly Source[];
  /** The clusters among it, for the reports that are written to them; absent where it reads none. */
  readonly clusters?: KubernetesOptions;
}

/**
 * The sources of a scan: those of `--source`; else those that the file or the flags speak of; else those whose
 * credentials are found on this machine.
 * @throws UsageError for a source that cannot be begun, such as AWS without a region
 */
export async function chooseSources(flags: ScanFlags, loaded: LoadedConfiguration, context: CommandContext): Promise<ChosenSources> {
  const chosen = configured(flags, loaded, context);
  if (flags.logGroup !== undefined && !flags.probe) throw new UsageError('--log-group is for --probe');
  const names = flags.source ?? (await defaultNames(flags, loaded));
  const wanted = new Set<SourceName>(names);
  const inVain = wanted.has('kubernetes') ? undefined : CLUSTER_FLAGS.find(([, name]) => flags[name]);
  if (inVain) throw new UsageError(`${inVain[0]} reads a cluster, which --source ${names.join(', ')} leaves out: add --source kubernetes`);
  let reading: ReturnType<ReadFiles> | undefined;
  // Read once: a scan and its probe speak of the same files.
  const files: ReadFiles = () => (reading ??= readContextFiles(chosen.kubernetes, loaded, context));
  const groups = await Promise.all([
    wanted.has('kubernetes') ? kubernetes(chosen.kubernetes, flags, files) : [],
    wanted.has('aws') ? aws(chosen.aws, loaded) : [],
    wanted.has('pulumi') ? pulumi(chosen.pulumi, context) : [],
    flags.probe ? probes(chosen, flags, files) : [],
  ]);
  return { sources: groups.flat(), ...(wanted.has('kubernetes') && { clusters: access(chosen.kubernetes) }) };
}

/** How clusters are reached, whatever is then asked of them. */
const access = ({ kubeconfig, contexts, requestTimeoutSeconds, maxAttempts }: KubernetesConfiguration): KubernetesOptions => ({
  ...(kubeconfig !== undefined && { kubeconfig }),
  contexts,
  requestTimeoutSeconds,
  maxAttempts,
});

/** Flags that would do nothing, or what was not asked for, where no cluster is read. */
const CLUSTER_FLAGS = [
  ['--api-server', 'apiServer'],
  ['--ai-workloads', 'aiWorkloads'],
  ['--probe', 'probe'],
] as const;

/** Reads the files of the API servers' hosts, where they are wanted. */
type ReadFiles = () => ReturnType<typeof readContextFiles>;

/** Flags that say what each source is told. */
type SourceFlags = Pick<ScanFlags, 'kubeconfig' | 'context' | 'region' | 'profile' | 'endpointUrl' | 'pulumiState' | 'pulumiStack'>;

/** Paths in the file are relative to the file; paths in flags to the working directory. */
export function configured(flags: SourceFlags, { configuration, file }: LoadedConfiguration, { cwd }: CommandContext): Chosen {
  const { sources } = configuration;
  const beside = (path: string): string => resolve(file ? dirname(file) : cwd, path);
  const kubernetes = sources.kubernetes ?? SOURCE_SCHEMAS.kubernetes.parse({});
  const aws = sources.aws ?? SOURCE_SCHEMAS.aws.parse({});
  const pulumi = sources.pulumi ?? SOURCE_SCHEMAS.pulumi.parse({});
  const kubeconfig = flags.kubeconfig ? resolve(cwd, flags.kubeconfig) : kubernetes.kubeconfig && beside(kubernetes.kubeconfig);
  return {
    kubernetes: {
      ...kubernetes,
      contexts: [...(flags.context ?? kubernetes.contexts)],
      ...(kubeconfig && { kubeconfig }),
      ...resolved(kubernetes, beside),
    },
    aws: {
      ...aws,
      regions: [...(flags.region ?? aws.regions)],
      ...(flags.profile && { profile: flags.profile }),
      ...(flags.endpointUrl && { endpointUrl: endpoint(flags.endpointUrl) }),
    },
    pulumi: {
      states: flags.pulumiState ? flags.pulumiState.map((path) => (path === '-' ? path : resolve(cwd, path))) : pulumi.states.map(beside),
      stacks: [...(flags.pulumiStack ?? pulumi.stacks)],
    },
  };
}

function endpoint(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new UsageError(`--endpoint-url ${text}: expected an http or https URL`);
  return text;
}

async function defaultNames(flags: ScanFlags, { configuration }: LoadedConfiguration): Promise<SourceName[]> {
  const { sources } = configuration;
  const spokenOf: SourceName[] = [];
  if (sources.kubernetes || flags.kubeconfig || flags.context || flags.apiServer || flags.aiWorkloads || flags.probe) spokenOf.push('kubernetes');
  if (sources.aws || flags.region || flags.profile || flags.endpointUrl) spokenOf.push('aws');
  if (sources.pulumi || flags.pulumiState || flags.pulumiStack) spokenOf.push('pulumi');
  return spokenOf.length > 0 ? spokenOf : withCredentials();
}

async function withCredentials(): Promise<SourceName[]> {
  const [{ hasKubeconfig }, { hasAwsCredentials, defaultRegion }] = await Promise.all([
    import('../sources/kubernetes/index.js'),
    import('../sources/aws/index.js'),
  ]);
  const aws = (await hasAwsCredentials(undefined)) && (await defaultRegion(undefined)) !== undefined;
  return [...((await hasKubeconfig()) ? (['kubernetes'] as const) : []), ...(aws ? (['aws'] as const) : [])];
}

async function kubernetes(configuration: KubernetesConfiguration, flags: ScanFlags, files: ReadFiles): Promise<Source[]> {
  const { kubernetesSources } = await import('../sources/kubernetes/index.js');
  const order = aiWorkloadOrder(flags.aiWorkloads ?? false, configuration.aiWorkloads);
  return kubernetesSources({ ...configuration, apiServers: readsApiServers(configuration, flags) ? await files() : undefined, aiWorkloads: order });
}

/** @throws UsageError without a log group: it was asked for */
async function probes({ kubernetes, aws }: Chosen, { logGroup }: ScanFlags, files: ReadFiles): Promise<Source[]> {
  const [{ probeSources }, { probeDestination }] = await Promise.all([import('../probe/source.js'), import('./probe-destination.js')]);
  const { destination, timeoutSeconds } = await probeDestination({ kubernetes, aws, logGroup });
  return probeSources({ ...access(kubernetes), destination, timeoutSeconds, files: await files() });
}

/** The kinds of AWS that the controls have a use for. */
export const wantedOfAws = (settings: LoadedConfiguration['settings']): ReadonlySet<string> =>
  new Set(['aws.account', 'aws.log-group', ...(settings.controls['log-stream-present']?.level === 'disabled' ? [] : ['aws.log-stream'])]);

async function aws({ regions, ...options }: AwsConfiguration, { settings }: LoadedConfiguration): Promise<Source[]> {
  const { awsSources, defaultRegion } = await import('../sources/aws/index.js');
  const usual = regions.length > 0 ? undefined : await defaultRegion(options.profile);
  const all = regions.length > 0 ? [...new Set(regions)] : usual === undefined ? [] : [usual];
  if (all.length === 0) throw new UsageError('no AWS region: give --region, sources.aws.regions in logproof.yaml, AWS_REGION, or a region in the profile');
  const byName = logGroupScope({ ...settings.logGroups, tags: {} });
  return awsSources({
    ...options,
    regions: all,
    wantTags: settings.logGroups.tags,
    wanted: wantedOfAws(settings),
    mayBeInScope: (name) => {
      const counts = byName({ name, facts: { tags: known({}) } });
      return !isKnown(counts) || counts.value;
    },
  });
}

async function pulumi({ states, stacks }: PulumiConfiguration, { stdin, cwd }: CommandContext): Promise<Source[]> {
  if (states.length + stacks.length === 0) throw new UsageError('no Pulumi state: give --pulumi-state FILE or --pulumi-stack NAME, or sources.pulumi in logproof.yaml');
  const { pulumiSources } = await import('../sources/pulumi-state/index.js');
  return pulumiSources({ states, stacks, stdin, cwd });
}
