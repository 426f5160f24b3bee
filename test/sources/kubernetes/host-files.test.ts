import { describe, expect, it } from 'vitest';
import { isKnown } from '../../../policypack/core/known.js';
import { HttpError } from '../../../scanner/sources/kubernetes/client/errors.js';
import { readHostFiles } from '../../../scanner/sources/kubernetes/api-server/host-files.js';
import { GOOD, webhookFile } from '../../kubernetes/clusters.js';

const asked: string[] = [];

const reading = (answer: () => unknown, key = 'policy.yaml') => {
  const reference = { configMap: 'audit/apiserver', key };
  const connection = {
    get: async (path: string) => {
      asked.push(path);
      return answer();
    },
  };
  return readHostFiles({ connection, signal: new AbortController().signal, files: { policy: reference, webhook: reference } });
};

const refusing = (status: number) => () => {
  throw new HttpError(status, undefined);
};

const holding = (text: unknown) => () => ({ data: { 'policy.yaml': text } });

const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${['b', 'c', 'd', 'e', 'f', 'g'].map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdef'[index]}`).join(', ')}]`).join('\n')}\n`;

describe('a file of the API server that a ConfigMap holds', () => {
  it('is what is judged, a policy or a kubeconfig', async () => {
    expect((await reading(holding(GOOD))).policy).toMatchObject({ value: { rules: [{ level: 'Metadata' }] } });
    expect((await reading(holding(webhookFile('https://collector.example/audit', '')))).webhook).toMatchObject({ value: { server: 'https://collector.example/audit' } });
    expect(asked).toContain('/api/v1/namespaces/audit/configmaps/apiserver');
  });

  it.each([
    ['that may not be read', refusing(403), 'forbidden', /get configmaps audit\/apiserver: grant it, by a Role in audit with resourceNames: \[apiserver\]/],
    ['that is not there', refusing(404), 'unsupported', /ConfigMap audit\/apiserver.*is not there/],
    ['asked for too often', refusing(429), 'throttled', /get configmaps audit\/apiserver/],
    ['without the key', () => ({ data: {} }), 'unsupported', /audit\/apiserver holds no text under the key policy\.yaml/],
    ['whose key holds no text', holding(7), 'unsupported', /holds no text/],
    ['that is no object', () => null, 'unsupported', /holds no text/],
    ['with a policy that is refused', holding(GOOD.replace('Metadata', 'Nothing')), 'unsupported', /ConfigMap audit\/apiserver, key policy\.yaml: rules\[0\]\.level/],
    ['that is no YAML', holding('rules: ['), 'unsupported', /key policy\.yaml: line \d+: not valid YAML/],
    ['made to exhaust the memory', holding(bomb), 'unsupported', /key policy\.yaml, nested, or repeated by aliases/],
    ['with an empty text', holding(''), 'unsupported', /ConfigMap audit\/apiserver, key policy\.yaml/],
  ])('%s is unknown, and named', async (_, answer, reason, via) => {
    const { policy, webhook } = await reading(answer);

    expect(policy).toMatchObject({ gap: reason, via: expect.stringMatching(via) });
    expect(isKnown(webhook)).toBe(false);
  });

  it('is not looked for among what every object has', async () =>
    expect((await reading(holding(GOOD), 'constructor')).policy).toMatchObject({ gap: 'unsupported' }));
});
