import type { Declared } from './engine.js';
import { RigResource } from '../rig/pulumi/resource.js';
import { aLogGroup, aLogStream, anAuditSink, aService, aSinkSpec } from './resources.js';

/** A program that declares these resources. */
export const programOf = (resources: readonly Declared[]) => async (): Promise<void> => {
  for (const { type, name, properties } of resources) new RigResource(type, name, properties as never);
};

/** A program whose log group takes its retention from what only the cloud can tell: unknown until then. */
export const waitingFor = (days: number) => async (): Promise<void> => {
  for (const { type, name, properties } of [aLogGroup({}, 'first'), aLogStream(), anAuditSink(), aService()]) {
    const made = new RigResource(type, name, properties as never);
    if (name !== 'first') continue;
    const waiting = aLogGroup({ name: 'waiting', retentionInDays: made.output('arn').apply(() => days) }, 'waiting');
    new RigResource(waiting.type, 'waiting', waiting.properties as never);
    new RigResource('aws:cloudwatch/logStream:LogStream', 'of-waiting', { name: 'events', logGroupName: 'waiting' });
  }
};

/** The same token as `apiextensions.CustomResource` gives an AuditSink, and the resources that carry part of one, or many. */
const sinkAs = (kind: string, name: string, properties: object): Declared => ({
  type: `kubernetes:auditregistration.k8s.io/v1alpha1:${kind}`,
  name,
  properties: { apiVersion: 'auditregistration.k8s.io/v1alpha1', kind: 'AuditSink', ...properties },
});

/** One resource for each way to break a control that is judged before creation, and two that only the stack shows. */
export const EVERYTHING_WRONG: readonly Declared[] = [
  anAuditSink({ level: 'None' }, 'bad-level'),
  anAuditSink({ stages: ['RequestReceived'] }, 'bad-stages'),
  anAuditSink({ throttle: { qps: 5 } }, 'bad-throttle'),
  anAuditSink({ clientConfig: { url: 'http://collector.corp.internal' } }, 'bad-destination'),
  sinkAs('AuditSinkPatch', 'bad-patch', {
    metadata: { name: 'patched' },
    spec: { ...aSinkSpec(), policy: { level: 'None', stages: ['ResponseComplete'] } },
  }),
  aLogGroup({ name: 'short', retentionInDays: 30 }, 'bad-retention'),
  aLogGroup({ name: 'long', retentionInDays: 3653 }, 'bad-maximum'),
  aLogGroup({ name: 'open', kmsKeyId: undefined }, 'bad-encryption'),
  aLogGroup({ name: 'fragile', deletionProtectionEnabled: false }, 'bad-protection'),
  aLogGroup({ name: 'template', tags: { owner: 'CHANGEME' } }, 'bad-placeholder'),
  ...['short', 'long', 'open', 'fragile', 'template'].map((group) =>
    aLogStream({ logGroupName: group }, `stream-of-${group}`),
  ),
  aLogGroup({ name: 'silent' }, 'bad-stream'),
  anAuditSink({}, 'bad-service'),
  aService([80]),
];
