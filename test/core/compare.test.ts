import { describe, expect, it } from 'vitest';
import { assemble } from '../../policypack/core/assemble.js';
import { changes as changesOf, compareWith as begin } from '../../policypack/core/compare.js';
import { gap, known } from '../../policypack/core/known.js';
import type { Fact, Population } from '../../policypack/core/fact.js';
import { subjectOf, type Subject } from '../../policypack/core/subject.js';
import { KINDS } from '../../policypack/kinds/index.js';
import { aDeclaredLogGroup, aGap, aLiveAuditSink, aLiveLogGroup, aManifest } from './facts.js';

const AWS = 'aws:123456789012:eu-west-1';
const listing = (over: Partial<Population> = {}): Population => ({ type: 'population', source: 'aws', scope: AWS, kind: 'aws.log-group', read: 1, requests: 1, complete: true, ...over });

function declare(...facts: Parameters<ReturnType<typeof assemble>['observe']>[0]): Subject[] {
  const assembly = assemble(KINDS, {});
  assembly.observe(facts);
  return assembly.end('declared');
}

const declaredSink = (manifest = aManifest()) => ({ ...aLiveAuditSink({ scope: 'pulumi:ai/prod' }, manifest), origin: 'declared' as const, location: { file: 'sink.ts', line: 3 } });
const liveSink = (manifest: object): Subject => subjectOf(aLiveAuditSink({}, manifest), {});
const logGroupSubject = (fact: Fact): Subject => subjectOf(fact, {});
const compareWith = (declared: readonly Subject[]) => begin(KINDS, declared);
const changes = (declared: Subject, live: Subject, breaks: readonly string[]) => changesOf(KINDS, declared, live, breaks);

describe('comparing declared with live', () => {
  it('matches a log group by its ARN and says what changed, with the program line', () => {
    const [declared] = declare(aDeclaredLogGroup());
    const live = logGroupSubject(aLiveLogGroup({}, { retentionDays: known(30), deletionProtected: known(false) }));
    expect(compareWith([declared!]).match(live)).toEqual([declared]);
    expect(changes(declared!, live, ['log-group-retention-minimum'])).toMatchObject([
      { change: 'changed', path: 'retentionInDays', declared: 365, live: 30, breaks: ['log-group-retention-minimum'], subject: { location: { file: 'index.ts', line: 7 } } },
      { change: 'changed', path: 'deletionProtectionEnabled', declared: true, live: false },
    ]);
  });

  it('does not match a group of the same name in another account', () => {
    const other = logGroupSubject({ ...aLiveLogGroup(), id: 'arn:aws:logs:eu-west-1:999999999999:log-group:ai-audit' });
    expect(compareWith(declare(aDeclaredLogGroup())).match(other)).toEqual([]);
  });

  it('matches a group by name while the state has no ARN yet', () => {
    const pending = { ...aDeclaredLogGroup(), id: 'urn:pulumi:prod::ai::aws:cloudwatch/logGroup:LogGroup::ai-audit' };
    expect(compareWith(declare(pending)).match(logGroupSubject(aLiveLogGroup()))).toMatchObject([{ name: 'ai-audit' }]);
  });

  it('matches a sink by name, whatever cluster holds it, and compares its fields', () => {
    const [declared] = declare(declaredSink());
    const live = liveSink({ metadata: { name: 'ai-system-audit-sink' }, spec: { policy: { level: 'None' } } });
    expect(compareWith([declared!]).match(live)).toEqual([declared]);
    expect(changes(declared!, live, []).map(({ path }) => path)).toEqual([
      'spec.policy.level',
      'spec.policy.stages',
      'spec.webhook.throttle.qps',
      'spec.webhook.throttle.burst',
      'spec.webhook.clientConfig.service',
    ]);
  });

  it('sees no difference in what one side does not know', () => {
    const [declared] = declare(aDeclaredLogGroup({}, { retentionDays: gap('unsupported', 'secret') }));
    expect(changes(declared!, logGroupSubject(aLiveLogGroup({}, { retentionDays: known(1) })), [])).toEqual([]);
  });

  it('calls a declared group missing only where its region was read whole', () => {
    const comparison = () => compareWith(declare(aDeclaredLogGroup()));
    expect(comparison().unmatched([listing()], [])).toMatchObject([{ read: true }]);
    expect(comparison().unmatched([listing({ complete: false })], [aGap({ reason: 'throttled' })])).toMatchObject([{ read: false }]);
    expect(comparison().unmatched([listing({ scope: 'aws:123456789012:us-east-1' })], [])).toMatchObject([{ read: false }]);
    expect(comparison().unmatched([], [])).toMatchObject([{ read: false }]);
  });

  it.each([
    ['another region was read', [listing({ scope: 'aws:123456789012:us-east-1' })], [], 'eu-west-1 was not read: add --region eu-west-1'],
    ['nothing was read', [], [], 'eu-west-1 was not read: add --region eu-west-1'],
    ['the region of another account was read', [listing({ scope: 'aws:999999999999:eu-west-1' })], [], 'account 123456789012 was not read: scan with its credentials'],
    ['its region was not read to the end', [listing({ complete: false })], [], `not looked for in the whole of ${AWS}, which was not read to its end`],
    ['its region did not say whose it is', [], [aGap({ source: 'aws', scope: 'aws:unknown:eu-west-1', kind: 'aws.log-group' })], 'not looked for in the whole of aws:unknown:eu-west-1, which was not read to its end'],
  ])('says what to read where %s', (_, population, gaps, message) => {
    expect(compareWith(declare(aDeclaredLogGroup())).unmatched(population, gaps)).toMatchObject([{ read: false, why: { said: { message } } }]);
  });

  describe('of a state without ARNs', () => {
    const inRegion = (name: string | undefined, urn: string): Fact => ({
      ...aDeclaredLogGroup(),
      id: urn,
      urn,
      place: { region: { ...(name !== undefined && { name }), by: [urn], why: gap('unsupported', 'the region') } },
    });
    const eu = logGroupSubject(aLiveLogGroup());
    const us = logGroupSubject({ ...aLiveLogGroup({ scope: 'aws:123456789012:us-east-1' }), id: 'arn:aws:logs:us-east-1:123456789012:log-group:ai-audit' });

    it('tells two groups of one name apart by their regions', () => {
      const comparison = compareWith(declare(inRegion('eu-west-1', 'urn:eu'), inRegion('us-east-1', 'urn:us')));

      expect(comparison.match(eu).map(({ id }) => id)).toEqual(['urn:eu']);
      expect(comparison.unmatched([listing(), listing({ scope: us.scope })], [])).toMatchObject([{ declared: { id: 'urn:us' }, read: true }]);
    });

    it('has one whose region is not known stand for what no other does', () => {
      const comparison = compareWith(declare(inRegion(undefined, 'urn:somewhere'), inRegion('us-east-1', 'urn:us')));

      expect(comparison.match(us).map(({ id }) => id)).toEqual(['urn:us']);
      expect(comparison.match(eu).map(({ id }) => id)).toEqual(['urn:somewhere']);
    });

    it('calls none missing whose region is not known', () => {
      expect(compareWith(declare(inRegion(undefined, 'urn:somewhere'))).unmatched([listing()], [])).toMatchObject([{ read: false, why: { said: { message: expect.stringContaining('does not say its region') as string } } }]);
    });
  });

  it('matches the group of each stack that declares it, in the order of their names', () => {
    const [b, a] = ['pulumi:ai/b', 'pulumi:ai/a'].map((scope) => ({ ...aDeclaredLogGroup(), scope, urn: `urn:${scope}` })) as [Fact, Fact];

    for (const both of [[a, b], [b, a]]) expect(compareWith(declare(...both)).match(logGroupSubject(aLiveLogGroup())).map(({ scope }) => scope)).toEqual(['pulumi:ai/a', 'pulumi:ai/b']);
  });

  it('does not know whether one is there whose making was interrupted', () => {
    const doubt = gap('cut-off', 'whether it is there');

    expect(compareWith(declare({ ...aDeclaredLogGroup(), doubt })).unmatched([listing()], [])).toMatchObject([{ read: false, why: doubt }]);
  });

  it('sees no drift in what the class of a group decides', () => {
    const [declared] = declare(aDeclaredLogGroup({}, { class: known('DELIVERY') }));
    const live = logGroupSubject(aLiveLogGroup({}, { class: known('DELIVERY'), retentionDays: known(2) }));

    expect(changes(declared!, live, [])).toEqual([]);
  });
});
