import { describe, expect, it } from 'vitest';
import { gap, known } from '../../policypack/core/known.js';
import { unmountedFile, unmountedLog } from '../../policypack/kinds/kubernetes/api-server/mounts.js';

const FLAGS = { 'audit-policy-file': '/etc/kubernetes/audit/policy.yaml', 'audit-log-path': '/var/log/kubernetes/audit.log' };

describe('what the pod of a kube-apiserver does not mount', () => {
  it.each([
    ['nothing that holds it', ['/etc/ssl/certs', '/etc/kubernetes/pki'], true],
    ['a folder whose name only begins so', ['/etc/kubernetes/aud'], true],
    ['its folder', ['/etc/kubernetes/audit'], false],
    ['a folder above', ['/etc/kubernetes/'], false],
    ['the file itself', ['/etc/kubernetes//audit/policy.yaml'], false],
    ['all there is', ['/'], false],
  ])('with %s, is a policy that keeps it from starting: %s', (_, mounts, lacks) => {
    expect(unmountedFile(FLAGS, { mounts: known(mounts) })).toEqual(known(lacks ? expect.stringContaining('--audit-policy-file="/etc/kubernetes/audit/policy.yaml", which its pod does not mount') : undefined));
  });

  it('is nothing where it runs, where no pod is seen, and where the pod names no mounts', () => {
    expect(unmountedFile(FLAGS, { mounts: known([]), running: true })).toEqual(known(undefined));
    expect(unmountedFile(FLAGS, {})).toEqual(known(undefined));
    expect(unmountedFile(FLAGS, { mounts: known(undefined) })).toEqual(known(undefined));
  });

  it('is a log that is lost with its container, running or not', () => {
    const mounts = known(['/etc/kubernetes']);
    expect(unmountedLog(FLAGS, { mounts, running: true })).toEqual(known('/var/log/kubernetes/audit.log'));
    expect(unmountedLog({ ...FLAGS, 'audit-log-path': '-' }, { mounts })).toEqual(known(undefined));
    expect(unmountedLog(FLAGS, { mounts: known(['/var/log/kubernetes/']) })).toEqual(known(undefined));
  });

  it('is not known before the mounts are', () => {
    const mounts = gap('preview', 'spec.containers');
    expect([unmountedFile(FLAGS, { mounts }), unmountedLog(FLAGS, { mounts })]).toEqual([mounts, mounts]);
    expect([unmountedFile({}, { mounts }), unmountedLog({}, { mounts })]).toEqual([known(undefined), known(undefined)]);
  });
});
