import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { homeFolder } from '../home.js';
import { sharedConfiguration } from './client/packages.js';

/**
 * The region that the SDK would use: AWS_REGION, or the profile's in the shared configuration; `undefined` when
 * there is none.
 */
export async function defaultRegion(profile?: string): Promise<string | undefined> {
  const { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } = sharedConfiguration();
  try {
    const options = { ...NODE_REGION_CONFIG_FILE_OPTIONS, ...(profile !== undefined && { profile }) };
    return (await loadConfig(NODE_REGION_CONFIG_OPTIONS, options)()) || undefined;
  } catch {
    // The SDK throws where no region is configured; that is an answer.
    return undefined;
  }
}

/**
 * Whether credentials are likely to be there, without asking anybody over the network: keys or a web identity in the
 * environment, a container's or instance's endpoint that the environment names, or a shared configuration file.
 */
export async function hasAwsCredentials(profile?: string): Promise<boolean> {
  const { env } = process;
  if (env['AWS_ACCESS_KEY_ID'] && env['AWS_SECRET_ACCESS_KEY']) return true;
  if (env['AWS_WEB_IDENTITY_TOKEN_FILE'] && env['AWS_ROLE_ARN']) return true;
  if (env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] || env['AWS_CONTAINER_CREDENTIALS_FULL_URI']) return true;
  if (env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] && env['AWS_EC2_METADATA_DISABLED'] !== 'true') return true;
  if (profile ?? env['AWS_PROFILE']) return true;
  return sharedConfigurationHoldsCredentials();
}

/** Whether the default profile says where credentials come from: a region alone is none. */
async function sharedConfigurationHoldsCredentials(): Promise<boolean> {
  // A container's user need not have a home: the two variables then say where to look, if anything does.
  const folder = join(homeFolder() ?? '/nonexistent', '.aws');
  const files = [
    process.env['AWS_SHARED_CREDENTIALS_FILE'] ?? join(folder, 'credentials'),
    process.env['AWS_CONFIG_FILE'] ?? join(folder, 'config'),
  ];
  const there = await Promise.all(
    files.map((file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (!there.some(Boolean)) return false;
  const { parseKnownFiles } = sharedConfiguration();
  const profile = (await parseKnownFiles({}).catch(() => ({}) as Record<string, never>))['default'] as
    Record<string, string> | undefined;
  return SAYS_WHERE.some((key) => profile?.[key] !== undefined);
}

/** Settings of a profile by which the SDK gets credentials. Source: AWS SDKs and Tools Reference, "Credential providers". */
const SAYS_WHERE = [
  'aws_access_key_id',
  'sso_session',
  'sso_account_id',
  'role_arn',
  'credential_process',
  'web_identity_token_file',
  'login_session',
];
