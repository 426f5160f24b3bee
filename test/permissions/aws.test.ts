import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { CONTROLS } from '../../policypack/controls/index.js';
import type { IamPolicy, IamStatement } from '../../scanner/sources/aws/rights.js';
import { folderWith, logproof } from '../cli/command-line.js';

const shipped = (name: string): readonly IamStatement[] => (JSON.parse(readFileSync(new URL(`../../deploy/aws/${name}`, import.meta.url), 'utf8')) as IamPolicy).Statement;

async function printed(configuration: object, flags: readonly string[] = []) {
  const folder = folderWith({ 'logproof.yaml': stringify(configuration) });
  try {
    const { code, stdout, stderr } = await logproof(['permissions', 'aws', ...flags], { cwd: folder.path });
    const statements = stdout === '' ? [] : (JSON.parse(stdout) as IamPolicy).Statement;
    return { code, stderr, statements, actions: statements.map(({ Action }) => Action) };
  } finally {
    folder.remove();
  }
}

const TAGS = { scope: { logGroups: { tags: { workload: 'ai' } } } };

describe('the IAM policy printed', () => {
  it('for a default configuration holds statements that are shipped, word for word, and none else', async () => {
    const { code, statements } = await printed({});

    expect(code).toBe(0);
    expect(statements.length).toBeGreaterThan(1);
    expect(shipped('iam-policy.json')).toEqual(expect.arrayContaining([...statements]));
  });

  it('finds log groups by their tags only where the scope selects by tags', async () => {
    expect((await printed({})).actions).not.toContain('tag:GetResources');
    expect((await printed(TAGS)).actions).toContain('tag:GetResources');
  });

  it.each([
    ['log-stream-present', ['logs:DescribeLogStreams']],
    ['log-group-key-usable', ['kms:DescribeKey']],
    ['bedrock-log-destination-retained', ['s3:GetBucketVersioning', 's3:GetBucketObjectLockConfiguration', 's3:GetLifecycleConfiguration']],
  ])('asks for nothing that %s alone would read where it is disabled', async (control, alone) => {
    const { actions: before } = await printed({});
    const { actions } = await printed({ controls: { [control]: { level: 'disabled' } } });

    expect(before).toEqual(expect.arrayContaining(alone));
    expect(actions).toEqual(before.filter((action) => !alone.includes(action)));
  });

  it('is for log groups alone where controls of nothing else are left', async () => {
    const off = Object.fromEntries(CONTROLS.filter(({ id }) => !/^log-group-(encrypted|deletion-protected)$/.test(id)).map(({ id }) => [id, { level: 'disabled' }]));

    expect((await printed({ controls: off })).actions).toEqual(['logs:DescribeLogGroups']);
  });

  it('reads events of the one log group that a probe searches', async () => {
    const configured = await printed({ sources: { kubernetes: { probe: { logGroup: '/ai/audit', region: 'eu-west-1' } } } });
    const flagged = await printed({}, ['--log-group', '/ai/audit']);

    const [shippedProbe] = shipped('iam-policy-probe.json');
    expect(configured.statements.at(-1)).toEqual({ ...shippedProbe, Resource: ['arn:aws:logs:eu-west-1:ACCOUNT:log-group:/ai/audit', 'arn:aws:logs:eu-west-1:ACCOUNT:log-group:/ai/audit:*'] });
    expect(flagged.statements.at(-1)?.Resource).toContain('arn:aws:logs:REGION:ACCOUNT:log-group:/ai/audit');
  });

  it('reads no event where nothing is probed', async () => {
    expect((await printed({})).actions).not.toContain('logs:FilterLogEvents');
  });

  it.each([
    ['a bad configuration', { sources: { aws: { region: 'eu-west-1' } } }, [], /sources\.aws\.region: is not a known key/],
    ['a name that is none', {}, ['--log-group', 'a b'], /--log-group a b: expected a log group's name/],
  ])('is none, with 2, for %s', async (_, configuration, flags, message) => {
    const { code, statements, stderr } = await printed(configuration, flags);

    expect([code, statements]).toEqual([2, []]);
    expect(stderr).toMatch(message);
  });
});
