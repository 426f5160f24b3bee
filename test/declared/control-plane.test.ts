import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { UNKNOWN } from '../pulumi/resources.js';
import { judged } from './judged.js';
import { aKubeadmControlPlane, aStaticPod, GOOD_FLAGS, GOOD_POLICY, POLICY_WITH_A_HOLE, WEBHOOK } from './resources.js';

const file = (content: unknown, more: object = {}) => ({ path: GOOD_FLAGS['audit-policy-file'], content, ...more });
const webhook = { path: GOOD_FLAGS['audit-webhook-config-file'], content: WEBHOOK };

describe('a KubeadmControlPlane', () => {
  it.each(['v1beta1', 'v1beta2'] as const)('of %s is judged by its flags and by the files that they name', (form) => {
    const found = judged(aKubeadmControlPlane(GOOD_FLAGS, [file(stringify(GOOD_POLICY)), webhook], form));

    expect([...new Set(Object.values(found).map((verdict) => verdict.split(':')[0]))].sort()).toEqual(['not-applicable', 'pass']);
  });

  it.each([
    ['with a hole', [file(stringify(POLICY_WITH_A_HOLE))], /^fail: .*rules\[0\]/],
    ['in base64', [file(Buffer.from(stringify(POLICY_WITH_A_HOLE)).toString('base64'), { encoding: 'base64' })], /^fail: .*rules\[0\]/],
    ['refused', [file('kind: Nothing')], /^fail: kube-apiserver does not start with this policy: \/etc\/kubernetes\/audit\/policy\.yaml: apiVersion/],
    ['packed', [file('H4sI', { encoding: 'gzip+base64' })], /^unknown/],
    ['from a Secret', [file(undefined, { contentFrom: { secret: { name: 'a', key: 'b' } } })], /^unknown/],
    ['not known in a preview', [file(UNKNOWN)], /^unknown: .*\(preview\)/],
    ['nowhere', [], /^unknown/],
  ])('with its policy %s', (_, files, verdict) => {
    expect(judged(aKubeadmControlPlane(GOOD_FLAGS, files))['clusters/prod policy-covers']).toMatch(verdict);
  });

  it('is unknown where a flag of the audit is not known, and only there', () => {
    const exported = (flags: Readonly<Record<string, string>>) => judged(aKubeadmControlPlane(flags, []))['clusters/prod exported'];

    expect(exported({ ...GOOD_FLAGS, 'audit-log-path': UNKNOWN })).toBe('unknown: apiServer.extraArgs.audit-log-path is not known (preview)');
    expect(exported({ ...GOOD_FLAGS, 'oidc-issuer-url': UNKNOWN })).toMatch(/^pass/);
  });

  it('fails where it configures nothing', () => expect(judged(aKubeadmControlPlane({}, []))['clusters/prod exported']).toMatch(/^fail: no audit policy file/));
});

describe('a kube-apiserver declared as a pod', () => {
  it('is judged by its command', () => {
    const found = judged(aStaticPod({ ...GOOD_FLAGS, 'audit-webhook-batch-throttle-enable': 'false' }));

    expect(found['kube-system/kube-apiserver-a exported']).toMatch(/^pass/);
    expect(found['kube-system/kube-apiserver-a throttle']).toMatch(/^fail: throttling is disabled/);
  });

  it('is unknown while a preview does not know a word of it', () => {
    const pod = aStaticPod(GOOD_FLAGS);
    const unknown = { ...pod, properties: { ...pod.properties, spec: { containers: [{ name: 'kube-apiserver', command: ['kube-apiserver', UNKNOWN] }] } } };

    expect(judged(unknown)['kube-system/kube-apiserver-a exported']).toMatch(/^unknown: .*\(preview\)/);
  });

  it('is no other pod', () => {
    const { type, name, properties } = aStaticPod({});
    expect(judged({ type, name, properties: { ...properties, metadata: { namespace: 'kube-system', name, labels: { component: 'etcd' } } } })).toEqual({});
    expect(judged({ type, name, properties: { ...properties, metadata: { namespace: 'apps', name, labels: { component: 'kube-apiserver' } } } })).toEqual({});
  });
});
