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
    ['not known in a preview', [file(UNKNOWN)], /^unknown: .*before the deployment/],
    ['nowhere', [], /^unknown/],
  ])('with its policy %s', (_, files, verdict) => {
    expect(judged(aKubeadmControlPlane(GOOD_FLAGS, files))['clusters/prod policy-covers']).toMatch(verdict);
  });

  it('is unknown where a flag of the audit is not known, and only there', () => {
    const exported = (flags: Readonly<Record<string, string>>) => judged(aKubeadmControlPlane(flags, []))['clusters/prod exported'];

    expect(exported({ ...GOOD_FLAGS, 'audit-log-path': UNKNOWN })).toBe('unknown: apiServer.extraArgs.audit-log-path is not known before the deployment');
    expect(exported({ ...GOOD_FLAGS, 'oidc-issuer-url': UNKNOWN })).toMatch(/^pass/);
  });

  describe('whose flags something changes after kubeadm wrote them', () => {
    const exported = (more: object, files: readonly object[] = []) => {
      const { type, name, properties } = aKubeadmControlPlane(GOOD_FLAGS, files);
      const { spec } = properties as { spec: { kubeadmConfigSpec: object } };
      const changed = { ...spec, kubeadmConfigSpec: { ...spec.kubeadmConfigSpec, ...more } };
      return judged({ type, name, properties: { ...(properties as object), spec: changed } })['clusters/prod exported'];
    };
    const patch = (path: string) => [{ path, content: 'spec: {}' }];
    const directory = (path: string) => ({ patches: { directory: path } });

    it.each([
      ['a patch of the first node', { initConfiguration: directory('/etc/patches') }, patch('/etc/patches/kube-apiserver+json.yaml')],
      ['a patch of all other nodes', { joinConfiguration: directory('/etc/patches') }, patch('/etc/patches/kube-apiserver0.json')],
      ['a patch in a directory with a slash', { initConfiguration: directory('/etc/patches/') }, patch('/etc/patches/kube-apiserver.yaml')],
      ['a command', { postKubeadmCommands: ['sed -i /audit/d /etc/kubernetes/manifests/kube-apiserver.yaml'] }, []],
      ['commands that a preview does not know', { preKubeadmCommands: UNKNOWN }, []],
    ])('is unknown: %s', (_, more, files) => expect(exported(more, files)).toMatch(/^unknown/));

    it('is judged where the patches and commands are of something else', () => {
      expect(exported({ initConfiguration: directory('/etc/patches') }, patch('/etc/patches/etcd.yaml'))).toMatch(/^pass/);
      expect(exported({ preKubeadmCommands: ['modprobe br_netfilter'] })).toMatch(/^pass/);
    });
  });

  describe('with a volume', () => {
    const covers = (extraVolumes: unknown, path: string, more: readonly object[] = []) => {
      const { type, name, properties } = aKubeadmControlPlane(GOOD_FLAGS, [{ path, content: stringify(POLICY_WITH_A_HOLE) }, ...more]);
      const { spec } = properties as { spec: { kubeadmConfigSpec: { clusterConfiguration: { apiServer: object } } } };
      const { clusterConfiguration } = spec.kubeadmConfigSpec;
      const changed = { ...clusterConfiguration, apiServer: { ...clusterConfiguration.apiServer, extraVolumes } };
      const kubeadmConfigSpec = { ...spec.kubeadmConfigSpec, clusterConfiguration: changed };
      return judged({ type, name, properties: { ...(properties as object), spec: { ...spec, kubeadmConfigSpec } } })['clusters/prod policy-covers'];
    };
    const volume = (hostPath: unknown, mountPath = '/etc/kubernetes/audit') => [{ name: 'audit', hostPath, mountPath }];

    it('is judged by the file of the host that is mounted where the flags look', () => {
      const decoy = { path: GOOD_FLAGS['audit-policy-file'], content: stringify(GOOD_POLICY) };

      expect(covers(volume('/opt/audit/'), '/opt/audit/policy.yaml', [decoy])).toMatch(/^fail: .*rules\[0\]/);
      expect(covers(volume('/opt/p.yaml', '/etc/kubernetes/audit/policy.yaml'), '/opt/p.yaml', [decoy])).toMatch(/^fail: .*rules\[0\]/);
      expect(covers(volume('/opt/elsewhere'), '/opt/audit/policy.yaml', [decoy])).toMatch(/^unknown/);
    });

    it('is unknown while a preview does not know which', () => {
      expect(covers(volume(UNKNOWN), '/opt/audit/policy.yaml')).toMatch(/^unknown: .*before the deployment/);
    });
  });

  it('is unknown where a file of which a preview does not know the path may be the policy, written once more', () => {
    const found = judged(aKubeadmControlPlane(GOOD_FLAGS, [file(stringify(GOOD_POLICY)), { path: UNKNOWN, content: 'x' }]));

    expect(found['clusters/prod policy-covers']).toMatch(/^unknown: .*before the deployment/);
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

    expect(judged(unknown)['kube-system/kube-apiserver-a exported']).toMatch(/^unknown: .*before the deployment/);
  });

  it.each([["kOps' label", { 'k8s-app': 'kube-apiserver' }], ['its name', {}]])('is recognised by %s', (_, labels) => {
    const pod = aStaticPod(GOOD_FLAGS);
    const found = judged({ ...pod, properties: { ...pod.properties, metadata: { namespace: 'kube-system', name: 'kube-apiserver-a', labels } } });

    expect(found['kube-system/kube-apiserver-a exported']).toMatch(/^pass/);
  });

  it('is no other pod', () => {
    const { type, name, properties } = aStaticPod({});
    expect(judged({ type, name, properties: { ...properties, metadata: { namespace: 'kube-system', name, labels: { component: 'etcd' } } } })).toEqual({});
    expect(judged({ type, name, properties: { ...properties, metadata: { namespace: 'apps', name, labels: { component: 'kube-apiserver' } } } })).toEqual({});
  });
});
