import { describe, expect, it } from 'vitest';
import type { AiWorkloadOrder } from '../../../scanner/sources/kubernetes/index.js';
import type { Fault } from '../../../simulator/index.js';
import type { KubernetesObject } from '../../../simulator/kubernetes/resources.js';
import { read } from '../reading.js';
import { aController, AI_RESOURCES, aPod, aRayCluster, aSelector } from './ai-cluster.js';
import { aCluster, sourceOf } from './cluster.js';

const start = aCluster();
const RESOURCES = [...AI_RESOURCES, { group: 'batch.example', version: 'v1', kind: 'Training', plural: 'trainings', namespaced: true }];

async function said(order: Partial<AiWorkloadOrder>, objects: readonly KubernetesObject[], faults: readonly Fault[] = []) {
  const cluster = await start({ resources: RESOURCES, objects, faults });
  const all = await read(sourceOf(cluster.kubeconfig, { aiWorkloads: { namespaces: [], ...order } }));
  const facts = all.facts('kubernetes.ai-workload');
  return { all, told: facts.map(({ id, facts: { confidence, reason } }) => `${id} ${confidence} ${reason}`).sort(), left: Object.fromEntries(facts.map(({ name, facts: { excluded } }) => [name, excluded])) };
}

const pod = (name: string, spec: object, namespace = 'models'): KubernetesObject => ({ ...aPod(name, { namespace }), spec: { containers: [{ name: 'main', image: 'nginx', ...spec }], ...('serviceAccountName' in spec && { serviceAccountName: spec.serviceAccountName }) } });

describe('the user says what is an AI workload', () => {
  it.each<[string, Partial<AiWorkloadOrder>, KubernetesObject, string]>([
    ['by an image below a folder', { images: ['registry.corp/ml/*'] }, pod('p', { image: 'registry.corp/ml/srv:1' }), 'declared: image registry.corp/ml/*'],
    ['by the end of an image', { images: ['*/serving'] }, pod('p', { image: 'registry.corp:5000/platform/serving@sha256:abababababababababababababababababababababababababababababababab' }), 'declared: image */serving'],
    ['by a whole image with its port', { images: ['registry.corp:5000/platform/srv'] }, pod('p', { image: 'registry.corp:5000/platform/srv:2' }), 'declared: image registry.corp:5000/platform/srv'],
    ['by an image with its tag', { images: ['srv:llm-*'] }, pod('p', { image: 'registry.corp/srv:llm-3' }), 'declared: image srv:llm-*'],
    ['by a variable', { env: ['CORP_LLM_URL'] }, pod('p', { env: [{ name: 'CORP_LLM_URL' }] }), 'declared: env CORP_LLM_URL'],
    ['by the beginning of one', { env: ['CORP_AGENT_*'] }, pod('p', { env: [{ name: 'CORP_AGENT_ID' }] }), 'declared: env CORP_AGENT_*'],
    ['by a service account', { serviceAccounts: ['models/letters'] }, pod('p', { serviceAccountName: 'letters' }), 'declared: service account models/letters'],
    ['by the service account that a pod names none for', { serviceAccounts: ['models/default'] }, pod('p', {}), 'declared: service account models/default'],
  ])('%s', async (_, order, object, reason) => expect((await said(order, [object])).told).toEqual([`/Pod/models/p certain ${reason}`]));

  it.each<[string, Partial<AiWorkloadOrder>, KubernetesObject]>([
    ['another image', { images: ['*/serving'] }, pod('p', { image: 'registry.corp/serving-docs:1' })],
    ['another folder', { images: ['registry.corp/ml/*'] }, pod('p', { image: 'registry.corp/web/srv:1' })],
    ['another tag', { images: ['srv:llm-*'] }, pod('p', { image: 'registry.corp/srv:web' })],
    ['another variable', { env: ['CORP_LLM_URL'] }, pod('p', { env: [{ name: 'CORP_LLM_URLS' }] })],
    ['the service account of another namespace', { serviceAccounts: ['claims/letters'] }, pod('p', { serviceAccountName: 'letters' })],
  ])('and not by %s', async (_, order, object) => expect((await said(order, [object])).told).toEqual([]));

  it('by labels of the Deployment, which its pods have not', async () => {
    const deployment = aController('apps/v1', 'Deployment', 'web');
    const labelled = { ...deployment, metadata: { ...deployment.metadata, labels: { team: 'ml' } } };

    expect((await said({ selector: aSelector('team=ml') }, [labelled])).told).toEqual(['apps/Deployment/models/web certain declared: labels team=ml']);
  });

  it('by a kind of an operator, with the pods that it owns', async () => {
    const objects = [{ ...aController('batch.example/v1', 'Training', 't'), spec: {} }, aPod('t-0', { owner: ['batch.example/v1', 'Training', 't'] })];
    const { told } = await said({ kinds: [{ apiGroup: 'batch.example', kind: 'Training' }] }, objects);

    expect(told).toEqual(['batch.example/Training/models/t certain declared: kind Training of batch.example']);
  });

  it('and what may not be listed of it is named, with what prints the right', async () => {
    const { all } = await said({ kinds: [{ apiGroup: 'batch.example', kind: 'Training' }] }, [], [{ operation: 'list trainings', kind: 'deny' }]);

    expect(all.gapRecords.map(({ detail }) => detail)).toEqual(['list trainings.batch.example: 403 Forbidden: grant it, see logproof permissions kubernetes']);
  });

  it('as surely as the user says', async () => {
    expect((await said({ as: 'medium', env: ['A'] }, [pod('p', { env: [{ name: 'A' }] })])).told).toEqual(['/Pod/models/p medium declared: env A']);
  });
});

describe('the user says what is none', () => {
  const jellyfin = aController('apps/v1', 'Deployment', 'jellyfin', { gpu: true, labels: { app: 'jellyfin' } });

  it('and it is still listed, with the word that leaves it out', async () => {
    const { left } = await said({ not: { namespaces: ['render'], kinds: [{ apiGroup: 'ray.io', kind: 'RayCluster' }], selector: aSelector('app=jellyfin') } }, [jellyfin, aPod('r', { namespace: 'render', gpu: true }), aRayCluster('train'), aPod('llm', { image: 'ollama' })]);

    expect(left).toEqual({ 'models/jellyfin': 'labels app=jellyfin', 'render/r': 'namespace render', 'models/train': 'kind RayCluster of ray.io', 'models/llm': null });
  });

  it('before what the user says is one', async () => {
    const { left } = await said({ namespaces: ['models'], not: { namespaces: [], kinds: [], selector: aSelector('app=jellyfin') } }, [jellyfin]);

    expect(left).toEqual({ 'models/jellyfin': 'labels app=jellyfin' });
  });

  it('but not by the labels of some of its pods', async () => {
    const owner = ['apps/v1', 'ReplicaSet', 'mixed-9f'] as const;
    const hash = { 'pod-template-hash': '9f' };
    const { left } = await said({ not: { namespaces: [], kinds: [], selector: aSelector('app=jellyfin') } }, [aPod('a', { gpu: true, owner, labels: { ...hash, app: 'jellyfin' } }), aPod('b', { gpu: true, owner, labels: hash })]);

    expect(left).toEqual({ 'models/mixed': null });
  });

  it('by the Deployment’s own labels, whatever its pods have', async () => {
    const deployment = aController('apps/v1', 'Deployment', 'web', { gpu: true });
    const labelled = { ...deployment, metadata: { ...deployment.metadata, labels: { app: 'jellyfin' } } };
    const of = aPod('web-9f-a', { gpu: true, labels: { 'pod-template-hash': '9f' }, owner: ['apps/v1', 'ReplicaSet', 'web-9f'] });

    expect((await said({ not: { namespaces: [], kinds: [], selector: aSelector('app=jellyfin') } }, [labelled, of])).left).toEqual({ 'models/web': 'labels app=jellyfin' });
  });
});
