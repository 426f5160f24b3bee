import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { defaultRegion, hasAwsCredentials } from '../../../scanner/sources/aws/index.js';
import { anAwsUser } from './account.js';

anAwsUser();

function aSharedConfiguration(text: string): void {
  const file = join(mkdtempSync(join(tmpdir(), 'logproof-aws-')), 'config');
  writeFileSync(file, text);
  vi.stubEnv('AWS_CONFIG_FILE', file);
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
  vi.stubEnv('AWS_REGION', undefined);
}

describe('the usual region', () => {
  it("is the environment's", async () => {
    vi.stubEnv('AWS_REGION', 'eu-north-1');

    expect(await defaultRegion()).toBe('eu-north-1');
  });

  it("is the profile's", async () => {
    aSharedConfiguration('[default]\nregion = eu-west-3\n[profile audit]\nregion = eu-central-1\n');

    expect(await defaultRegion('audit')).toBe('eu-central-1');
    expect(await defaultRegion()).toBe('eu-west-3');
  });

  it('is none where none is configured', async () => {
    aSharedConfiguration('[default]\noutput = json\n');

    expect(await defaultRegion()).toBeUndefined();
  });
});

describe('credentials', () => {
  it('are there when the environment holds keys', async () => {
    expect(await hasAwsCredentials()).toBe(true);
  });

  it('are there when the default profile says where they come from', async () => {
    aSharedConfiguration(
      '[default]\nsso_session = work\nsso_account_id = 123456789012\n[sso-session work]\nsso_region = eu-west-1\n',
    );

    expect(await hasAwsCredentials()).toBe(true);
  });

  it('are not there for a region alone', async () => {
    aSharedConfiguration('[default]\nregion = eu-west-3\n');

    expect(await hasAwsCredentials()).toBe(false);
  });

  it('are there in a pod with a web identity, and in a container with an endpoint', async () => {
    aSharedConfiguration('');
    vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', 'http://169.254.170.23/v1/credentials');
    expect(await hasAwsCredentials()).toBe(true);
    vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', undefined);
    vi.stubEnv('AWS_ROLE_ARN', 'arn:aws:iam::123456789012:role/logproof');
    vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', '/var/run/secrets/token');

    expect(await hasAwsCredentials()).toBe(true);
  });
});
