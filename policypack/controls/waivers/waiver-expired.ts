import { control, fail, noParams, pass } from '../../core/control.js';
import waiver from '../../kinds/logproof/waiver/kind.js';

export default control({
  id: 'waiver-expired',
  title: 'Waivers are within their time',
  subject: waiver,
  severity: 'medium',
  level: 'advisory',
  rationale: 'An exception that nobody renewed is no exception: it waives nothing, and what it covered fails again.',
  remediation: 'Fix what it was for and delete it, or have it approved again with a new date.',
  references: { 'iso-27001': ['A.5.36'] },
  params: noParams,
  check({ expires }, _params, { today }) {
    return expires >= today ? pass(`holds until ${expires}`) : fail(`expired on ${expires}, it waives nothing`, { expires });
  },
});
