import { z } from 'zod';
import { control, fail, notApplicable, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import stack from '../../kinds/pulumi/stack/kind.js';
import account from '../../kinds/aws/account/kind.js';

export default control({
  id: 'log-group-present',
  title: 'A log group exists to hold the audit logs',
  subject: [stack, account],
  needs: ['aws.log-group'],
  severity: 'critical',
  rationale: 'Without a log group there is nowhere for the audit trail to be kept.',
  remediation: 'Declare an aws.cloudwatch.LogGroup for the audit logs, or widen scope.logGroups if it exists under another name.',
  references: { 'nist-800-53-r5': ['AU-2', 'AU-12'], 'eu-ai-act': ['12(1)', '19(1)'], 'iso-27001': ['A.8.15'], 'iso-42001': ['A.6.2.8'] },
  params: z.strictObject({
    requireIn: z.enum(['all', 'aws']).default('all').describe('Stacks that need one: all, or only those with AWS resources'),
  }),
  check(place, { requireIn }, { joined }) {
    if ('providers' in place && requireIn === 'aws' && !place.providers.some((name) => name === 'aws' || name === 'aws-native')) {
      return notApplicable('the stack has no AWS resources');
    }
    const count = need(joined.logGroups);
    if (count > 0) return pass(`${count} in scope`);
    const where = 'regions' in place ? `in ${place.regions.join(', ')}` : 'in the stack';
    return fail(`no log group in scope ${where}, at least one is required`);
  },
});
