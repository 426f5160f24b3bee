import { describe, expect, it } from 'vitest';
import { CONTROLS } from '../../policypack/controls/index.js';
import { policyOf, type Policy } from '../../policypack/pulumi/policy.js';
import { settingsOf, withPack } from './in-process.js';

function policy(id: string, logproof?: string): Policy {
  const settings = settingsOf(logproof === undefined ? {} : { logproof });
  const control = CONTROLS.find((one) => one.id === id);
  const configured = settings.controls[id];
  if (!control || !configured) throw new Error(`no control ${id}`);
  return policyOf(control, configured, settings.frameworks);
}

describe('a policy', () => {
  it('is derived from its control in full', () => {
    expect(policy('log-group-retention-minimum')).toEqual({
      name: 'log-group-retention-minimum',
      displayName: 'Log groups keep audit logs for the required time',
      description: 'Logs that expire before an audit asks for them are no evidence.',
      level: 'mandatory',
      severity: 'high',
      stage: 'resource',
      framework: {
        name: 'NIST SP 800-53 Rev. 5',
        reference: 'AU-11',
        specification: 'https://doi.org/10.6028/NIST.SP.800-53r5',
      },
      tags: [
        'nist-800-53-r5:AU-11',
        'eu-ai-act:19(1)',
        'eu-ai-act:26(6)',
        'pci-dss-4:10.5.1',
        'fedramp:AU-11',
        'nis2:3.2.5',
        'hipaa:164.316(b)(2)(i)',
      ],
      remediationSteps: expect.stringContaining('Set retentionInDays'),
      configSchema: {
        days: { type: 'integer', exclusiveMinimum: 0, default: 365, description: 'Days that events must be kept' },
        neverExpires: {
          type: 'string',
          enum: ['allow', 'deny'],
          default: 'allow',
          description: 'Whether keeping for ever counts as kept long enough',
        },
      },
    });
  });

  it('carries the values in force as defaults, and the framework that the configuration asks for first', () => {
    const derived = policy(
      'log-group-retention-minimum',
      'frameworks: [pci-dss-4]\ncontrols: { log-group-retention-minimum: { level: advisory, days: 400 } }',
    );

    expect(derived.level).toBe('advisory');
    expect(derived.framework?.reference).toBe('10.5.1');
    expect(derived.configSchema['days']).toMatchObject({ default: 400 });
  });

  it.each(CONTROLS.map(({ id }) => [id]))('%s has parameters that the engine can validate', (id) => {
    for (const schema of Object.values(policy(id).configSchema)) {
      expect(schema).not.toHaveProperty('$ref');
      expect(schema).toHaveProperty('type');
      expect(schema).toHaveProperty('description');
    }
  });

  it('is judged before creation exactly when it is about a resource', () => {
    const stack = CONTROLS.map(({ id }) => policy(id)).filter(({ stage }) => stage === 'stack');

    expect(stack.map(({ name }) => name)).toEqual([
      'ai-workload-audited',
      'api-server-audit-live',
      'api-server-audit-replicas-agree',
      'audit-delivery-proven',
      'audit-sink-present',
      'declared-resource-owned-once',
      'declared-resource-present',
      'log-group-present',
      'waiver-expired',
      'waiver-unapproved',
      'waiver-unmatched',
    ]);
  });

  it('reaches the engine whole', () =>
    withPack({}, async (engine) => {
      const sent = (await engine.info()).getPoliciesList().find((one) => one.getName() === 'audit-sink-throttle');

      expect(sent?.getConfigschema()?.getProperties()?.toJavaScript()).toMatchObject({
        qps: { default: { min: 10, max: 100 } },
        burst: { default: { min: 15, max: 200 } },
      });
      expect(sent?.getFramework()?.getReference()).toBe('AU-4, AU-5');
      expect(sent?.getRemediationSteps()).toContain('spec.webhook.throttle');
    }));
});
