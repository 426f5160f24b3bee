import { describe, expect, it } from 'vitest';
import { assemble } from '../../policypack/core/assemble.js';
import type { DeclaredResource } from '../../policypack/core/declared-resource.js';
import { gap, known } from '../../policypack/core/known.js';
import type { Subject } from '../../policypack/core/subject.js';
import { KINDS } from '../../policypack/kinds/index.js';

const GROUP = 'aws:cloudwatch/logGroup:LogGroup';
const STREAM = 'aws:cloudwatch/logStream:LogStream';
const arn = (account: string, region: string, rest: string): string => `arn:aws:logs:${region}:${account}:log-group:/ai/audit${rest}`;
const resource = (type: string, stack: string, properties: object, fields: Partial<DeclaredResource> = {}): DeclaredResource => ({ type, urn: `urn:pulumi:${stack}::ai::${type}::one`, name: 'one', properties, propertyDependencies: {}, ...fields });
const group = resource(GROUP, 'platform', { name: '/ai/audit', arn: arn('111111111111', 'eu-west-1', '') });
const stream = (properties: object, fields: Partial<DeclaredResource> = {}): DeclaredResource => resource(STREAM, 'app', { name: 's', logGroupName: '/ai/audit', ...properties }, fields);

/** Whether the group has a stream, where another stack declares this. */
function hasStream(other: DeclaredResource): unknown {
  const assembly = assemble(KINDS, {});
  assembly.observe([...KINDS.factsOf(other, 'pulumi:ai/app'), ...KINDS.factsOf(group, 'pulumi:ai/platform')]);
  const [found] = assembly.end('declared').filter(({ kind }) => kind === 'aws.log-group') as [Subject<unknown, { hasStream: unknown }>];
  return found.joined.hasStream;
}

describe('a group and a stream of its name in another stack', () => {
  it('belong together where both are certainly in one place', () => {
    expect(hasStream(stream({ arn: arn('111111111111', 'eu-west-1', ':log-stream:s') }))).toEqual(known(true));
  });

  it.each([
    ['another account', arn('222222222222', 'eu-west-1', ':log-stream:s')],
    ['another region', arn('111111111111', 'us-east-1', ':log-stream:s')],
  ])('do not where it is in %s', (_, of) => {
    expect(hasStream(stream({ arn: of }))).toEqual(known(false));
  });

  it('may do where it is not known where it is: no pass, and no failure', () => {
    expect(hasStream(stream({}))).toMatchObject({ gap: 'unsupported' });
  });

  it('may do where it is not known whether it is there', () => {
    const doubt = gap('cut-off', 'whether s is there');

    expect(hasStream(stream({ arn: arn('111111111111', 'eu-west-1', ':log-stream:s') }, { doubt }))).toEqual(doubt);
  });

  it('belong together where the stack only reads it', () => {
    expect(hasStream(stream({ arn: arn('111111111111', 'eu-west-1', ':log-stream:s') }, { onlyRead: true }))).toEqual(known(true));
  });
});
