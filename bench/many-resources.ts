/** Declares one resource: its type token, its name and its inputs. */
type Declare = (type: string, name: string, inputs: Readonly<Record<string, unknown>>) => unknown;

/** Half log groups, half of a type that no policy knows, and what presence asks for. */
export default function declareMany(declare: Declare, count: number): void {
  const good = { retentionInDays: 365, kmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/1', deletionProtectionEnabled: true };
  for (let index = 0; index < count / 2; index += 1) {
    declare('aws:sqs/queue:Queue', `queue-${index}`, { delaySeconds: 1 });
    if (index % 2 === 0) declare('aws:cloudwatch/logGroup:LogGroup', `group-${index}`, { ...good, name: `group-${index}` });
    else declare('aws:cloudwatch/logStream:LogStream', `stream-${index}`, { name: 'events', logGroupName: `group-${index - 1}` });
  }
  declare('kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink', 'sink', {
    metadata: { name: 'sink' },
    spec: { policy: { level: 'Metadata', stages: ['ResponseComplete'] }, webhook: { clientConfig: { url: 'https://collector.acme.io/audit' } } },
  });
}
