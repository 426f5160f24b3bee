import { z } from 'zod';
import { control, fail, notApplicable, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import stack from '../../kinds/pulumi/stack/kind.js';
import cluster from '../../kinds/kubernetes/cluster/kind.js';

export default control({
  id: 'audit-sink-present',
  title: 'An audit sink exists',
  subject: [stack, cluster],
  needs: ['kubernetes.audit-sink'],
  severity: 'critical',
  rationale: 'Without an audit sink, nothing asks for what happens in the cluster to be recorded elsewhere.',
  remediation: 'Declare an AuditSink (auditregistration.k8s.io/v1alpha1) that sends events to your collector, as the reference stack does.',
  references: { 'nist-800-53-r5': ['AU-2', 'AU-12'], 'eu-ai-act': ['12(1)'], 'iso-27001': ['A.8.15'], 'iso-42001': ['A.6.2.8'] },
  params: z.strictObject({
    requireIn: z.enum(['all', 'kubernetes']).default('all').describe('Stacks that need one: all, or only those with Kubernetes resources'),
  }),
  check(place, { requireIn }, { joined }) {
    if ('providers' in place && requireIn === 'kubernetes' && !place.providers.includes('kubernetes')) {
      return notApplicable('the stack has no Kubernetes resources');
    }
    const count = need(joined.sinks);
    return count > 0 ? pass(`${count} present`) : fail('no AuditSink, at least one is required');
  },
});
