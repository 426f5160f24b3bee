import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readShown } from '../../policypack/pulumi/resource.js';
import { Session } from '../../policypack/pulumi/session.js';
import { urn } from './engine.js';
import { settingsOf, withPack } from './in-process.js';
import { aLogGroup, secret, UNKNOWN } from './resources.js';

const TYPES = [
  'aws:cloudwatch/logGroup:LogGroup',
  'aws-native:logs:LogGroup',
  'aws:cloudwatch/logStream:LogStream',
  'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink',
  'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSinkPatch',
  'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSinkList',
  'kubernetes:core/v1:Service',
  'kubernetes:core/v1:ServiceList',
];

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, UNKNOWN, secret('s3cr3t-value'), secret(UNKNOWN), '', 'None', '-----BEGIN CERTIFICATE-----'),
    fc.integer(),
    fc.boolean(),
    fc.string({ maxLength: 8 }),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        'policy',
        'webhook',
        'clientConfig',
        'service',
        'url',
        'level',
        'stages',
        'throttle',
        'qps',
        'ports',
        'port',
        '__proto__',
        'toString',
        'constructor',
        'name',
      ),
      tie('any'),
    ),
  ),
})).any;

const KEYS = [
  'name',
  'arn',
  'retentionInDays',
  'kmsKeyId',
  'tags',
  'tagsAll',
  'logGroupName',
  'metadata',
  'spec',
  'items',
];
const resource = fc.record({
  type: fc.constantFrom(...TYPES),
  name: fc.constantFrom('a', 'b', 'c'),
  properties: fc.dictionary(fc.constantFrom(...KEYS), value),
});

describe('whatever a program declares', () => {
  const settings = settingsOf({ logproof: 'scope: { logGroups: { tags: { workload: ai } } }' });

  it('is judged without an exception, and without a word of its secrets', () => {
    fc.assert(
      fc.property(fc.array(resource, { maxLength: 4 }), (resources) => {
        const session = new Session({ settings, today: '2026-06-01' });
        const seen = resources.map(({ properties, ...one }) =>
          readShown({ ...one, urn: urn(one), properties: () => properties, propertyDependencies: {} }),
        );

        const notices = [...seen.flatMap((one) => session.resource(one).notices), ...session.stack(seen).notices];

        expect(notices.filter(({ message }) => message.includes('the control failed to run'))).toEqual([]);
        expect(JSON.stringify(notices)).not.toContain('s3cr3t-value');
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('is answered over the wire even where it is no resource at all', () =>
    withPack({}, async (engine) => {
      await expect(engine.analyze({ ...aLogGroup(), properties: [] })).resolves.toBeDefined();
      await expect(engine.analyzeStack([])).resolves.toMatchObject({
        violations: [],
      });
    }));
});
