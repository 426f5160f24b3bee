import { control, fail, noParams, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import logGroup from '../../kinds/aws/log-group/kind.js';

export default control({
  id: 'log-stream-present',
  title: 'Log groups have a log stream',
  subject: logGroup,
  needs: ['aws.log-stream'],
  severity: 'medium',
  rationale: 'A log group without a stream has never received an event: it looks like logging and holds nothing.',
  remediation: 'Create a log stream in the group, or have the collector create its own, and check that it writes.',
  references: { 'nist-800-53-r5': ['AU-2', 'AU-12'], 'eu-ai-act': ['12(1)'] },
  params: noParams,
  check(_group, _params, { joined }) {
    return need(joined.hasStream) ? pass('has a log stream') : fail('no log stream in it, at least one is required');
  },
});
