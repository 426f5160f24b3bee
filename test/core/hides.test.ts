import { describe, expect, it } from 'vitest';
import { assemble } from '../../policypack/core/assemble.js';
import type { DeclaredResource } from '../../policypack/core/declared-resource.js';
import { isKnown, type Known } from '../../policypack/core/known.js';
import type { Subject } from '../../policypack/core/subject.js';
import { KINDS } from '../../policypack/kinds/index.js';

const provider = (stack: string, kubeconfig: string) => ({ type: 'pulumi:providers:kubernetes', urn: `urn:pulumi:${stack}::ai::pulumi:providers:kubernetes::${kubeconfig}`, properties: { kubeconfig } });
const resource = (type: string, stack: string, kubeconfig: string, properties: object): DeclaredResource => ({ type, urn: `urn:pulumi:${stack}::ai::${type}::one`, name: 'one', properties, propertyDependencies: {}, provider: provider(stack, kubeconfig) });
const kubeconfigOf = (server: string): string => JSON.stringify({ 'current-context': 'c', contexts: [{ name: 'c', context: { cluster: 'k' } }], clusters: [{ name: 'k', cluster: { server } }] });
const [ONE, TWO] = ['https://one', 'https://two'].map(kubeconfigOf) as [string, string];

const sink = resource('kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink', 'app', ONE, {
  metadata: { name: 'audit' },
  spec: { policy: { level: 'Metadata' }, webhook: { clientConfig: { service: { namespace: 'kube-system', name: 'collector' } } } },
});
const release = (stack: string, kubeconfig: string, properties: object = {}): DeclaredResource => resource('kubernetes:helm.sh/v3:Release', stack, kubeconfig, { chart: 'web', ...properties });

/** Whether the sink knows which Service it names, beside a Release that does not say what it holds. */
function knows(...others: readonly DeclaredResource[]): boolean {
  const assembly = assemble(KINDS, {});
  assembly.observe([...others, sink].flatMap((one) => KINDS.factsOf(one, `pulumi:ai/${one.urn.split('::')[0]?.slice('urn:pulumi:'.length)}`)));
  const [found] = assembly.end('declared').filter(({ kind }) => kind === 'kubernetes.audit-sink') as [Subject<unknown, { serviceTexts: Known<unknown> }>];
  return isKnown(found.joined.serviceTexts);
}

describe('a Helm Release that does not say what it holds leaves open which Service a sink names', () => {
  it.each([
    ['in the same cluster', release('app', ONE), false],
    ['in another cluster', release('app', TWO), true],
    ['in the same cluster, where another stack declares it', release('platform', ONE), false],
    ['in another cluster, where another stack declares it', release('platform', TWO), true],
    ['in the same cluster, where it says that it holds none', release('app', ONE, { resourceNames: { 'Deployment.apps/v1': ['web/nginx'] } }), true],
  ])('%s', (_, other, expected) => {
    expect(knows(other)).toBe(expected);
  });

  it('and nothing does where there is none', () => {
    expect(knows()).toBe(true);
  });
});
