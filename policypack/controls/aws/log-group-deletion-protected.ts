import { control, fail, noParams, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import logGroup from '../../kinds/aws/log-group/kind.js';

export default control({
  id: 'log-group-deletion-protected',
  title: 'Log groups are protected against deletion',
  subject: logGroup,
  severity: 'medium',
  level: 'advisory',
  rationale: 'One DeleteLogGroup call destroys the whole trail.',
  remediation: 'Set deletionProtectionEnabled to true, and keep logs:PutLogGroupDeletionProtection from those who are audited.',
  references: { 'nist-800-53-r5': ['AU-9', 'AU-11'], 'pci-dss-4': ['10.3.4'], 'iso-27001': ['A.5.33'] },
  params: noParams,
  check(group) {
    return need(group.deletionProtected) ? pass('deletion protection is on') : fail('deletion protection is off, it is required');
  },
});
