import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../scanner/sources/pulumi-state/declared-resources.js';
import { parseState, type State } from '../../../scanner/sources/pulumi-state/parse-state.js';
import { stackNames, type StackName } from '../../../scanner/sources/pulumi-state/stack-names.js';
import { providersOf } from '../../../scanner/sources/pulumi-state/providers.js';
import { Unread } from '../../../policypack/kinds/declared/property-tree.js';
import type { Fact } from '../../../policypack/core/fact.js';
import { aLogGroup, aResource, ARN, checkpoint, deployment, encrypted } from './states.js';
import type { LogGroupFacts } from '../../../policypack/kinds/aws/log-group/facts.js';

const stackOf = (state: State, given: string): StackName => stackNames([{ state, given, isStack: false }])[0]!;
function facts(value: unknown): Fact[] {
  const state = parseState(JSON.stringify(value), 'stack.json');
  return [...factsOf(state, stackOf(state, 'stack.json'))];
}
const logGroup = (value: unknown) => facts(value)[1] as Fact<LogGroupFacts>;

describe('what a state declares', () => {
  it('is a stack with its providers, and its log groups by ARN, with the line that declared them', () => {
    expect(facts(deployment(aResource('pulumi:pulumi:Stack', 'shop-dev'), aLogGroup()))).toMatchObject([
      { kind: 'pulumi.stack', name: 'dev', scope: 'pulumi:shop/dev', facts: { providers: ['aws'] } },
      {
        kind: 'aws.log-group',
        id: ARN,
        name: 'ai-audit',
        origin: 'declared',
        location: { file: 'index.ts', line: 7, column: 17 },
      },
    ]);
  });

  it('is what the program wrote, not what a refresh found', () => {
    const group = aLogGroup({}, { outputs: { name: 'ai-audit', arn: ARN, retentionInDays: 30 } });

    expect(logGroup(deployment(group)).facts.retentionDays).toEqual({ value: 365 });
  });

  it('does not know a secret, encrypted or in clear, and never holds it', () => {
    const clear = { ...encrypted, ciphertext: undefined, plaintext: '"top-secret"' };

    for (const secret of [encrypted, clear]) {
      const fact = logGroup(deployment(aLogGroup({ kmsKeyId: secret, tags: { token: secret } })));

      expect(fact.facts.kmsKey).toEqual({ gap: 'unsupported', via: 'kmsKeyId' });
      expect(JSON.stringify(fact)).not.toContain('top-secret');
    }
  });

  it('does not know what was not known when it was written', () => {
    expect(
      logGroup(deployment(aLogGroup({ retentionInDays: '04da6b54-80e4-46f7-96ec-b56ff0331ba9' }))).facts.retentionDays,
    ).toEqual({
      gap: 'preview',
      via: 'retentionInDays',
    });
  });

  it.each([
    ['never deployed', { version: 3, deployment: null }],
    ['without resources', { version: 3, deployment: { resources: null } }],
    ['destroyed, in a checkpoint', checkpoint()],
    ['emptied', deployment(aResource('pulumi:pulumi:Stack', 'shop-dev'), aResource('pulumi:providers:aws', 'default'))],
    ['only waiting to be deleted', deployment(aLogGroup({}, { delete: true }))],
  ])('is nothing, no stack either, where it is %s', (_, state) => {
    expect(facts(state)).toEqual([]);
  });

  it.each([
    ['project:///src/my%20stack.ts#12', { file: 'src/my stack.ts', line: 12 }],
    ['project:///../shared/logs.ts#3,1', { file: '../shared/logs.ts', line: 3, column: 1 }],
    ['project:///index.ts#0', undefined],
    ['project:///%zz#1', undefined],
    ['https://evil.invalid/x#1', undefined],
    ['project:///index.ts#99999999999999', undefined],
    [7, undefined],
  ])('stands where %j says', (sourcePosition, location) => {
    expect(logGroup(deployment(aLogGroup({}, { sourcePosition }))).location).toEqual(location);
  });

  it('is not changed by hostile keys, depth or size', () => {
    const hostile = `{"version":3,"deployment":{"__proto__":{"resources":[]},"resources":[{"urn":"urn:pulumi:dev::shop::aws:cloudwatch/logGroup:LogGroup::logs","type":"aws:cloudwatch/logGroup:LogGroup","inputs":{"__proto__":{"retentionInDays":3650},"constructor":{"prototype":{"x":1}},"name":"n","retentionInDays":1,"tags":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}}]}}`;
    const state = parseState(hostile, 'hostile.json');

    const [, fact] = [...factsOf(state, stackOf(state, 'x'))] as [Fact, Fact<LogGroupFacts>];

    expect(fact.facts.retentionDays).toEqual({ value: 1 });
    expect(fact.facts.tags).toMatchObject({ gap: 'unsupported' });
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe('the provider of a resource', () => {
  const reference = 'urn:pulumi:dev::shop::pulumi:providers:aws::eu::id1';

  it('that the state lacks is not known, which is not that the environment configures it', () => {
    expect(providersOf([])(reference)).toEqual({ urn: 'urn:pulumi:dev::shop::pulumi:providers:aws::eu', type: 'pulumi:providers:aws', properties: new Unread('unsupported') });
    expect(logGroup(deployment(aLogGroup({}, { provider: reference, outputs: {} }))).place?.['region']).not.toHaveProperty('name');
  });

  it('is one for all that name it: what it makes is in one place', () => {
    const providerOf = providersOf([]);

    expect(providerOf(reference)).toBe(providerOf(reference));
  });
});
