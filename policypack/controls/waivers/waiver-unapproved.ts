import { control, fail, noParams, pass } from '../../core/control.js';
import waiver from '../../kinds/logproof/waiver/kind.js';

export default control({
  id: 'waiver-unapproved',
  title: 'Waivers are approved by somebody else than their owner',
  subject: waiver,
  severity: 'medium',
  level: 'advisory',
  rationale: 'Who approves their own exception has no exception: separation of duties is the point of asking.',
  remediation: 'Have somebody else approve it, and name them as approver.',
  references: { 'nist-800-53-r5': ['AC-5'], 'iso-27001': ['A.5.3'] },
  params: noParams,
  check({ owner, approver }) {
    return owner !== approver ? pass(`approved by ${approver}`) : fail(`approved by its owner ${owner}, it waives nothing`);
  },
});
