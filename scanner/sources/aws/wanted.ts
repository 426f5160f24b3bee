import type { Settings } from '../../../policypack/core/settings.js';

/** The kinds of AWS that the controls have a use for. */
export const wantedOfAws = ({ controls }: Pick<Settings, 'controls'>): ReadonlySet<string> =>
  new Set(['aws.account', 'aws.log-group', ...(controls['log-stream-present']?.level === 'disabled' ? [] : ['aws.log-stream'])]);
