import * as z from 'zod';
import { control, fail, notApplicable, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import bedrockInvocationLogging from '../../kinds/aws/bedrock-invocation-logging/kind.js';

export default control({
  id: 'bedrock-invocation-logging-enabled',
  title: 'Amazon Bedrock logs the invocations of models',
  subject: bedrockInvocationLogging,
  severity: 'high',
  // Whether anybody calls models in a region, its logging does not tell: who knows makes it mandatory, for the regions in use.
  level: 'advisory',
  rationale:
    'Without invocation logging, nothing records what a model was asked and what it answered. It is off in every region until somebody turns it on, also where models are called.',
  remediation:
    'Turn on model invocation logging in the region, to a log group or bucket that keeps it; or name the regions whose models are used in `regions`. Make the control mandatory once that is said.',
  references: {
    'eu-ai-act': ['12(1)', '26(6)'],
    'nist-800-53-r5': ['AU-2', 'AU-3', 'AU-12'],
    'nist-ai-rmf': ['MEASURE 2.4'],
    'iso-27001': ['A.8.15'],
    'iso-42001': ['A.6.2.8'],
  },
  params: z.strictObject({
    regions: z.array(z.string().min(1)).default([]).describe('Regions whose models are used; none means every region that is scanned and offers Bedrock'),
  }),
  check(logging, { regions }, { joined }) {
    const region = regions.length > 0 ? need(joined.region) : undefined;
    // A program that configures it in a region of its provider's means to use it.
    if (region !== undefined && !regions.includes(region)) return notApplicable(`${region} is not among the regions whose models are used`);
    return need(logging.enabled) ? pass('invocation logging is on') : fail('invocation logging is off, it is required');
  },
});
