import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { startKubeApiserver, type KubeApiserver, type KubernetesObject } from '../rig/kube-apiserver.js';
import { KubernetesClient } from '../rig/kubernetes/client.js';
import { CHART, FEATURES, KUBERNETES, manifests, rendered, rightsOf, shipped } from './rendered.js';

/** What is read without a word. */
const BASE = ['rbac.yaml', 'rbac-api-server.yaml'];
const EVERYTHING = ['rbac.yaml', ...FEATURES.map((name) => `rbac-${name}.yaml`)];

const DIGEST = `sha256:${'a'.repeat(64)}`;

interface PodTemplate {
  readonly metadata: object;
  readonly spec: { readonly containers: readonly { readonly args: readonly string[]; readonly image: string }[] };
}

const podOf = (objects: readonly KubernetesObject[]): PodTemplate => {
  const job = objects.find(({ kind }) => kind === 'CronJob') as unknown as { spec: { jobTemplate: { spec: { template: PodTemplate } } } };
  return job.spec.jobTemplate.spec.template;
};
const argsOf = (objects: readonly KubernetesObject[]): readonly string[] => podOf(objects).spec.containers[0]?.args ?? [];

/** A copy of deploy/kubernetes with an overlay of a user's beside it. */
let folder: string;
const overlay = (name: string, kustomization: object): string => {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'kustomization.yaml'), stringify({ resources: ['../kubernetes'], ...kustomization }));
  return join(folder, name);
};
const everything = (): string => overlay('everything', { components: FEATURES.map((name) => `../kubernetes/components/${name}`) });

let server: KubeApiserver;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'logproof-deploy-'));
  cpSync(KUBERNETES, join(folder, 'kubernetes'), { recursive: true });
  server = await startKubeApiserver();
  await server.apply(shipped('rbac.yaml').filter(({ kind }) => kind === 'Namespace'));
  // Every OpenShift has it, and its rights stand in it.
  await server.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'openshift-kube-apiserver' } });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server?.stop();
});

/** Server-side dry run, with every unknown and duplicate field refused. */
async function refusals(objects: readonly KubernetesObject[]): Promise<string[]> {
  const client = new KubernetesClient(server.url, server.ca, server.tokens.admin);
  const answers = objects.map(async (object) => {
    const path = `${await client.pathOf(object)}?fieldManager=test&dryRun=All&fieldValidation=Strict`;
    const { status, text } = await server.request('PATCH', path, { body: object, contentType: 'application/apply-patch+yaml' });
    return status < 300 ? [] : [`${object.kind} ${object.metadata.name}: ${status} ${text}`];
  });
  return (await Promise.all(answers)).flat();
}

describe('deploy/kubernetes, built by Kustomize', () => {
  it('is what the real API server takes, alone and with every component', async () => {
    const [alone, all] = [await rendered('kustomize', KUBERNETES), await rendered('kustomize', everything())];

    expect([...new Set(alone.map(({ kind }) => kind))].sort()).toEqual(['ClusterRole', 'ClusterRoleBinding', 'ConfigMap', 'CronJob', 'Namespace', 'Role', 'RoleBinding', 'ServiceAccount']);
    expect(await refusals(alone)).toEqual([]);
    expect(await refusals(all)).toEqual([]);
  });

  it('grants what the files for kubectl grant, and nothing else', async () => {
    expect(rightsOf(await rendered('kustomize', KUBERNETES))).toEqual(rightsOf(shipped(...BASE)));
    expect(rightsOf(await rendered('kustomize', everything()))).toEqual(rightsOf(shipped(...EVERYTHING)));
  });

  it('leaves the ids of user and groups to OpenShift, which refuses ours', async () => {
    const openShift = overlay('openshift', { components: ['../kubernetes/components/api-server', '../kubernetes/components/openshift'] });
    const expected = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };

    expect(podOf(await rendered('kustomize', openShift)).spec).toHaveProperty('securityContext', expected);
    expect(podOf(await rendered('helm', CHART, { features: ['api-server', 'openshift'] })).spec).toHaveProperty('securityContext', expected);
  });

  it('takes an image and a configuration of the user', async () => {
    const mine = overlay('mine', {
      images: [{ name: 'logproof', newName: 'registry.test/logproof', newTag: '1' }],
      configMapGenerator: [{ name: 'logproof', namespace: 'logproof', behavior: 'replace', files: ['logproof.yaml'] }],
    });
    writeFileSync(join(mine, 'logproof.yaml'), 'sources: { aws: { regions: [eu-west-1] } }\n');

    const objects = await rendered('kustomize', mine);

    expect(podOf(objects).spec.containers[0]?.image).toBe('registry.test/logproof:1');
    expect(objects.find(({ kind }) => kind === 'ConfigMap')).toMatchObject({ data: { 'logproof.yaml': 'sources: { aws: { regions: [eu-west-1] } }\n' } });
  });
});

describe('the dry run', () => {
  it('would refuse a field that is none', async () => {
    const [job] = shipped('cronjob.yaml').map((object) => ({ ...object, spec: { ...(object['spec'] as object), retries: 3 } }));
    expect((await refusals([job as KubernetesObject])).join()).toContain('retries');
  });
});

describe('the Helm chart', () => {
  it('satisfies helm lint, with every feature too', async () => {
    expect(await manifests('lint', CHART)).toMatchObject({ code: 0, stdout: '' });
    expect(await manifests('lint', CHART, { features: FEATURES })).toMatchObject({ code: 0, stdout: '' });
  });

  it('is what the real API server takes, alone and with everything set', async () => {
    const set = {
      features: FEATURES,
      extraArgs: ['--fail-on', 'high'],
      image: { repository: 'registry.test/logproof', tag: '1', pullPolicy: 'Always' },
      imagePullSecrets: [{ name: 'registry' }],
      suspend: true,
      serviceAccount: { name: 'auditor', annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/logproof' } },
      env: [{ name: 'AWS_REGION', value: 'eu-west-1' }],
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      tolerations: [{ key: 'dedicated', operator: 'Exists' }],
      configuration: { sources: { kubernetes: {}, aws: { regions: ['eu-west-1'] } } },
    };
    expect(await refusals(await rendered('helm', CHART))).toEqual([]);
    expect(await refusals(await rendered('helm', CHART, set))).toEqual([]);
  });

  it('grants what the files for kubectl grant, and nothing else', async () => {
    expect(rightsOf(await rendered('helm', CHART))).toEqual(rightsOf(shipped(...BASE)));
    expect(rightsOf(await rendered('helm', CHART, { configuration: { sources: { kubernetes: { apiServer: false } } } }))).toEqual(rightsOf(shipped('rbac.yaml')));
    expect(rightsOf(await rendered('helm', CHART, { configuration: { sources: { aws: { regions: ['eu-west-1'] } } } }))).toEqual(rightsOf(shipped(...BASE)));
    expect(rightsOf(await rendered('helm', CHART, { features: FEATURES }))).toEqual(rightsOf(shipped(...EVERYTHING)));
    expect(rightsOf(await rendered('helm', CHART, { features: FEATURES, rbac: { create: false } }))).toEqual([]);
  });

  it('runs the same pod with the same arguments as Kustomize does', async () => {
    const [chart, base] = [await rendered('helm', CHART, { features: FEATURES }), await rendered('kustomize', everything())];

    expect(podOf(chart).spec).toEqual({ ...podOf(base).spec, containers: [{ ...podOf(base).spec.containers[0], args: expect.anything() as unknown }] });
    expect([...argsOf(chart)].sort()).toEqual([...argsOf(base)].sort());
  });

  it.each([
    ['a feature that is none', { features: ['api-servers'] }, /features: expected one of .*api-server.*, found "api-servers"/],
    ['a key that is none', { images: {} }, /images/],
    ['a digest that is none', { image: { repository: 'logproof', digest: 'latest' } }, /digest/],
    ['a file that would hide the configuration', { files: { 'logproof.yaml': '' } }, /files: logproof\.yaml is what configuration makes/],
    ['a file in a folder', { files: { 'a/b': '' } }, /files/],
    ['a time limit that is none', { activeDeadlineSeconds: 'never' }, /activeDeadlineSeconds/],
  ])('refuses %s', async (_, values, message) => {
    const { code, stderr } = await manifests('helm', CHART, values);

    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });

  it.each([
    [{ tag: '2' }, 'registry.test/logproof:2'],
    [{ digest: DIGEST }, `registry.test/logproof@${DIGEST}`],
    [{ tag: '2', digest: DIGEST }, `registry.test/logproof:2@${DIGEST}`],
  ])('names the image by %j', async (image, named) => {
    const objects = await rendered('helm', CHART, { image: { repository: 'registry.test/logproof', ...image } });

    expect(podOf(objects).spec.containers[0]?.image).toBe(named);
  });

  it('lays files beside the configuration that names them, byte for byte', async () => {
    const files = { 'policy.yaml': 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{ level: Metadata, users: ["{{ x }}"] }]\n', 'waivers.yaml': '[]' };
    const objects = await rendered('helm', CHART, { files, configuration: { sources: { kubernetes: { auditPolicy: 'policy.yaml' } }, waivers: './waivers.yaml' } });
    const map = objects.find(({ kind }) => kind === 'ConfigMap') as KubernetesObject;

    expect(map['data']).toMatchObject(files);
    expect(await refusals([map])).toEqual([]);
  });

  it('takes names that YAML would read as numbers', async () => {
    expect(await refusals(await rendered('helm', CHART, { serviceAccount: { name: '123' } }))).toEqual([]);
  });

  it('says how to scan now', async () => {
    expect((await manifests('notes', CHART)).stdout).toContain('kubectl create job --namespace logproof --from=cronjob/logproof logproof-now');
  });
});

describe('the pod of the CronJob', () => {
  it('is admitted to a namespace that enforces the restricted standard, as one with a privilege more is not', async () => {
    const { spec } = podOf(shipped('cronjob.yaml'));
    const pod = (name: string, container: object): KubernetesObject => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'logproof' },
      spec: { ...spec, containers: spec.containers.map((each) => ({ ...each, ...container })) },
    });

    expect(await refusals([pod('shipped', {})])).toEqual([]);
    expect((await refusals([pod('privileged', { securityContext: { privileged: true } })])).join()).toContain('violates PodSecurity \\"restricted:latest\\"');
  });
});
