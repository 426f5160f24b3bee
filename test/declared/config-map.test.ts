import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import type { Declared } from '../pulumi/engine.js';
import { secret, UNKNOWN } from '../pulumi/resources.js';
import { judged, judgedAlone, subjects } from './judged.js';
import { aConfigMap, aPolicyMap, clusterConfiguration, GOOD_FLAGS, GOOD_POLICY, POLICY_WITH_A_HOLE, WEBHOOK } from './resources.js';

const COVERS = 'kube-system/audit policy.yaml policy-covers';

describe('an audit policy in a ConfigMap', () => {
  it('passes where it has no hole', () => {
    expect(judged(aPolicyMap(GOOD_POLICY))).toEqual({
      [COVERS]: 'pass: no hole below Metadata',
      'kube-system/audit policy.yaml policy-as-written': 'pass: every rule is read as it is written, and reached',
      'kube-system/audit policy.yaml policy-not-verbose': 'pass: no body of a secret above Metadata',
    });
  });

  it('fails with a request that falls through it, before it is created and in the stack', () => {
    const found = judgedAlone(aPolicyMap(POLICY_WITH_A_HOLE));

    expect(found[COVERS]).toMatch(/^fail: .* secrets.*: level None \(by rules\[0\]\), Metadata with ResponseComplete required/);
    expect(judged(aPolicyMap(POLICY_WITH_A_HOLE))).toEqual(found);
  });

  it('fails with its rule and field where kube-apiserver refuses it', () => {
    const policy = { ...GOOD_POLICY, rules: [{ level: 'Metadata' }, { level: 'Loud' }] };

    expect(judged(aPolicyMap(policy))[COVERS]).toMatch(/^fail: kube-apiserver does not start with this policy: policy\.yaml: rules\[1\]\.level: Unsupported value: "Loud"/);
  });

  it.each([
    ['cut short', 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [\n', /^fail: .*policy\.yaml: line \d+: not valid YAML/],
    ['of an old version', 'apiVersion: audit.k8s.io/v1beta1\nkind: Policy\nrules: [{level: Metadata}]\n', /^unknown: the version of the servers that read this policy/],
    ['whose aliases explode', `apiVersion: audit.k8s.io/v1\nkind: Policy\na: &a [x,x,x,x,x,x,x,x,x,x]\n${[...'bcdefg'].map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdef'[index]}`).join(',')}]`).join('\n')}\n`, /^unknown: data\.policy\.yaml/],
    ['that names itself', 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: &a [*a]\n', /^(unknown|fail): /],
    ['nested to exhaust the stack', `apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: ${'['.repeat(100_000)}`, /^(unknown|fail): /],
    ['larger than a ConfigMap may be', `apiVersion: audit.k8s.io/v1\nkind: Policy\n#${'x'.repeat(1024 * 1024)}`, /^unknown: data\.policy\.yaml, larger/],
  ])('%s is no pass', (_, text, verdict) => {
    expect(judged(aConfigMap({ 'policy.yaml': text }))[COVERS]).toMatch(verdict);
  });

  it('stands anywhere among the documents of a value', () => {
    const found = judged(aConfigMap({ all: `apiVersion: v1\nkind: Namespace\n---\n${stringify(POLICY_WITH_A_HOLE)}` }));

    expect(found['kube-system/audit all (document 2) policy-covers']).toMatch(/^fail/);
  });

  it.each([
    ['nothing', {}],
    ['other texts', { 'nginx.conf': 'worker_processes 1;', 'a.yaml': 'apiVersion: v1\nkind: Pod' }],
    ['a manual that shows one', { 'README.md': '# Auditing\n\nWrite this:\n\n    apiVersion: audit.k8s.io/v1\n    kind: Policy: {\n' }],
    ['an event', { 'event.json': '{"kind":"Event","apiVersion":"audit.k8s.io/v1"}' }],
    ['a value that a preview does not know', { 'app.conf': UNKNOWN }],
  ])('is not seen in %s', (_, data) => expect(judged(aConfigMap(data, 'app'))).toEqual({}));

  it('is unknown where its name says what a preview does not know', () => {
    expect(judged(aConfigMap({ 'audit-policy.yaml': UNKNOWN }))['kube-system/audit audit-policy.yaml policy-covers']).toBe('unknown: data.audit-policy.yaml is not known before the deployment');
    expect(subjects(judged(aConfigMap(UNKNOWN, 'audit-policy')))).toEqual(['kube-system/audit-policy audit-policy']);
  });

  it('is judged where it is a secret, and not quoted', () => {
    const found = judged(aConfigMap({ 'audit-policy.yaml': secret(stringify(POLICY_WITH_A_HOLE)) }));

    expect(found['kube-system/audit audit-policy.yaml policy-covers']).toMatch(/^fail: data\.audit-policy\.yaml, a secret, does not meet/);
  });

  it('is seen in each ConfigMap of a list, and in a patch', () => {
    const { properties } = aPolicyMap(POLICY_WITH_A_HOLE);
    const all = judged({ type: 'kubernetes:core/v1:ConfigMapList', name: 'all', properties: { items: [properties, aPolicyMap(GOOD_POLICY, 'other').properties] } });

    expect([all[COVERS]?.slice(0, 4), all['kube-system/other policy.yaml policy-covers']?.slice(0, 4)]).toEqual(['fail', 'pass']);
    expect(judged({ type: 'kubernetes:core/v1:ConfigMapPatch', name: 'patch', properties })[COVERS]).toMatch(/^fail/);
  });
});

describe("kubeadm's configuration in a ConfigMap", () => {
  const server = (data: object) => judged(aConfigMap(data, 'kubeadm-config'));

  it.each(['list', 'map'] as const)('is judged by its flags, extraArgs as a %s', (form) => {
    const found = server({ ClusterConfiguration: clusterConfiguration({ ...GOOD_FLAGS, 'audit-webhook-mode': 'blocking' }, form) });

    expect(found['kube-system/kubeadm-config ClusterConfiguration exported']).toBe('pass: exported by the audit webhook');
    expect(found['kube-system/kubeadm-config ClusterConfiguration blocking-mode']).toMatch(/^fail: webhook mode blocking/);
  });

  it('fails where it gives no policy file', () => {
    expect(server({ ClusterConfiguration: clusterConfiguration({}) })['kube-system/kubeadm-config ClusterConfiguration exported']).toMatch(/^fail: no audit policy file/);
  });

  it('is joined to the policy and the webhook that the same ConfigMap holds under the names in the flags', () => {
    const found = server({
      ClusterConfiguration: clusterConfiguration(GOOD_FLAGS),
      'policy.yaml': stringify(POLICY_WITH_A_HOLE),
      'webhook.kubeconfig': WEBHOOK,
    });

    expect(subjects(found)).toEqual(['kube-system/kubeadm-config ClusterConfiguration']);
    expect(found['kube-system/kubeadm-config ClusterConfiguration policy-covers']).toMatch(/^fail: .*rules\[0\]/);
    expect(found['kube-system/kubeadm-config ClusterConfiguration webhook-tls']).toBe('pass: https to collector.corp.internal');
  });

  it('is joined to no policy of another name, which is judged for itself', () => {
    const found = server({ ClusterConfiguration: clusterConfiguration(GOOD_FLAGS), 'of-another-cluster.yaml': stringify(GOOD_POLICY) });

    expect(found['kube-system/kubeadm-config ClusterConfiguration policy-covers']).toMatch(/^unknown/);
    expect(found['kube-system/kubeadm-config of-another-cluster.yaml policy-covers']).toMatch(/^pass/);
  });

  it('is joined to no policy that stands behind another document, which the server reads in its place', () => {
    const found = server({ ClusterConfiguration: clusterConfiguration(GOOD_FLAGS), 'policy.yaml': `kind: Namespace\n---\n${stringify(GOOD_POLICY)}` });

    expect(found['kube-system/kubeadm-config ClusterConfiguration policy-covers']).toMatch(/^unknown/);
  });

  it('takes no kubeconfig for a webhook that the flags do not name', () => {
    const found = server({ ClusterConfiguration: clusterConfiguration(GOOD_FLAGS), 'admin.conf': WEBHOOK });

    expect(found['kube-system/kubeadm-config ClusterConfiguration webhook-tls']).toMatch(/^unknown/);
  });

  it.each([
    ['of which nothing is known', aConfigMap(UNKNOWN, 'app'), 'data of ConfigMap kube-system/app, which may hold the audit policy, is not known before the deployment'],
    ['whose key of that name is not known', aConfigMap({ 'policy.yaml': UNKNOWN }, 'app'), 'data.policy.yaml of ConfigMap kube-system/app, which may be the audit policy, is not known before the deployment'],
    ['that has the key in base64', { ...aConfigMap({}, 'app'), properties: { metadata: { name: 'app' }, binaryData: { 'policy.yaml': 'e30=' } } }, 'binaryData.policy.yaml of ConfigMap default/app, which may be the audit policy, is not known'],
    ['in a list that is not known', { type: 'kubernetes:core/v1:ConfigMapList', name: 'apps', properties: { items: UNKNOWN } }, 'data of ConfigMap apps, which may hold the audit policy, is not known before the deployment'],
  ])("is joined to no policy beside a ConfigMap %s: the server's may be there", (_, map, why) => {
    const flags = aConfigMap({ ClusterConfiguration: clusterConfiguration(GOOD_FLAGS) }, 'kubeadm-config');
    const found = judged(flags, aPolicyMap(GOOD_POLICY), map);

    expect(found['kube-system/kubeadm-config ClusterConfiguration policy-covers']).toBe(`unknown: ${why}`);
    expect(subjects(found)).toEqual(['kube-system/kubeadm-config ClusterConfiguration', 'kube-system/audit policy.yaml']);
  });

  it('is joined to its policy beside a ConfigMap of which another key is not known', () => {
    const flags = aConfigMap({ ClusterConfiguration: clusterConfiguration(GOOD_FLAGS) }, 'kubeadm-config');
    const found = judged(flags, aPolicyMap(GOOD_POLICY), aConfigMap({ 'app.conf': UNKNOWN }, 'app'));

    expect(found['kube-system/kubeadm-config ClusterConfiguration policy-covers']).toMatch(/^pass/);
  });

  it("is joined to the stack's policy of that name, and to none of several", () => {
    const flags = aConfigMap({ ClusterConfiguration: clusterConfiguration(GOOD_FLAGS) }, 'kubeadm-config');
    const covers = (...policies: readonly Declared[]) => judged(flags, ...policies)['kube-system/kubeadm-config ClusterConfiguration policy-covers'];

    expect(covers(aPolicyMap(POLICY_WITH_A_HOLE))).toMatch(/^fail/);
    expect(covers(aPolicyMap(GOOD_POLICY))).toMatch(/^pass/);
    expect(covers(aPolicyMap(GOOD_POLICY), aPolicyMap(GOOD_POLICY, 'other'))).toMatch(/^unknown/);
    expect(covers()).toMatch(/^unknown/);
    expect(judgedAlone(flags)['kube-system/kubeadm-config ClusterConfiguration policy-covers']).toBe('unknown: what the other resources of the stack say is not known before the deployment');
  });
});

describe("kind's configuration in a ConfigMap", () => {
  const kind = (parts: object) =>
    judged(aConfigMap({ 'kind.yaml': stringify({ apiVersion: 'kind.x-k8s.io/v1alpha4', kind: 'Cluster', ...parts }) }, 'kind'))['kube-system/kind kind.yaml exported'];
  const of = (version: string) => [{ role: 'control-plane', image: `kindest/node:${version}` }];
  const unversioned = (extraArgs: unknown) => stringify({ kind: 'ClusterConfiguration', apiServer: { extraArgs } });
  const patch = unversioned(GOOD_FLAGS);

  it('is judged by the flags of its kubeadm patches', () => {
    expect(kind({ kubeadmConfigPatches: [patch] })).toMatch(/^pass/);
    expect(kind({ nodes: [{ role: 'control-plane', kubeadmConfigPatches: [patch] }, { role: 'worker' }] })).toMatch(/^pass/);
    expect(kind({ nodes: [{ role: 'worker', kubeadmConfigPatches: [patch] }] })).toMatch(/^fail: no audit policy file/);
  });

  it('is judged by the patches for the kubeadm API that kind writes, which the version of the image tells', () => {
    const [v1beta4, v1beta3] = [clusterConfiguration(GOOD_FLAGS), clusterConfiguration(GOOD_FLAGS, 'map')];

    expect(kind({ kubeadmConfigPatches: [v1beta4], nodes: of('v1.36.1') })).toMatch(/^pass/);
    expect(kind({ kubeadmConfigPatches: [v1beta4], nodes: of('v1.34.0') })).toMatch(/^fail: no audit policy file/);
    expect(kind({ kubeadmConfigPatches: [v1beta3], nodes: of('v1.34.0') })).toMatch(/^pass/);
    expect(kind({ kubeadmConfigPatches: [v1beta4] })).toMatch(/^unknown: which kubeadm API kind writes/);
    expect(kind({ kubeadmConfigPatches: [v1beta4, v1beta3] })).toMatch(/^pass/);
  });

  it('loses a flag that a later patch takes away', () => {
    expect(kind({ kubeadmConfigPatches: [patch, unversioned({ 'audit-policy-file': null })] })).toMatch(/^fail: no audit policy file/);
  });

  it('is unknown where other patches may change the flags, or these cannot be read', () => {
    const asList = unversioned(Object.entries(GOOD_FLAGS).map(([name, value]) => ({ name, value })));

    expect(kind({ kubeadmConfigPatchesJSON6902: [{}] })).toMatch(/^unknown: kubeadmConfigPatchesJSON6902/);
    expect(kind({ kubeadmConfigPatches: ['a: ['] })).toMatch(/^unknown: kubeadmConfigPatches/);
    expect(kind({ kubeadmConfigPatches: [asList, unversioned([{ name: 'v', value: '2' }])] })).toMatch(/^unknown: kubeadmConfigPatches with more than one list/);
  });
});
