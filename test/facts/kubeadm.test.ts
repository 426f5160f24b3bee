import { describe, expect, it } from 'vitest';
import { kubeadmFlags } from '../../policypack/kinds/kubernetes/installers/kubeadm.js';

const flags = (extraArgs: unknown) => kubeadmFlags({ apiServer: { extraArgs } });

describe("the audit flags in kubeadm's extraArgs", () => {
  it('have the names of the command line, where _ is -', () => {
    expect(flags({ audit_log_path: '/a' })).toEqual({ value: { 'audit-log-path': '/a' } });
    expect(flags([{ name: 'audit_log_path', value: '/a' }])).toEqual({ value: { 'audit-log-path': '/a' } });
  });

  it.each([
    ['null in a mapping', { 'audit-policy-file': null }],
    ['null in a list', [{ name: 'audit-policy-file', value: null }]],
    ['no value in a list', [{ name: 'audit-policy-file' }]],
    ['an empty text', { 'audit-policy-file': '' }],
  ])('are set to nothing by %s', (_, extraArgs) => expect(flags(extraArgs)).toEqual({ value: { 'audit-policy-file': '' } }));

  it.each([
    ['in a list', [{ name: 'audit-webhook-mode', value: 'blocking' }, { name: 'audit-webhook-mode', value: 'batch' }]],
    ['in another spelling', { 'audit-webhook-mode': 'batch', audit_webhook_mode: 'blocking' }],
  ])('are not known where one is given twice %s: which one wins depends on the release', (_, extraArgs) => {
    expect(flags(extraArgs)).toEqual({ gap: 'unsupported', via: 'apiServer.extraArgs.audit-webhook-mode, given twice with unlike values,' });
  });

  it('may be given twice alike', () => {
    expect(flags([{ name: 'audit-log-path', value: '/a' }, { name: 'audit-log-path', value: '/a' }])).toEqual({ value: { 'audit-log-path': '/a' } });
  });
});
