import { control, fail, noParams, notApplicable, pass } from '../../core/control.js';
import { isKnown, need } from '../../core/known.js';
import logGroup from '../../kinds/aws/log-group/kind.js';

/** States in which a key decrypts. Source: AWS KMS Developer Guide, Key states of AWS KMS keys. */
const USABLE: readonly string[] = ['Enabled', 'Updating'];

export default control({
  id: 'log-group-key-usable',
  title: 'The KMS key of a log group can be used',
  subject: logGroup,
  needs: ['aws.kms-key'],
  severity: 'high',
  rationale: 'Without its key nobody can read a log group, nor can anything be added to it; after the deletion of the key, never again.',
  remediation: 'Cancel the deletion of the key (kms:CancelKeyDeletion) and enable it (kms:EnableKey). For what comes from now on, another key can be associated; what was written stays under the old one.',
  references: { 'nist-800-53-r5': ['SC-12', 'SC-28', 'AU-9', 'AU-11'], 'pci-dss-4': ['10.3.2'] },
  params: noParams,
  check(_group, _params, { joined }) {
    const key = need(joined.key);
    if (key === undefined) return notApplicable('no KMS key of its own');
    if (key === 'undeclared') return notApplicable('the stack does not declare its KMS key');
    const state = need(key.state);
    if (state === 'absent') return fail('its KMS key is not there, one that is enabled is required', { keyState: state });
    if (USABLE.includes(state)) return pass(`its KMS key is ${state}`);
    const from = isKnown(key.deletionDate) && key.deletionDate.value ? `, gone on ${key.deletionDate.value}` : '';
    return fail(`its KMS key is ${state}${from}, Enabled is required`, { keyState: state });
  },
});
