import type { Declared } from './engine.js';

/** What stands for a value that a preview does not know. */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** A value marked as a secret. */
export const secret = (value: unknown) => ({
  '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
  value,
});

/** A log group that every control passes; a stream has to stand beside it. */
export const aLogGroup = (properties: object = {}, name = 'logs'): Declared => ({
  type: 'aws:cloudwatch/logGroup:LogGroup',
  name,
  properties: {
    name: 'ai-audit',
    retentionInDays: 365,
    kmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/1',
    deletionProtectionEnabled: true,
    ...properties,
  },
});

export const aLogStream = (properties: object = {}, name = 'stream'): Declared => ({
  type: 'aws:cloudwatch/logStream:LogStream',
  name,
  properties: { name: 'events', logGroupName: 'ai-audit', ...properties },
});

interface SinkParts {
  readonly level?: unknown;
  readonly stages?: unknown;
  readonly throttle?: unknown;
  readonly clientConfig?: unknown;
}

/** The `spec` of an AuditSink that every control passes. */
export const aSinkSpec = ({
  level = 'Metadata',
  stages = ['ResponseComplete'],
  throttle = { qps: 10, burst: 15 },
  clientConfig = COLLECTOR,
}: SinkParts = {}) => ({
  policy: { level, stages },
  webhook: { throttle, clientConfig },
});

const COLLECTOR = { service: { namespace: 'kube-system', name: 'log-collector-svc', port: 443 } };

/** An AuditSink that every control passes, but for the parts given. */
export const anAuditSink = (parts: SinkParts = {}, name = 'sink'): Declared => ({
  type: 'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink',
  name,
  properties: {
    apiVersion: 'auditregistration.k8s.io/v1alpha1',
    kind: 'AuditSink',
    metadata: { name: 'ai-system-audit-sink' },
    spec: aSinkSpec(parts),
  },
});

export const aService = (ports: readonly number[] = [443], name = 'collector'): Declared => ({
  type: 'kubernetes:core/v1:Service',
  name,
  properties: {
    metadata: { namespace: 'kube-system', name: 'log-collector-svc' },
    spec: { ports: ports.map((port) => ({ port })) },
  },
});

/** A stack that every control passes. */
export const aSoundStack = (): Declared[] => [aLogGroup(), aLogStream(), anAuditSink(), aService()];
