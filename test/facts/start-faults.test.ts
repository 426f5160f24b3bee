import { describe, expect, it } from 'vitest';
import { CONTROLS } from '../../policypack/controls/index.js';
import { subjectKinds } from '../../policypack/core/control.js';
import { gap, known } from '../../policypack/core/known.js';
import type { AuditFlags } from '../../policypack/kinds/kubernetes/auditing/flags.js';
import { startFault } from '../../policypack/kinds/kubernetes/auditing/start-faults.js';

const version = (minor: number) => known({ major: 1, minor, gitVersion: `v1.${minor}.0` });
const LOG = { 'audit-policy-file': '/p', 'audit-log-path': '/l' };
const WEBHOOK = { 'audit-policy-file': '/p', 'audit-webhook-config-file': '/w' };

describe('a kube-apiserver does not start with', () => {
  it.each<[string, AuditFlags, RegExp]>([
    ['a number that is empty', { 'audit-log-maxage': '' }, /^--audit-log-maxage="", a whole number required$/],
    ['a number that is none', { 'audit-log-maxbackup': 'ten' }, /a whole number required$/],
    ['a fraction where a whole number stands', { 'audit-log-maxsize': '1.5' }, /a whole number required$/],
    ['an octal number that is none', { 'audit-log-maxage': '090' }, /octal where it begins with 0, required$/],
    ['a number that is too large', { 'audit-webhook-batch-buffer-size': '99999999999999999999' }, /a whole number required$/],
    ['a rate that is none', { 'audit-webhook-batch-throttle-qps': '10/s' }, /a number required$/],
    ['a truth value that is none', { 'audit-webhook-batch-throttle-enable': 'yes' }, /true or false required$/],
    ['a duration without its unit', { 'audit-webhook-batch-max-wait': '30' }, /a duration such as 30s required$/],
    ['a mode that there is not', { ...WEBHOOK, 'audit-webhook-mode': 'Batch' }, /^--audit-webhook-mode="Batch", batch, blocking, blocking-strict are all there are$/],
    ['a mode that is empty', { ...LOG, 'audit-log-mode': '' }, /^--audit-log-mode=""/],
    ['a format that there is not', { ...LOG, 'audit-log-format': 'text' }, /legacy or json required$/],
    ['a log that is kept for less than no time', { ...LOG, 'audit-log-maxage': '-1' }, /0 or more required$/],
    ['a buffer of nothing', { ...WEBHOOK, 'audit-webhook-batch-buffer-size': '0' }, /a number above 0 required$/],
    ['a throttle of nothing', { ...WEBHOOK, 'audit-webhook-batch-throttle-qps': '0' }, /a number above 0 required$/],
    ['events larger than a batch', { ...WEBHOOK, 'audit-webhook-truncate-max-event-size': '20000000' }, /^--audit-webhook-truncate-max-batch-size/],
    ['a version of events that there is not', { ...LOG, 'audit-log-version': 'v1' }, /^--audit-log-version="v1", audit.k8s.io\/v1 required$/],
    ['a flag that its version removed', { ...WEBHOOK, 'audit-dynamic-configuration': 'true' }, /^--audit-dynamic-configuration, which Kubernetes 1.19 removed \(this is 1.36\)/],
    ['the same flag, switched off', { 'audit-dynamic-configuration': 'false' }, /removed/],
    ['a version of events that its version removed', { ...LOG, 'audit-log-version': 'audit.k8s.io/v1beta1' }, /1.24 removed/],
  ])('%s', (_, flags, fault) => expect(startFault(flags, version(36))).toEqual({ value: expect.stringMatching(fault) }));

  it.each<[string, AuditFlags, number]>([
    ['nothing set', {}, 36],
    ['odd ways to write a value', { ...LOG, 'audit-log-maxage': '0x1e', 'audit-log-maxsize': '1_00', 'audit-log-compress': 'T', 'audit-log-batch-max-wait': '.5s' }, 36],
    ['a mode of a backend that is not used', { ...LOG, 'audit-webhook-mode': 'Batch' }, 36],
    ['a throttle of nothing that is switched off', { ...WEBHOOK, 'audit-webhook-batch-throttle-enable': 'f', 'audit-webhook-batch-throttle-qps': '0' }, 36],
    ['a batch of nothing in another mode', { ...WEBHOOK, 'audit-webhook-mode': 'blocking', 'audit-webhook-batch-max-size': '0' }, 36],
    ['a flag that its version knows', { ...WEBHOOK, 'audit-dynamic-configuration': 'true' }, 18],
    ['a version of events that its version knows', { ...LOG, 'audit-log-version': 'audit.k8s.io/v1beta1' }, 23],
  ])('but does with %s', (_, flags, minor) => expect(startFault(flags, version(minor))).toEqual(known(undefined)));

  it('what only its version could tell: that is not known before it is', () => {
    const unread = gap('preview', 'the version');
    expect(startFault({ 'audit-dynamic-configuration': 'true' }, unread)).toEqual(unread);
    expect(startFault({ 'audit-log-maxage': 'x' }, unread)).toMatchObject({ value: expect.any(String) });
    expect(startFault(LOG, unread)).toEqual(known(undefined));
  });
});

describe('flags that no server starts with', () => {
  const server = (flags: AuditFlags) => ({ flags: known(flags), flagsFrom: known('pod a'), managed: known(undefined), otherExport: known(undefined), version: version(36) });
  const joined = { version: version(36), policy: known({ rules: [{ level: 'Metadata' }], omitStages: [] }), policyFrom: known(undefined), webhook: known({ server: 'https://c.internal/', unverified: false }) };
  // Whether the policy as it is written says what its author meant does not rest on the flags.
  const asWritten = ['api-server-audit-policy-as-written', 'api-server-audit-policy-not-verbose'];
  const resting = CONTROLS.filter((control) => subjectKinds(control).includes('kubernetes.api-server') && !asWritten.includes(control.id));

  it.each(resting.map((control) => [control.id, control] as const))('fail %s', (_, control) => {
    const flags = { ...LOG, ...WEBHOOK, 'audit-dynamic-configuration': 'true' };
    const context = { today: '2026-01-01', origin: 'declared' as const, joined };

    expect(control.check(server(flags), control.params.parse({}), context)).toMatchObject({ outcome: 'fail', message: expect.stringMatching(/^kube-apiserver does not start with --audit-dynamic/) });
  });
});
