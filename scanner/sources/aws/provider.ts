import { Command } from '@commander-js/extra-typings';
import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { listed } from '../flags.js';
import { liveProvider } from '../provider.js';

/** AWS as it is read: a source a region. */
export default liveProvider({
  name: 'aws',
  flags: () =>
    new Command()
      .option('--region <name>', "AWS region; repeatable, or several by commas; all: every one that is enabled (default: the profile's)", listed)
      .option('--profile <name>', 'profile of the shared AWS configuration')
      .option('--endpoint-url <url>', 'another AWS endpoint: a private one, or a test server'),
  settle: (settings, { region, profile, endpointUrl }) => ({
    ...settings,
    regions: [...(region ?? settings.regions)],
    ...(profile && { profile }),
    ...(endpointUrl && { endpointUrl: endpoint(endpointUrl) }),
  }),
  async credentialsHere() {
    const { defaultRegion, hasAwsCredentials } = await import('./index.js');
    return (await hasAwsCredentials()) && (await defaultRegion()) !== undefined;
  },
  async sources({ regions, ...options }, { judging, wanted, signal }) {
    const [{ awsSources, awsKinds, defaultRegion, enabledRegions, unlistedRegions, EVERY_REGION }, { nameInScope }] = await Promise.all([import('./index.js'), import('../../../policypack/core/scope.js')]);
    const { logGroups } = judging.scope;
    const asked = { ...options, wantTags: logGroups?.tags ?? {}, wanted, mayBeInScope: logGroups ? nameInScope(logGroups) : () => true };
    const usual = regions.length === 0 || regions.includes(EVERY_REGION) ? await defaultRegion(options.profile) : undefined;
    if (regions.includes(EVERY_REGION)) {
      if (regions.length > 1) throw new InputMistake(`${EVERY_REGION} stands for every region, and ${regions.filter((name) => name !== EVERY_REGION).join(', ')} beside it`);
      const enabled = await enabledRegions(asked, usual ?? ANY_REGION, signal);
      return 'reason' in enabled ? [unlistedRegions(enabled, awsKinds(wanted))] : awsSources({ ...asked, regions: enabled });
    }
    const all = usual === undefined ? [...new Set(regions)] : [usual];
    if (all.length === 0) throw new InputMistake('no AWS region: give --region, sources.aws.regions in logproof.yaml, AWS_REGION, or a region in the profile');
    return awsSources({ ...asked, regions: all });
  },
  init: {
    flags: () => new Command().option('--profile <name>', 'profile of the shared AWS configuration to look into'),
    async find({ profile }) {
      const { defaultRegion } = await import('./index.js');
      const region = await defaultRegion(profile);
      const withProfile = profile === undefined ? '' : `, profile: ${JSON.stringify(profile)}`;
      return {
        found: region !== undefined,
        lines: region === undefined ? ['# aws: { regions: [eu-west-1] }'] : [`aws: { regions: [${JSON.stringify(region)}]${withProfile} }`],
        summary: `AWS region: ${region ?? 'none found'}`,
      };
    },
  },
});

/** Whichever is asked, the same one endpoint of the partition answers which regions there are. */
const ANY_REGION = 'us-east-1';

function endpoint(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new InputMistake(`--endpoint-url ${text}: expected an http or https URL`, { expected: 'an http or https URL' });
  return text;
}
