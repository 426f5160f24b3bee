import { control, fail, noParams, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import waiver from '../../kinds/logproof/waiver/kind.js';

export default control({
  id: 'waiver-unmatched',
  title: 'Waivers are for a failure that exists',
  subject: waiver,
  needs: ['*'],
  severity: 'low',
  level: 'advisory',
  rationale: 'A waiver that matches nothing is a mistake in its subject, or a licence left behind for the next failure.',
  remediation: 'Delete it, or correct its control or subject (a glob on the id or name: * matches anything but /, ** anything).',
  references: { 'iso-27001': ['A.5.36'] },
  params: noParams,
  check(_waiver, _params, { joined: { matched } }) {
    const count = need(matched);
    return count > 0 ? pass(`matches ${count}`) : fail('matches no failure, at least one expected');
  },
});
