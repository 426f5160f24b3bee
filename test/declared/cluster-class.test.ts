import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import type { Declared } from '../pulumi/engine.js';
import { UNKNOWN } from '../pulumi/resources.js';
import { judged, judgedAlone } from './judged.js';
import { aKubeadmControlPlane, GOOD_FLAGS, GOOD_POLICY } from './resources.js';

const SPEC = '/spec/template/spec/kubeadmConfigSpec';
const PASSES = /^pass/;
const UNKNOWN_BY = (what: string): RegExp => new RegExp(`^unknown: .*${what}`);

const FILES = [{ path: GOOD_FLAGS['audit-policy-file'], content: stringify(GOOD_POLICY) }];

function aTemplate(flags: Readonly<Record<string, string>> = GOOD_FLAGS, name: unknown = 'control-plane'): Declared {
  const { properties } = aKubeadmControlPlane(flags, FILES, 'v1beta1');
  const { spec } = properties as { spec: { kubeadmConfigSpec: object } };
  return {
    type: 'kubernetes:controlplane.cluster.x-k8s.io/v1beta1:KubeadmControlPlaneTemplate',
    name: 'control-plane',
    properties: { metadata: { namespace: 'clusters', name }, spec: { template: { spec: { kubeadmConfigSpec: spec.kubeadmConfigSpec } } } },
  };
}

const definition = (paths: readonly unknown[], kind = 'KubeadmControlPlaneTemplate', matchResources: object = { controlPlane: true }) => ({
  selector: { apiVersion: 'controlplane.cluster.x-k8s.io/v1beta1', kind, matchResources },
  jsonPatches: paths.map((path) => ({ op: 'add', path, value: 'x' })),
});
const patch = (...definitions: readonly unknown[]) => ({ name: 'auditing', definitions });

interface Ref {
  readonly [field: string]: unknown;
}

const aClass = (patches: unknown, ref: Ref | undefined = { kind: 'KubeadmControlPlaneTemplate', name: 'control-plane' }, form: 'v1beta1' | 'v1beta2' = 'v1beta1', type = 'ClusterClass'): Declared => ({
  type: `kubernetes:cluster.x-k8s.io/${form}:${type}`,
  name: 'quick-start',
  properties: {
    metadata: { namespace: 'clusters', name: 'quick-start' },
    spec: { ...(ref && { controlPlane: { [form === 'v1beta1' ? 'ref' : 'templateRef']: ref } }), ...(patches !== undefined && { patches }) },
  },
});

const exported = (...resources: readonly Declared[]): string | undefined => judged(...resources)['clusters/control-plane exported'];
const beside = (aClassOfIt: Declared): string | undefined => exported(aTemplate(), aClassOfIt);
const FLAGS_PATCHED = [patch(definition([`${SPEC}/clusterConfiguration/apiServer/extraArgs/audit-policy-file`]))];

/** Of kubernetes-sigs/cluster-api, api/bootstrap/kubeadm, KubeadmConfigSpec. */
const FIELDS = [
  ...['extraArgs', 'extraVolumes', 'extraEnvs'].map((field) => `clusterConfiguration.apiServer.${field}`),
  ...['controllerManager', 'scheduler', 'etcd', 'dns', 'imageRepository', 'featureGates', 'certificatesDir'].map((field) => `clusterConfiguration.${field}`),
  ...['initConfiguration', 'joinConfiguration'].flatMap((node) => [`${node}.patches`, `${node}.nodeRegistration`, `${node}.skipPhases`]),
  ...['files', 'diskSetup', 'mounts', 'bootCommands', 'preKubeadmCommands', 'postKubeadmCommands', 'users', 'ntp', 'format', 'verbosity', 'ignition'],
];

function withField(tree: object, [field = '', ...deeper]: readonly string[], value: unknown): object {
  const { [field]: below = {} } = tree as Record<string, object>;
  return { ...tree, [field]: deeper.length === 0 ? value : withField(below, deeper, value) };
}

describe('a KubeadmControlPlaneTemplate', () => {
  it('is judged as it is written where the stack declares no ClusterClass', () => {
    expect(exported(aTemplate())).toMatch(PASSES);
    expect(exported(aTemplate({}))).toMatch(/^fail: no audit policy file/);
  });

  it('is unknown beside a ClusterClass that patches it, in every control, failures too', () => {
    const found = judged(aTemplate({}), aClass(FLAGS_PATCHED));

    expect(new Set(Object.values(found).map((verdict) => verdict.split(':')[0]))).toEqual(new Set(['unknown']));
    expect(found['clusters/control-plane exported']).toBe('unknown: how API servers audit that are made by the template clusters/control-plane is not what it says: patch "auditing" of ClusterClass clusters/quick-start changes it, and is not worked out');
  });

  it('is unknown alone, before the rest of the stack is shown', () => {
    expect(judgedAlone(aTemplate())['clusters/control-plane exported']).toMatch(/^unknown/);
    expect(judgedAlone(aKubeadmControlPlane(GOOD_FLAGS, FILES))['clusters/prod exported']).toMatch(PASSES);
  });

  it.each([
    ['the flags', patch(definition([`${SPEC}/clusterConfiguration/apiServer/extraArgs`]))],
    ['a volume', patch(definition([`${SPEC}/clusterConfiguration/apiServer/extraVolumes/-`]))],
    ['the whole configuration', patch(definition([`${SPEC}/clusterConfiguration`]))],
    ['a file', patch(definition([`${SPEC}/files/-`]))],
    ["kubeadm's patches", patch(definition([`${SPEC}/joinConfiguration/patches/directory`]))],
    ['a command', patch(definition([`${SPEC}/preKubeadmCommands/0`]))],
    ['all of it', patch(definition(['']))],
    ['something after what does not matter', patch(definition(['/spec/template/spec/replicas', `${SPEC}/files/0`]))],
    ['by an extension', { name: 'auditing', external: { generateExtension: 'patches.acme' } }],
    ['by an extension of v1beta2', { name: 'auditing', external: { generatePatchesExtension: 'patches.acme' } }],
  ])('is unknown where the class patches %s', (_, one) => {
    expect(beside(aClass([one]))).toMatch(UNKNOWN_BY('patch "auditing" of ClusterClass clusters/quick-start'));
    expect(beside(aClass([one], undefined, 'v1beta2', 'ClusterClassPatch'))).toMatch(/^unknown/);
  });

  it.each([
    ['another template', aClass(FLAGS_PATCHED, { kind: 'KubeadmControlPlaneTemplate', name: 'other' })],
    ['a template of another namespace', aClass(FLAGS_PATCHED, { kind: 'KubeadmControlPlaneTemplate', name: 'control-plane', namespace: 'other' })],
    ['a control plane of another kind', aClass(FLAGS_PATCHED, { kind: 'RKE2ControlPlaneTemplate', name: 'control-plane' })],
    ['nothing', aClass(undefined)],
    ['what is not read of it', aClass([patch(definition([`${SPEC}/clusterConfiguration/imageRepository`, `${SPEC}/filesystem`, '/spec/template/metadata']))])],
    ['machines of workers', aClass([patch(definition([`${SPEC}/files`], 'KubeadmConfigTemplate', { machineDeploymentClass: { names: ['w'] } }), definition([`${SPEC}/files`], 'KubeadmControlPlaneTemplate', { controlPlane: false }))])],
    ['nothing, and validates by an extension', aClass([{ name: 'checks', external: { validateExtension: 'checks.acme' } }])],
  ])('is judged as it is written where the class patches %s', (_, one) => expect(beside(one)).toMatch(PASSES));

  it.each([
    ['which template it names', aClass(FLAGS_PATCHED, { kind: 'KubeadmControlPlaneTemplate', name: UNKNOWN })],
    ['the kind of its control plane', aClass(FLAGS_PATCHED, { kind: UNKNOWN, name: 'control-plane' })],
    ['its patches', aClass(UNKNOWN)],
    ['a path that it patches', aClass([patch(definition([UNKNOWN]))])],
    ['what it selects', aClass([patch({ ...definition([`${SPEC}/files`]), selector: UNKNOWN })])],
  ])('is unknown while a preview does not know %s', (_, one) => expect(beside(one)).toMatch(UNKNOWN_BY('not known: .*')));

  it.each(FIELDS)('rests on %s of its kubeadmConfigSpec as far as a patch of that matters', (field) => {
    const { type, name, properties } = aTemplate();
    const { spec, ...more } = properties as { spec: { template: { spec: { kubeadmConfigSpec: object } } } };
    const changed = withField(spec.template.spec.kubeadmConfigSpec, field.split('.'), UNKNOWN);
    const verdicts = judged({ type, name, properties: { ...more, spec: { template: { spec: { kubeadmConfigSpec: changed } } } } });
    const rests = JSON.stringify(verdicts) !== JSON.stringify(judged(aTemplate()));

    expect([field, /^unknown/.test(beside(aClass([patch(definition([`${SPEC}/${field.replaceAll('.', '/')}`]))])) ?? '')]).toEqual([field, rests]);
  });

  it('is found by a class of v1beta2, by the namespace of the class, and by either order', () => {
    const one = aClass(FLAGS_PATCHED, { kind: 'KubeadmControlPlaneTemplate', apiVersion: 'controlplane.cluster.x-k8s.io/v1beta2', name: 'control-plane' }, 'v1beta2');

    expect(beside(one)).toMatch(UNKNOWN_BY('patch "auditing"'));
    expect(exported(one, aTemplate())).toMatch(UNKNOWN_BY('patch "auditing"'));
    expect(exported(aTemplate(GOOD_FLAGS, UNKNOWN), one)).toBeUndefined();
    expect(Object.values(judged(aTemplate(GOOD_FLAGS, UNKNOWN), one)).filter((verdict) => verdict.startsWith('pass'))).toEqual([]);
  });

  it('is unknown beside a Helm release that does not say what it holds: a class may be in it', () => {
    const release = { type: 'kubernetes:helm.sh/v3:Release', name: 'classes', properties: { chart: 'classes', resourceNames: UNKNOWN } };

    expect(beside(release)).toMatch(/^unknown/);
    expect(exported(aTemplate(), { ...release, properties: { chart: 'web', namespace: 'clusters', resourceNames: { 'ClusterClass.cluster.x-k8s.io/v1beta1': ['clusters/quick-start'] } } })).toMatch(/^unknown/);
    expect(exported(aTemplate(), { ...release, properties: { chart: 'web', namespace: 'clusters', resourceNames: { 'Service/v1': ['clusters/web'] } } })).toMatch(PASSES);
  });
});
