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
    expect(compareWith([declared!]).match(live)).toBe(declared);
    expect(changes(declared!, live, ['log-group-retention-minimum'])).toMatchObject([
      { change: 'changed', path: 'retentionInDays', declared: 365, live: 30, breaks: ['log-group-retention-minimum'], subject: { location: { file: 'index.ts', line: 7 } } },
      { change: 'changed', path: 'deletionProtectionEnabled', declared: true, live: false },
    ]);
  });

  it('does not match a group of the same name in another account', () => {
    const other = logGroupSubject({ ...aLiveLogGroup(), id: 'arn:aws:logs:eu-west-1:999999999999:log-group:ai-audit' });
    expect(compareWith(declare(aDeclaredLogGroup())).match(other)).toBeUndefined();
  });

  it('matches a group by name while the state has no ARN yet', () => {
    const pending = { ...aDeclaredLogGroup(), id: 'urn:pulumi:prod::ai::aws:cloudwatch/logGroup:LogGroup::ai-audit' };
    expect(compareWith(declare(pending)).match(logGroupSubject(aLiveLogGroup()))).toMatchObject({ name: 'ai-audit' });
  });

  it('matches a sink by name, whatever cluster holds it, and compares its fields', () => {
    const [declared] = declare(declaredSink());
    const live = liveSink({ metadata: { name: 'ai-system-audit-sink' }, spec: { policy: { level: 'None' } } });
    expect(compareWith([declared!]).match(live)).toBe(declared);
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
});
