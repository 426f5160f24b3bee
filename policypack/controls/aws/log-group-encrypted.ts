import { control, fail, noParams, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import { hasKey } from '../../kinds/aws/log-group/key.js';
import logGroup from '../../kinds/aws/log-group/kind.js';

export default control({
  id: 'log-group-encrypted',
  title: 'Log groups are encrypted with a customer-managed KMS key',
  subject: logGroup,
  severity: 'medium',
  level: 'advisory',
  rationale: 'A key of your own decides who can read the audit trail, and leaves a trace of each use.',
  remediation: 'Set kmsKeyId to a customer-managed key whose policy lets the CloudWatch Logs service of the region use it.',
  references: { 'nist-800-53-r5': ['SC-28'], 'pci-dss-4': ['10.3.2'] },
  params: noParams,
  check(group) {
    return need(hasKey(group)) ? pass('encrypted with a KMS key') : fail("no KMS key of the customer's, one is required");
  },
});
