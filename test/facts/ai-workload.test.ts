import { describe, expect, it } from 'vitest';
import { level, readPolicy, type AuditPolicy } from '../../policypack/audit-policy/index.js';
import { stronger } from '../../policypack/kinds/kubernetes/ai-workload/facts.js';
import { workloadHoles } from '../../policypack/kinds/kubernetes/ai-workload/coverage.js';
import { knownImage } from '../../policypack/kinds/kubernetes/ai-workload/images.js';
import { sensitiveScope } from '../../policypack/kinds/kubernetes/auditing/sensitive-scope.js';
import { AI_KINDS, isAiKind } from '../../policypack/kinds/kubernetes/ai-workload/kinds.js';
import { AI_LABELS, CONFIGURES, JOINING_LABELS, JUDGED_BY_PODS, POOLS } from '../../policypack/kinds/kubernetes/ai-workload/signals.js';
import { podSigns } from '../../policypack/kinds/kubernetes/ai-workload/pod.js';
import { labelSelector } from '../../policypack/kinds/kubernetes/label-selector.js';
import { podTemplates } from '../../policypack/kinds/kubernetes/ai-workload/pod-template.js';
import { podOwner } from '../../policypack/kinds/kubernetes/ai-workload/pod-owner.js';

const DIGEST = `sha256:${'0'.repeat(64)}`;

describe('a known image', () => {
  it.each([
    ['vllm/vllm-openai', 'vllm/vllm-openai'],
    ['docker.io/vllm/vllm-openai:v0.9.1', 'vllm/vllm-openai'],
    [`myregistry.example:5000/mirror/vllm/vllm-openai:v1@${DIGEST}`, 'vllm/vllm-openai'],
    [`myregistry.example:5000/vllm-openai@${DIGEST}`, 'vllm-openai'],
    ['ghcr.io/huggingface/text-generation-inference:3.0', 'huggingface/text-generation-inference'],
    ['nvcr.io/nvidia/tritonserver:24.12-py3', 'nvidia/tritonserver'],
    ['localhost:5000/tritonserver', 'tritonserver'],
    ['lmsysorg/sglang:latest', 'lmsysorg/sglang'],
    ['ollama/ollama', 'ollama/ollama'],
    ['ollama', 'ollama'],
    ['OLLAMA/Ollama:0.5', 'ollama/ollama'],
    ['rayproject/ray:2.40.0-gpu', 'rayproject/ray'],
    ['quay.io/mirrors/rayproject/ray-ml', 'rayproject/ray-ml'],
    ['nvcr.io/nim/meta/llama-3.1-8b-instruct:1.3', 'nvcr.io/nim/*'],
    ['myregistry.example:5000/nvcr.io/nim/nvidia/nv-embedqa', 'nvcr.io/nim/*'],
    ['lmcache/vllm-openai:v0.3', 'vllm-openai'],
    ['rocm/vllm:latest', 'rocm/vllm'],
    ['registry.redhat.io/rhaiis/vllm-cuda-rhel9:3.2.5', 'rhaiis/vllm-*'],
    ['ghcr.io/llm-d/llm-d-cuda:v0.6.0', 'llm-d/llm-d-*'],
    ['nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.4.0', 'ai-dynamo/vllm-runtime'],
    ['ghcr.io/huggingface/text-embeddings-inference:cpu-1.8', 'huggingface/text-embeddings-inference'],
    ['763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:0.29.0', 'djl-inference'],
    ['kserve/huggingfaceserver:v0.20.0-gpu', 'kserve/huggingfaceserver'],
    ['ghcr.io/ggml-org/llama.cpp:server-cuda', 'ggml-org/llama.cpp'],
    ['quay.io/llamastack/distribution-starter@' + DIGEST, 'llamastack/distribution-*'],
    ['acme/my-ollama', 'named ollama'],
    ['registry.corp/mirror/docker.io-vllm-vllm-openai:v0.9.0', 'vllm/vllm-openai'],
    ['registry.corp/ghcr.io_berriai_litellm:main', 'berriai/litellm'],
    ['registry.corp/flat/nvcr.io-nim-meta-llama-3.1-8b:1', 'nvcr.io/nim/*'],
    ['mirror/nim/meta/llama-3.1-8b-instruct:1.3', 'nvcr.io/nim/*'],
    ['ghcr.io/huggingface/some-new-server', 'huggingface/*'],
    ['quay.io/modh/vllm:latest', 'named vllm'],
    ['kserve/sklearnserver:v0.15.0', 'kserve/*server'],
    ['registry.corp/tools/jira-mcp:2', '*-mcp'],
    ['user:secret@registry.corp/vllm/vllm-openai:1', 'vllm/vllm-openai'],
  ])('is found in %s', (reference, known) => expect(knownImage(reference)).toBe(known));

  it.each([
    'ollama-exporter',
    'collaborator/nginx',
    'llamastack/distribution-',
    'acme/distribution-starter',
    'rhaiis/vllm-cuda/tools',
    'acme/llama.cpp-docs',
    'acme/serving',
    'prom/ollama-exporter:v1',
    'ollama/ollama-exporter',
    'acme/ollama/exporter',
    'ollama.example:443/nginx',
    'nginx:ollama',
    'acme/ray',
    'acme/xray',
    'vllm/docs',
    'registry.corp/mail/mlserver',
    'vllm/vllm-operator',
    'kserve/kserve-controller',
    'docker.io-vllm-vllm-operator',
    'openshift/machine-config',
    'teddysun/v2ray:5',
    'nvcr.io/nvidia/cuda:12.4',
    'nvcr.io/nim',
    'acme/nim/compiler',
    '',
    '@',
    ':',
    'a'.repeat(100_000),
  ])('is not seen in %.60s', (reference) => expect(knownImage(reference)).toBeUndefined());
});

describe("a pod's signs", () => {
  const pod = (spec: object, labels: object = {}) => ({ metadata: { name: 'p', namespace: 'n', labels }, spec });
  const asking = (resources: object) => pod({ containers: [{ image: 'acme/app', resources }] });

  it.each([
    ['a label', pod({}, { 'ray.io/cluster': 'r' }), { confidence: 'high', reason: 'label ray.io/cluster' }],
    ['a label, whatever its image', pod({ containers: [{ image: 'ollama/ollama' }] }, { 'kaito.sh/workspace': 'w' }), { confidence: 'high', reason: 'label kaito.sh/workspace' }],
    ['an image', pod({ containers: [{ image: 'acme/app' }, { image: 'ollama/ollama:1' }] }), { confidence: 'medium', reason: 'image ollama/ollama' }],
    ['an image of an init container', pod({ initContainers: [{ image: 'ollama/ollama' }] }), { confidence: 'medium' }],
    ['an image of an ephemeral container', pod({ ephemeralContainers: [{ image: 'ollama/ollama' }] }), { confidence: 'medium' }],
    ['an accelerator', asking({ limits: { 'nvidia.com/gpu': '1' } }), { confidence: 'low', reason: 'accelerator nvidia.com/gpu, which does not prove AI' }],
    ['an accelerator that is requested', asking({ requests: { 'aws.amazon.com/neuroncore': 2 } }), { confidence: 'low' }],
    ['a slice of one', asking({ limits: { 'nvidia.com/mig-1g.5gb': '1' } }), { confidence: 'low' }],
    ['a device claim by the name of its class', asking({ limits: { 'deviceclass.resource.kubernetes.io/gpu.nvidia.com': '1' } }), { confidence: 'low', reason: 'a device claim (resourceClaims), which does not prove AI' }],
    ['an accelerator of an init container', pod({ initContainers: [{ resources: { limits: { 'google.com/tpu': '4' } } }] }), { confidence: 'low' }],
    ['a device claim', pod({ resourceClaims: [{ name: 'gpu' }], containers: [{ resources: { claims: [{ name: 'gpu' }] } }] }), { confidence: 'low', reason: 'a device claim (resourceClaims), which does not prove AI' }],
  ])('%s', (_, given, sign) => expect(podSigns(given).sign).toMatchObject(sign));

  it.each([
    ['nothing of the kind', pod({ containers: [{ image: 'nginx' }] })],
    ['an accelerator of which none is asked for', asking({ limits: { 'nvidia.com/gpu': '0' } })],
    ['what monitors GPUs', asking({ limits: { 'gpu.intel.com/i915_monitoring': '1', 'gpu.intel.com/xe_monitoring': '1' } })],
    ['a device class of which none is asked for', asking({ limits: { 'deviceclass.resource.kubernetes.io/nic': '0' } })],
    ['another extended resource', asking({ limits: { 'intel.com/sriov': '1', 'nvidia.com/gpu-memory-exporter': '1', cpu: 4 } })],
    ['nothing that can be read', { metadata: null, spec: { containers: 'x', initContainers: [null, 7], resourceClaims: {} } }],
    ['no object at all', null],
  ])('none in %s', (_, given) => expect(podSigns(given)).toEqual({ sign: undefined, signs: [], accelerators: [] }));

  it.each(['nvidia.com/gpu.shared', 'amd.com/cpx_nps4', 'gpu.intel.com/xe', 'npu.intel.com/accel', 'habana.ai/gaudi2', 'intel.com/gaudi', 'huawei.com/Ascend910', 'cambricon.com/mlu370', 'furiosa.ai/rngd', 'aliyun.com/gpu-mem', 'volcano.sh/vgpu-number'])(
    'the accelerator %s',
    (name) => expect(podSigns(asking({ limits: { [name]: 1 } }))).toMatchObject({ sign: { confidence: 'low' }, accelerators: [name] }),
  );

  it('name accelerators and no other resource', () => {
    const given = pod({ containers: [{ image: 'ollama/ollama:1', resources: { limits: { 'amd.com/gpu': 1, memory: '1Gi' } } }] });

    expect(podSigns(given)).toMatchObject({ accelerators: ['amd.com/gpu'] });
  });

  it('are the same in whatever order they come', () => {
    const [a, b] = [{ by: 'image', confidence: 'medium', reason: 'image ollama' } as const, { by: 'image', confidence: 'medium', reason: 'image sglang' } as const];

    expect([stronger(a, b), stronger(b, a), stronger({ by: 'accelerator', confidence: 'low', reason: 'a' }, b)]).toEqual([a, a, b]);
  });
});

describe("a pod's owner", () => {
  const owned = (reference: object, labels: object = {}) => ({ metadata: { name: 'p', namespace: 'n', labels, ownerReferences: [{ controller: true, ...reference }] } });
  const replicaSet = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-6d4' };

  it.each([
    ['the pod itself', { metadata: { name: 'p' } }, ['', 'Pod', 'p']],
    ['the Deployment of a ReplicaSet', owned(replicaSet, { 'pod-template-hash': '6d4' }), ['apps', 'Deployment', 'web']],
    ['the Rollout of a ReplicaSet', owned(replicaSet, { 'rollouts-pod-template-hash': '6d4' }), ['argoproj.io', 'Rollout', 'web']],
    ['a ReplicaSet of nobody', owned(replicaSet), ['apps', 'ReplicaSet', 'web-6d4']],
    ['a ReplicaSet whose name has another hash', owned(replicaSet, { 'pod-template-hash': 'zzz' }), ['apps', 'ReplicaSet', 'web-6d4']],
    ['a Job', owned({ apiVersion: 'batch/v1', kind: 'Job', name: 'train' }), ['batch', 'Job', 'train']],
    ['a custom resource', owned({ apiVersion: 'ray.io/v1', kind: 'RayCluster', name: 'r' }), ['ray.io', 'RayCluster', 'r']],
    ['no node: a mirror pod', owned({ apiVersion: 'v1', kind: 'Node', name: 'node-1' }), ['', 'Pod', 'p']],
    ['no owner that does not control it', owned({ ...replicaSet, controller: false }), ['', 'Pod', 'p']],
    ['no owner that is malformed', owned({ kind: 7 }), ['', 'Pod', 'p']],
  ])('is %s', (_, pod, [apiGroup, kind, name]) => expect(podOwner(pod)).toEqual({ apiGroup, kind, name }));
});

describe('a label selector', () => {
  const labels = { app: 'llm', tier: 'a', 'acme.io/ai': '' };

  it.each(['app=llm', 'app==llm', 'app!=web', 'other!=x', 'app in (web, llm)', 'tier notin (b)', 'other notin (b,c)', 'app', '!other', 'acme.io/ai', 'acme.io/ai=', 'app=llm, tier in (a,b),!other'])(
    '%s matches',
    (text) => {
      const selector = labelSelector(text);
      expect(typeof selector !== 'string' && selector.matches(labels)).toBe(true);
    },
  );

  it.each(['app=web', 'app!=llm', 'app in (web)', 'app notin (llm)', 'other', '!app', 'other=', 'app=llm,tier=b', 'toString'])('%s does not', (text) => {
    const selector = labelSelector(text);
    expect(typeof selector === 'string' || selector.matches(labels)).toBe(false);
  });

  it.each(['', ',', 'a b', 'app=llm,', 'app in ()x', 'app in llm', 'app>1', '=x', 'app=a/b', 'in (a)'])('%s is refused, and why', (text) => {
    expect(labelSelector(text)).toMatch(/expected a label selector such as .* is no requirement/);
  });
});

describe('the kinds of AI operators', () => {
  it('are each of an API group that an audit policy must cover', () => {
    const covered = sensitiveScope().flatMap(({ apiGroup, resource }) => (apiGroup && resource === undefined ? [apiGroup] : []));
    expect(covered).toEqual(expect.arrayContaining(Object.keys(AI_KINDS)));
  });

  it('are told apart by their group', () => expect([isAiKind('ray.io', 'RayCluster'), isAiKind('acme.io', 'RayCluster'), isAiKind('toString', 'x')]).toEqual([true, false, false]));
});

describe('the lists of signs', () => {
  const kinds = (list: Readonly<Record<string, readonly string[]>>) => Object.entries(list).flatMap(([group, names]) => names.map((name) => `${name}.${group}`));

  it('name kinds that the list of kinds has', () => {
    const named = [...kinds(CONFIGURES), ...kinds(JUDGED_BY_PODS), ...[...POOLS, ...Object.values(AI_LABELS).filter((one) => one !== undefined), ...Object.values(JOINING_LABELS)].map(({ apiGroup, kind }) => `${kind}.${apiGroup}`)];

    expect(named.filter((one) => !kinds(AI_KINDS).includes(one))).toEqual([]);
  });

  it.each([['LeaderWorkerSet', 'leaderworkerset.x-k8s.io'], ['MPIJob', 'kubeflow.org']])('do not take %s for AI by its kind', (kind, group) => expect(isAiKind(group, kind)).toBe(false));
});

describe('the holes for a workload', () => {
  const version = { major: 1, minor: 36, gitVersion: 'v1.36.0' };
  const required = { level: 'Metadata', stages: ['ResponseComplete'] } as const;
  const policy = (...rules: object[]): AuditPolicy => {
    const read = readPolicy({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules });
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    return read.policy;
  };
  const target = (namespace: string, resource = 'deployments') => ({ apiGroup: 'apps', resource, namespace });

  it('are those of its namespace, though namespaces that no rule names are searched once', () => {
    const given = policy({ level: 'None', namespaces: ['quiet'] }, { level: 'None', resources: [{ group: 'apps' }] }, { level: 'Metadata' });

    const found = ['one', 'two', 'quiet'].map((namespace) => workloadHoles(given, target(namespace), required, version)[0]);

    expect(found.map((hole) => [hole?.witness.namespace, hole?.class['namespace'], hole?.rule])).toEqual([['one', 'one', 1], ['two', 'two', 1], ['quiet', 'quiet', 0]]);
    for (const hole of found) expect(level(given, hole?.witness ?? {})).toMatchObject({ level: 'None', rule: hole?.rule });
  });

  it.each(['create', 'update', 'patch', 'delete', 'deletecollection'])('hold pods that somebody may %s unseen', (verb) => {
    const given = policy({ level: 'None', verbs: [verb], resources: [{ group: '', resources: ['pods'] }] }, { level: 'Metadata' });

    expect(workloadHoles(given, target('a'), required, version)).toMatchObject([{ witness: { verb, resource: 'pods', namespace: 'a' } }]);
  });

  it('hold no reading of pods, which changes nothing and carries no prompt', () => {
    const given = policy({ level: 'None', verbs: ['get', 'list', 'watch'], resources: [{ group: '', resources: ['pods', 'pods/status'] }] }, { level: 'Metadata' });

    expect(workloadHoles(given, target('a'), required, version)).toEqual([]);
  });

  it('hold requests to what the workload runs by', () => {
    const given = policy({ level: 'None', resources: [{ group: 'apps' }] }, { level: 'Metadata' });
    const workload = { apiGroup: 'apps.nvidia.com', resource: 'nimservices', namespace: 'a' };

    expect(workloadHoles(given, workload, required, version)).toEqual([]);
    expect(workloadHoles(given, { ...workload, controllers: [{ apiGroup: 'apps', resource: 'deployments' }] }, required, version)).toMatchObject([{ witness: { apiGroup: 'apps', resource: 'deployments', namespace: 'a' } }]);
  });

  it('are none at cluster scope where only its namespace is dropped', () => {
    const given = policy({ level: 'None', namespaces: ['a'] }, { level: 'Metadata' });

    expect(workloadHoles(given, target('', 'clusterservingruntimes'), required, version)).toEqual([]);
  });

  it.each(['exec', 'attach', 'portforward', 'ephemeralcontainers', 'log', 'proxy'])('hold requests to pods/%s', (subresource) => {
    const given = policy({ level: 'None', resources: [{ group: '', resources: [`pods/${subresource}`] }] }, { level: 'Metadata' });

    expect(workloadHoles(given, target('a'), required, version)).toMatchObject([{ witness: { resource: 'pods', subresource, namespace: 'a' } }]);
  });

  it('of 100,000 workloads in 1,000 namespaces are found in seconds', () => {
    const rules = Array.from({ length: 200 }, (_, index) => ({ level: 'Request', users: [`user-${index}`], namespaces: [`named-${index}`], resources: [{ group: 'apps', resources: [`r${index}`] }] }));
    const given = policy(...rules, { level: 'Metadata' });
    const began = performance.now();

    const holes = Array.from({ length: 100_000 }, (_, index) => workloadHoles(given, target(`ns-${index % 1000}`), required, version).length);

    expect(Math.max(...holes)).toBe(0);
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

describe('the templates of an object', () => {
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [] } };

  it.each([
    ['a Deployment', { spec: { template } }],
    ['a CronJob', { spec: { jobTemplate: { spec: { template } } } }],
    ['a JobSet', { spec: { replicatedJobs: [{ template: { spec: { template } } }] } }],
  ])('are read of %s', (_, object) => expect(podTemplates(object)).toEqual([template]));

  it.each([[null], [{ spec: { template: 'x', jobTemplate: [], replicatedJobs: [null, { template: 7 }] } }]])('are none in %j', (object) => expect(podTemplates(object)).toEqual([]));
});
