import { describe, expect, it } from 'vitest';
import { isKnown, type Known } from '../../policypack/core/known.js';
import { Unread } from '../../policypack/kinds/declared/property-tree.js';
import { aiSigns } from '../../policypack/kinds/kubernetes/ai-sign/declared.js';
import type { AiSign } from '../../policypack/kinds/kubernetes/ai-workload/facts.js';

const FORMS: Readonly<Record<string, (template: object) => object>> = {
  Deployment: (template) => ({ template }),
  CronJob: (template) => ({ jobTemplate: { spec: { template } } }),
  JobSet: (template) => ({ replicatedJobs: [{ template: { spec: { template } } }] }),
};
const PLAIN = { name: 'main', image: 'registry.corp/app:1' };
const ofContainer = (fields: object): object => ({ spec: { containers: [{ ...PLAIN, ...fields }] } });

/** Templates of pods that show one sign each. */
const TEMPLATES: Readonly<Record<string, object>> = {
  label: { metadata: { labels: { 'ray.io/cluster': 'a' } }, spec: { containers: [PLAIN] } },
  image: ofContainer({ image: 'vllm/vllm-openai:v1' }),
  'image of an init container': { spec: { containers: [PLAIN], initContainers: [{ name: 'pull', image: 'ollama/ollama' }] } },
  'container name': ofContainer({ name: 'vllm' }),
  'variable name': ofContainer({ env: [{ name: 'OPENAI_API_KEY', value: 'k' }] }),
  'secret of a variable': ofContainer({ env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'openai-api-key', key: 'k' } } }] }),
  'secret of all variables': ofContainer({ envFrom: [{ secretRef: { name: 'openai-api-key' } }] }),
  command: ofContainer({ command: ['torchrun', 'train.py'] }),
  argument: ofContainer({ args: ['torchrun', 'train.py'] }),
  mount: ofContainer({ volumeMounts: [{ name: 'cache', mountPath: '/root/.cache/huggingface' }] }),
  'secret of a volume': { spec: { containers: [PLAIN], volumes: [{ name: 's', secret: { secretName: 'openai-api-key' } }] } },
  'volume of an image': { spec: { containers: [PLAIN], volumes: [{ name: 'm', image: { reference: 'registry.corp/llama3:1' } }] } },
  'accelerator with a hint': ofContainer({ image: 'registry.corp/llm:1', resources: { limits: { 'nvidia.com/gpu': 1 } } }),
};

const signOf = (spec: unknown): Known<AiSign | undefined> =>
  aiSigns('whole', 'templates')({ type: 't', urn: 'urn:pulumi:dev::shop::t::n', name: 'n', properties: { metadata: { name: 'n' }, spec }, propertyDependencies: {} })[0]!.facts.sign;

/** A tree with one part after the other not read, and the path of that part. */
function* unreadOnce(tree: unknown, path = 'spec'): Generator<readonly [path: string, changed: unknown]> {
  yield [path, new Unread('unsupported')];
  if (typeof tree !== 'object' || tree === null) return;
  for (const [key, value] of Object.entries(tree)) {
    for (const [at, changed] of unreadOnce(value, `${path}.${key}`)) yield [at, Array.isArray(tree) ? tree.map((one: unknown, index) => (String(index) === key ? changed : one)) : { ...tree, [key]: changed }];
  }
}

describe.each(Object.entries(FORMS))('a declared %s', (_, formOf) => {
  it.each(Object.entries(TEMPLATES))('that shows AI by its %s is never held to show none, whatever of it is not read', (_, template) => {
    const spec = formOf(template);
    const isNone = (sign: Known<unknown>): boolean => isKnown(sign) && sign.value === undefined;

    expect(signOf(spec)).toMatchObject({ value: { confidence: expect.stringMatching(/^(medium|high)$/) } });
    expect([...unreadOnce(spec)].filter(([, changed]) => isNone(signOf(changed))).map(([path]) => path)).toEqual([]);
  });

  it('that shows none shows none, whatever its variables hold', () => {
    expect(signOf(formOf(ofContainer({ env: [{ name: 'PASSWORD', value: new Unread('unsupported') }] })))).toEqual({ value: undefined });
  });
});
