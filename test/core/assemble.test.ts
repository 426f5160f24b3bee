import { describe, expect, it } from 'vitest';
import { assemble as begin, type Scopes } from '../../policypack/core/assemble.js';
import { gap, known } from '../../policypack/core/known.js';
import { KINDS } from '../../policypack/kinds/index.js';
import { aLiveAuditSink, aLiveCluster, aLiveLogGroup, aLiveService, anAccount, aGap } from './facts.js';

const assemble = (logGroups: Scopes[string]) => begin(KINDS, { logGroups });
const readWhole = (kind: string, scope: string) => ({ type: 'read', kind, scope }) as const;
const EVERYTHING = { include: [], exclude: [], tags: {} };

describe('an assembly of live facts', () => {
  it('lets log groups flow and keeps none', () => {
    const assembly = assemble(EVERYTHING);
    const ready = assembly.observe([anAccount(), aLiveLogGroup({ name: 'a' }), aLiveLogGroup({ name: 'b' })]);
    expect(ready.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(assembly.end('flow')).toMatchObject([{ kind: 'aws.account', joined: { logGroups: { value: 2 } }, given: { regions: ['eu-west-1'] } }]);
  });

  it('leaves out groups that are excluded, not included, or without the tag', () => {
    const assembly = assemble({ include: ['/ai/**', 'ai-*'], exclude: ['*-debug'], tags: { workload: 'ai' } });
    const tagged = { tags: known({ workload: 'ai' }) };
    const ready = assembly.observe([
      aLiveLogGroup({ name: '/ai/a/b' }, tagged),
      aLiveLogGroup({ name: 'ai-x' }, tagged),
      aLiveLogGroup({ name: 'ai-x-debug' }, tagged),
      aLiveLogGroup({ name: 'other' }, tagged),
      aLiveLogGroup({ name: 'ai-untagged' }),
    ]);
    expect(ready.map(({ name }) => name)).toEqual(['/ai/a/b', 'ai-x']);
  });

  it('holds everything about a group unknown when its tags decide and were not read', () => {
    const assembly = assemble({ include: [], exclude: [], tags: { workload: 'ai' } });
    const [subject] = assembly.observe([aLiveLogGroup({ name: 'a' }, { tags: gap('forbidden', 'tag:GetResources') })]);
    expect(subject).toMatchObject({ given: { retentionDays: { gap: 'forbidden' } }, joined: { hasStream: { gap: 'forbidden' } } });
  });

  it('does not take an empty listing that was cut off for an empty account', () => {
    const assembly = assemble(EVERYTHING);
    assembly.observe([anAccount(), aGap({ kind: 'aws.log-group', scope: 'aws:123456789012:eu-west-1', reason: 'cut-off' })]);
    expect(assembly.end('flow')).toMatchObject([{ joined: { logGroups: { gap: 'cut-off' } } }]);
  });

  it('does not call an account empty while a region did not even say whose it is', () => {
    const assembly = assemble(EVERYTHING);
    assembly.observe([anAccount(), aGap({ kind: 'aws.log-group', scope: 'aws:unknown:us-east-1', reason: 'unreachable' })]);
    expect(assembly.end('flow')).toMatchObject([{ joined: { logGroups: { gap: 'unreachable' } } }]);
  });

  it('joins a sink with its Service and its server, whatever comes first', () => {
    const assembly = assemble(EVERYTHING);
    assembly.observe([aLiveAuditSink({ scope: 'kubernetes:prod' }), aLiveService({ scope: 'kubernetes:prod' }), aLiveCluster({ scope: 'kubernetes:prod' })]);
    const sink = assembly.end('flow').find(({ kind }) => kind === 'kubernetes.audit-sink');
    expect(sink?.joined).toMatchObject({ destination: { value: [443] }, server: { value: { minor: 18 } } });
  });

  it('does not join across clusters', () => {
    const assembly = assemble(EVERYTHING);
    assembly.observe([aLiveAuditSink({ scope: 'kubernetes:a' }), aLiveService({ scope: 'kubernetes:b' }), aLiveCluster({ scope: 'kubernetes:a' }), readWhole('kubernetes.service', 'kubernetes:a')]);
    const sink = assembly.end('flow').find(({ kind }) => kind === 'kubernetes.audit-sink');
    expect(sink?.joined).toMatchObject({ destination: { value: 'absent' } });
  });

  it('calls nothing absent where nobody looked', () => {
    const assembly = assemble(EVERYTHING);
    assembly.observe([aLiveAuditSink({ scope: 'kubernetes:a' }), aLiveCluster({ scope: 'kubernetes:a' }), readWhole('kubernetes.service', 'kubernetes:b')]);
    const [sink] = assembly.end('flow').filter(({ kind }) => kind === 'kubernetes.audit-sink');
    expect(sink?.joined).toMatchObject({ destination: { gap: 'cut-off', via: 'the services of kubernetes:a, which were not read,' } });
  });

  it('does not call a Service absent that it was not allowed to look for', () => {
    const assembly = assemble(EVERYTHING);
    assembly.observe([aLiveAuditSink({ scope: 'kubernetes:a' }), aGap({ kind: 'kubernetes.service', scope: 'kubernetes:a', reason: 'forbidden' })]);
    const sink = assembly.end('flow').find(({ kind }) => kind === 'kubernetes.audit-sink');
    expect(sink?.joined).toMatchObject({ destination: { gap: 'forbidden' }, server: { gap: 'cut-off' } });
  });

  it('takes a region of an unknown account for no other: what it holds may be this one\'s', () => {
    const assembly = assemble(EVERYTHING);
    assembly.observe([readWhole('aws.account-retention-policy', 'aws:unknown:eu-west-1')]);
    const [group] = assembly.observe([aLiveLogGroup({ name: 'a' })]);
    expect(group?.joined).toMatchObject({ retention: { value: { soon: { gap: 'cut-off' } } } });
  });

  it('counts no sinks as unknown where they could not be listed', () => {
    const assembly = assemble(EVERYTHING);
    assembly.observe([aLiveCluster({ scope: 'kubernetes:a' }), aGap({ kind: 'kubernetes.audit-sink', scope: 'kubernetes:a', reason: 'forbidden' })]);
    expect(assembly.end('flow')).toMatchObject([{ kind: 'kubernetes.cluster', joined: { sinks: { gap: 'forbidden' } } }]);
  });
});
