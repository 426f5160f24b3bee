import { describe, expect, it } from 'vitest';
import { apiServerPodFlags } from '../../policypack/kinds/kubernetes/api-server/pod.js';

const FLAG = '--audit-log-path=/var/log/audit.log';
const READ = { value: { 'audit-log-path': '/var/log/audit.log' } };
const UNREAD = { gap: 'unsupported', via: 'the audit flags in the command of pod a' };

const flags = (...containers: readonly object[]) => apiServerPodFlags({ spec: { containers } }, 'pod a');

describe('the audit flags of a pod', () => {
  it.each([
    ["kubeadm's", { name: 'kube-apiserver', command: ['kube-apiserver', FLAG] }],
    ["RKE2's", { name: 'kube-apiserver', command: ['kube-apiserver'], args: [FLAG] }],
    ["kOps', started by another program", { name: 'kube-apiserver', command: ['/go-runner'], args: ['--also-stdout', '/usr/local/bin/kube-apiserver', FLAG] }],
    ['an image that starts the server itself', { name: 'server', image: 'registry.example/kube-apiserver:v1.36.1', args: [FLAG] }],
  ])('are read in %s', (_, container) => expect(flags(container)).toEqual(READ));

  it.each([
    ['a script is started, which may add or drop any', { name: 'kube-apiserver', command: ['/opt/start-apiserver'], args: [FLAG] }],
    ['a shell is started', { name: 'kube-apiserver', command: ['/bin/sh', '-c', `exec kube-apiserver ${FLAG}`] }],
    ['nothing says which program is started', { name: 'kube-apiserver', image: 'registry.example/base:1', args: [FLAG] }],
    ['the image decides all', { name: 'kube-apiserver', image: 'registry.example/kube-apiserver:v1' }],
  ])('are not known where %s', (_, container) => expect(flags(container)).toEqual(UNREAD));

  it('are those of the server, not of what runs beside it', () => {
    const beside = { name: 'konnectivity-server', command: ['/proxy-server', '--audit-log-path=/elsewhere'] };

    expect(flags(beside, { name: 'apiserver', command: ['kube-apiserver', FLAG] })).toEqual(READ);
    expect(flags({ name: 'kube-apiserver', command: ['kube-apiserver', FLAG] }, beside)).toEqual(READ);
    expect(flags(beside)).toEqual(UNREAD);
  });

  it('are not known of a pod without containers', () => expect(flags()).toEqual(UNREAD));
});
