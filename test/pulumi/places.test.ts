import { describe, expect, it } from 'vitest';
import { urn, type AProvider, type Declared, type Engine, type Stage } from './engine.js';
import { waitingOf, withPack } from './in-process.js';
import { aLogGroup, aLogStream, anAuditSink, aService, UNKNOWN } from './resources.js';

const KEPT = 'controls: { log-stream-present: { level: mandatory, requireDeclared: true } }';

const aws = (name: string, properties: object): AProvider => ({ name, properties });
const EU = aws('eu', { region: 'eu-west-1' });
const US = aws('us', { region: 'us-east-1' });
const LATER = aws('later', { region: UNKNOWN });
/** Its region is its environment's. */
const DEFAULT = aws('default_7_48_0', {});

const through = (provider: AProvider, resource: Declared): Declared => ({ ...resource, provider });
const named = (name: string, resource: Declared): Declared => ({ ...resource, name });
const aCluster = (name: string, properties: object = { kubeconfig: `kubeconfig of ${name}` }): AProvider => ({ name, properties });

async function stackOf(engine: Engine, resources: readonly Declared[], dryRun = false): Promise<Stage['violations']> {
  await engine.configureStack(dryRun);
  return (await engine.analyzeStack(resources)).violations;
}

/** `CONTROL RESOURCE LEVEL`, of these controls. */
const told = (violations: Stage['violations'], ...controls: string[]): string[] =>
  violations.flatMap(({ policy, level, urn: of, message }) => (controls.includes(policy) ? [`${policy} ${of.split('::').at(-1)} ${message.startsWith('not judged yet') ? 'open' : level}`] : [])).sort();

describe('a stream', () => {
  const group = (provider: AProvider, name: string, properties: object = {}): Declared => through(provider, aLogGroup(properties, name));
  const stream = (provider: AProvider, properties: object = {}): Declared => through(provider, aLogStream(properties));
  const streams = async (...resources: Declared[]): Promise<string[]> =>
    withPack({ logproof: KEPT }, async (engine) => told(await stackOf(engine, resources), 'log-stream-present'));

  it('is in the group of its region, and in no other of that name', async () => {
    expect(await streams(group(EU, 'here'), group(US, 'there'), stream(EU))).toEqual(['log-stream-present there mandatory']);
    expect(await streams(group(US, 'here'), group(EU, 'there'), stream(US))).toEqual(['log-stream-present there mandatory']);
  });

  it('is where its own region says, whatever its provider', async () => {
    const [here, there] = [group(EU, 'here', { region: 'us-east-1' }), group(EU, 'there')];
    expect(await streams(here, there, stream(EU, { region: 'us-east-1' }))).toEqual(['log-stream-present there mandatory']);
    expect(await streams(here, there, stream(US))).toEqual(['log-stream-present there mandatory']);
  });

  it('is where its ARN says, of any partition', async () => {
    const arn = (region: string, partition = 'aws') => `arn:${partition}:logs:${region}:123456789012:log-group:ai-audit`;
    const [here, there] = [group(DEFAULT, 'here', { arn: arn('cn-north-1', 'aws-cn') }), group(DEFAULT, 'there', { arn: arn('cn-northwest-1', 'aws-cn') })];
    expect(await streams(here, there, stream(DEFAULT, { arn: `${arn('cn-north-1', 'aws-cn')}:log-stream:events` }))).toEqual(['log-stream-present there mandatory']);
  });

  it('may be in a group whose region is not known yet', async () => {
    expect(await streams(group(LATER, 'g'), stream(EU))).toEqual(['log-stream-present g open']);
    expect(await streams(group(EU, 'g'), stream(LATER))).toEqual(['log-stream-present g open']);
    expect(await streams(group(DEFAULT, 'g'), stream(EU))).toEqual(['log-stream-present g open']);
  });

  it('of one provider is beside it, known or not', async () => {
    for (const provider of [EU, LATER, DEFAULT]) expect(await streams(group(provider, 'g'), stream(provider))).toEqual([]);
  });

  it('matters to no group of another name, wherever it may be', async () => {
    expect(await streams(group(EU, 'g'), stream(LATER, { logGroupName: 'other' }))).toEqual(['log-stream-present g mandatory']);
  });

  it('is in the account that the role of its provider names', async () => {
    const inAccount = (name: string, account: string): AProvider => aws(name, { region: 'eu-west-1', assumeRoles: JSON.stringify([{ roleArn: `arn:aws:iam::${account}:role/audit` }]) });
    const [one, same, other] = [inAccount('one', '111111111111'), inAccount('same', '111111111111'), inAccount('other', '222222222222')];
    expect(await streams(group(one, 'g'), stream(same))).toEqual([]);
    expect(await streams(group(one, 'g'), stream(other))).toEqual(['log-stream-present g mandatory']);
    expect(await streams(group(one, 'g'), stream(EU))).toEqual(['log-stream-present g open']);
    expect(await streams(group(one, 'g'), stream(aws('only', { region: 'eu-west-1', allowedAccountIds: JSON.stringify(['222222222222']) })))).toEqual(['log-stream-present g mandatory']);
  });

  it('is in one account with what the same credentials make', async () => {
    expect(await streams(group(EU, 'g'), stream(aws('again', { region: 'eu-west-1' })))).toEqual([]);
    expect(await streams(group(EU, 'g'), stream(aws('profiled', { region: 'eu-west-1', profile: 'audit' })))).toEqual(['log-stream-present g open']);
  });

  it('that a preview knows only by what it comes from belongs to no group elsewhere', async () => {
    const there = group(US, 'there', { name: UNKNOWN });
    const own = { ...stream(EU, { logGroupName: UNKNOWN }), dependsOn: { logGroupName: [urn(there)] } };
    expect(await streams(there, own)).toEqual(['log-stream-present there mandatory']);
  });
});

describe('what overrides or encrypts a log group', () => {
  const policy = through(US, {
    type: 'aws:cloudwatch/logAccountPolicy:LogAccountPolicy',
    name: 'short',
    properties: { policyName: 'short', policyType: 'RETENTION_POLICY', policyDocument: JSON.stringify({ retentionInDays: 30, enforcementMode: 'RETROACTIVE' }) },
  });
  const key = { type: 'aws:kms/key:Key', name: 'key', properties: { arn: 'arn:aws:kms:eu-west-1:999999999999:key/1', keyId: '1', isEnabled: false } };
  const judge = async (control: string, ...resources: Declared[]): Promise<string[]> => withPack({}, async (engine) => told(await stackOf(engine, resources), control));

  it('is an account policy of its own region alone', async () => {
    const retention = 'log-group-retention-minimum';
    expect(await judge(retention, through(US, aLogGroup()), policy)).toEqual([`${retention} logs mandatory`]);
    expect(await judge(retention, through(EU, aLogGroup()), policy)).toEqual([]);
    expect(await judge(retention, through(LATER, aLogGroup()), policy)).toEqual([`${retention} logs open`]);
    expect(await judge(retention, through(DEFAULT, aLogGroup()), policy)).toEqual([`${retention} logs open`]);
  });

  it('is not a policy that cannot cover it, wherever that may be', async () => {
    const narrow = { ...policy, properties: { ...policy.properties, selectionCriteria: 'LogGroupNamePrefix IN ["/web/"]' } };
    expect(await judge('log-group-retention-minimum', through(LATER, aLogGroup()), narrow)).toEqual([]);
  });

  it('is the key of that ARN, whosever account', async () => {
    const group = aLogGroup({ kmsKeyId: 'arn:aws:kms:eu-west-1:999999999999:key/1' });
    const security = aws('security', { region: 'eu-west-1', assumeRole: JSON.stringify({ roleArn: 'arn:aws:iam::999999999999:role/keys' }) });
    expect(await judge('log-group-key-usable', through(EU, group), through(security, key))).toEqual(['log-group-key-usable logs mandatory']);
  });
});

describe('where Bedrock logs to', () => {
  const CONTROL = 'bedrock-log-destination-retained';
  const logging = (provider: AProvider, properties: object): Declared =>
    through(provider, { type: 'aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration', name: 'logging', properties: { loggingConfig: properties } });
  const toGroup = { cloudwatchConfig: { logGroupName: 'ai-audit', roleArn: 'arn:aws:iam::123456789012:role/bedrock' } };
  const judge = async (...resources: Declared[]): Promise<string[]> => withPack({ logproof: `controls: { ${CONTROL}: { level: mandatory } }` }, async (engine) => told(await stackOf(engine, resources), CONTROL));

  it('is the log group of its own region', async () => {
    expect(await judge(logging(EU, toGroup), through(EU, aLogGroup({ retentionInDays: 30 })))).toEqual([`${CONTROL} logging mandatory`]);
    expect(await judge(logging(EU, toGroup), through(LATER, aLogGroup()))).toEqual([`${CONTROL} logging open`]);
    // One of its name elsewhere proves nothing of the one that it writes to.
    expect(await judge(logging(EU, toGroup), through(EU, aLogGroup({ retentionInDays: 30 }, 'here')), through(US, aLogGroup({}, 'there')))).toEqual([`${CONTROL} logging mandatory`]);
  });
});

describe('a sink and the Service that it names', () => {
  const CONTROL = 'audit-sink-service-exists';
  const judge = async (resources: readonly Declared[], dryRun = false): Promise<string[]> =>
    withPack({}, async (engine, remarks) => [...told(await stackOf(engine, resources, dryRun), CONTROL), ...waitingOf(remarks, CONTROL).map((what) => `waiting for ${what}`)]);
  const [A, B] = [aCluster('a'), aCluster('b')];

  it('are of one cluster: one of that name in another is another', async () => {
    expect(await judge([through(B, anAuditSink()), through(A, aService([8443]))])).toEqual([]);
    expect(await judge([through(A, anAuditSink()), through(A, aService([8443]))])).toEqual([`${CONTROL} sink mandatory`]);
    expect(await judge([through(A, anAuditSink()), through(A, aService([443])), through(B, named('other', aService([8443])))])).toEqual([]);
    expect(await judge([through(B, anAuditSink()), through(A, aService([443])), through(B, named('other', aService([8443])))])).toEqual([`${CONTROL} sink mandatory`]);
  });

  it('are of one cluster where two providers are configured alike', async () => {
    const [one, other] = [aCluster('one', { kubeconfig: 'same', namespace: 'x' }), aCluster('other', { kubeconfig: 'same' })];
    expect(await judge([through(one, anAuditSink()), through(other, aService([8443]))])).toEqual([`${CONTROL} sink mandatory`]);
    const [left, right] = [aCluster('left', { kubeconfig: 'same', context: 'l' }), aCluster('right', { kubeconfig: 'same', context: 'r' })];
    expect(await judge([through(left, anAuditSink()), through(right, aService([8443]))])).toEqual([]);
  });

  it('may be of one while a preview does not know where a provider leads', async () => {
    const later = aCluster('later', { kubeconfig: UNKNOWN });
    expect(await judge([through(later, anAuditSink()), through(A, aService([8443]))], true)).toEqual([expect.stringMatching(/^waiting for .*of sink$/)]);
    expect(await judge([through(later, anAuditSink()), through(later, aService([8443]))], true)).toEqual([`${CONTROL} sink mandatory`]);
  });
});
