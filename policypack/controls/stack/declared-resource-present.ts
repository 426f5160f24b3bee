import { control, fail, noParams, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import resource from '../../kinds/pulumi/resource/kind.js';

export default control({
  id: 'declared-resource-present',
  title: 'What the stack declares exists',
  subject: resource,
  severity: 'high',
  rationale: 'An audit sink or log group that was deleted behind the program leaves a state that still says it is there.',
  remediation: 'Run pulumi refresh to see the loss, pulumi up to create it again, and find out who deleted it.',
  references: { 'nist-800-53-r5': ['AU-9', 'AU-12'], 'iso-27001': ['A.5.33', 'A.8.15'], 'pci-dss-4': ['10.3.2'] },
  params: noParams,
  check(resource) {
    return need(resource.live) ? pass('exists') : fail('declared but not in the live system, it is required');
  },
});
