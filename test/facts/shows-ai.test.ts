import { describe, expect, it } from 'vitest';
import { aiSign, showsAi } from '../../policypack/kinds/kubernetes/ai-workload/shows-ai.js';

const template = (container: object) => ({ spec: { containers: [{ name: 'main', image: 'registry.corp/app:1', ...container }] } });
const deployment = (container: object) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' }, spec: { template: template(container) } });
const gpu = { resources: { limits: { 'nvidia.com/gpu': 1 } } };

describe('an object as it is written shows AI', () => {
  it.each<[string, object]>([
    ['by its kind', { apiVersion: 'ray.io/v1', kind: 'RayCluster' }],
    ['by the image of its template', deployment({ image: 'vllm/vllm-openai' })],
    ['by a variable whose value is not known', deployment({ env: [{ name: 'OPENAI_API_KEY' }] })],
    ['as a Job', { apiVersion: 'batch/v1', kind: 'Job', spec: { template: template({ args: ['torchrun', 'train.py'] }) } }],
    ['as a CronJob', { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: { template: template({ image: 'ollama/ollama' }) } } } }],
    ['as a Pod', { apiVersion: 'v1', kind: 'Pod', ...template({ image: 'ollama/ollama' }) }],
    ['as a LeaderWorkerSet of a model server', { apiVersion: 'leaderworkerset.x-k8s.io/v1', kind: 'LeaderWorkerSet', spec: { leaderWorkerTemplate: { workerTemplate: template({ image: 'lmsysorg/sglang' }) } } }],
  ])('%s', (_, object) => expect(showsAi(object)).toBe(true));

  it.each<[string, unknown]>([
    ['an accelerator alone', deployment(gpu)],
    ['a web server', deployment({})],
    ['a LeaderWorkerSet of nginx', { apiVersion: 'leaderworkerset.x-k8s.io/v1', kind: 'LeaderWorkerSet', spec: { leaderWorkerTemplate: { workerTemplate: template({ image: 'nginx' }) } } }],
    ['a Service', { apiVersion: 'v1', kind: 'Service', spec: { selector: { app: 'vllm' } } }],
    ['an unknown spec', { apiVersion: 'apps/v1', kind: 'Deployment', spec: undefined }],
    ['nothing', undefined],
  ])('but not by %s', (_, object) => expect(showsAi(object)).toBe(false));

  it('and says by what, an accelerator too', () => {
    expect(aiSign(deployment(gpu))).toMatchObject({ confidence: 'low' });
    expect(aiSign(deployment({ image: 'vllm/vllm-openai', ...gpu }))).toMatchObject({ by: 'image', reason: 'image vllm/vllm-openai' });
  });
});
