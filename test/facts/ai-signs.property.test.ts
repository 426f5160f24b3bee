import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownImage, shownImage } from '../../policypack/kinds/kubernetes/ai-workload/images.js';
import { distinct, imagesOf, podSigns } from '../../policypack/kinds/kubernetes/ai-workload/pod.js';
import { ownersOf, podOwner } from '../../policypack/kinds/kubernetes/ai-workload/pod-owner.js';
import { podTemplates } from '../../policypack/kinds/kubernetes/ai-workload/pod-template.js';
import { aiSign } from '../../policypack/kinds/kubernetes/ai-workload/shows-ai.js';
import { NOT_OF_AI, OF_AI, podOf } from './ai-cases.js';

/** Whatever a server may send where a pod's parts are read. */
const anything = fc.anything({ withNullPrototype: true, maxDepth: 3 });
const part = fc.oneof(anything, fc.array(anything), fc.dictionary(fc.string(), anything));
const container = fc.record({ name: part, image: part, env: part, envFrom: part, command: part, args: part, resources: part, volumeMounts: part }, { requiredKeys: [] });
const pod = fc.record({
  apiVersion: fc.constantFrom('v1', 'apps/v1', 7),
  kind: fc.constantFrom('Pod', 'Deployment', null),
  metadata: fc.oneof(part, fc.record({ labels: part, annotations: part, ownerReferences: part })),
  spec: fc.oneof(part, fc.record({ containers: fc.oneof(part, fc.array(fc.oneof(container, anything))), volumes: part, resourceClaims: part, template: part, tasks: part, mpiReplicaSpecs: part, leaderWorkerTemplate: part }, { requiredKeys: [] })),
});

describe('the signs of a pod', () => {
  it('are read of whatever a server sends, without a word of complaint', () => {
    fc.assert(
      fc.property(pod, (given) => {
        expect(() => [podSigns(given), podTemplates(given), ownersOf(given, {}), podOwner(given), aiSign(given), imagesOf(given as never)]).not.toThrow();
      }),
      { numRuns: 2_000 },
    );
  });

  it('are the same in whatever order containers, variables and labels come', () => {
    const cases = [...OF_AI, ...NOT_OF_AI].map(([, one]) => podOf(one) as { metadata: { labels: object }; spec: { containers: object[] } });
    fc.assert(
      fc.property(fc.shuffledSubarray(cases, { minLength: 2, maxLength: 6 }), (some) => {
        const together = (list: typeof some) => ({ metadata: { labels: Object.assign({}, ...[...list].sort((a, b) => cases.indexOf(a) - cases.indexOf(b)).map(({ metadata }) => metadata.labels)) as object }, spec: { containers: list.flatMap(({ spec }) => spec.containers) } });
        expect(podSigns(together([...some].reverse()))).toEqual(podSigns(together(some)));
      }),
      { numRuns: 200 },
    );
  });

  it('are each told once, the surest first', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...OF_AI]), (some) => {
        const all = some.flatMap(([, one]) => podSigns(podOf(one)).signs);
        expect(distinct([...all].reverse())).toEqual(distinct(all));
      }),
    );
  });
});

describe('an image as it is shown', () => {
  const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);
  const secret = fc.stringMatching(/^[A-Za-z0-9!$:]{1,20}$/).map((text) => `s3cr3t${text}`);

  it('holds no user, no password and no query', () => {
    fc.assert(
      fc.property(word, secret, fc.array(word, { minLength: 1, maxLength: 4 }), fc.constantFrom('', 'https://', 'docker://'), (user, password, path, scheme) => {
        const shown = shownImage(`${scheme}${user}:${password}@registry.corp/${path.join('/')}:1?token=${password}`);
        expect(shown).toBe(`registry.corp/${path.join('/')}:1`);
      }),
    );
  });

  it('is what is written otherwise, its digest too, and known or not alike', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), word, fc.constantFrom('', `@sha256:${'ab'.repeat(32)}`), (path, tag, digest) => {
        const image = `registry.corp:5000/${path.join('/')}:${tag}${digest}`;
        expect([shownImage(image), knownImage(shownImage(image))]).toEqual([image, knownImage(image)]);
      }),
    );
  });
});
