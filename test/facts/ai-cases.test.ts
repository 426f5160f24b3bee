import { describe, expect, it } from 'vitest';
import { isNamed, podSigns } from '../../policypack/kinds/kubernetes/ai-workload/pod.js';
import { NOT_OF_AI, OF_AI, podOf, type Case } from './ai-cases.js';

/** Whether a failure of it would fail a run. */
const named = ([, pod]: Case): boolean => {
  const { sign } = podSigns(podOf(pod));
  return sign !== undefined && isNamed(sign);
};
const what = (cases: readonly Case[]): string[] => cases.map(([text]) => text);

const found = OF_AI.filter(named);
const alarms = NOT_OF_AI.filter(named);

describe('AI workloads as people run them', () => {
  it('are found, nine in ten at the least', () => expect(found.length / OF_AI.length).toBeGreaterThanOrEqual(0.9));

  it('and nothing else with them, but for one in twenty at the most', () => expect(found.length / (found.length + alarms.length)).toBeGreaterThanOrEqual(0.95));

  it('are missed where no name says anything, which the documentation says', () => {
    expect(what(OF_AI.filter((one) => !named(one)))).toEqual([
      'agent on Bedrock by its role alone',
      'renamed, by a claim of models alone',
      'renamed, on a GPU, nothing kept',
      'renamed, on a chip of Tenstorrent',
    ]);
  });

  it('are nothing that only looks like one', () => expect(what(alarms)).toEqual([]));
});

describe('the signs of a pod', () => {
  it('are all told, the strongest first, and hold no value of it', () => {
    const secret = 'sk-0123456789';
    const pod = podOf({ labels: { 'ray.io/cluster': secret }, image: 'vllm/vllm-openai', args: ['vllm', 'serve', `--api-key=${secret}`], asks: 'nvidia.com/gpu', spec: { initContainers: [{ image: 'x', env: [{ name: 'OPENAI_API_KEY', value: secret }] }] } });

    const { signs } = podSigns(pod);

    expect(signs.map(({ reason }) => reason)).toEqual(['label ray.io/cluster', 'image vllm/vllm-openai', 'env OPENAI_API_KEY', 'argument vllm serve', 'accelerator nvidia.com/gpu, which does not prove AI']);
    expect(JSON.stringify(signs)).not.toContain(secret);
  });

  it('of megabytes of text are read in no time', () => {
    const long = ' --model '.repeat(100_000) + '-'.repeat(1_000_000);
    const pod = podOf({ image: 'a/'.repeat(500_000), env: Array.from({ length: 10_000 }, (_, index) => `${'A'.repeat(200)}_${index}`), args: [long, long], labels: { [long]: long } });
    const began = performance.now();

    expect(podSigns(pod).signs).toEqual([]);

    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
