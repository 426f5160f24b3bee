import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import type { Declared } from '../pulumi/engine.js';
import { UNKNOWN } from '../pulumi/resources.js';
import { judged } from './judged.js';
import { aConfigMap, aKubeadmControlPlane, anEksCluster, aPolicyMap, aStaticPod, clusterConfiguration, GOOD_FLAGS, GOOD_POLICY, POLICY_WITH_A_HOLE, WEBHOOK } from './resources.js';

const file = (policy: object) => ({ path: GOOD_FLAGS['audit-policy-file'], content: stringify(policy) });
const webhook = { path: GOOD_FLAGS['audit-webhook-config-file'], content: WEBHOOK };
const SLOPPY = { ...GOOD_FLAGS, 'audit-webhook-mode': 'blocking', 'audit-webhook-truncate-enabled': 'false', 'audit-log-path': '/a.log', 'audit-log-maxage': '1' };

/** Stacks, good and bad. */
const STACKS: Readonly<Record<string, readonly Declared[]>> = {
  'a pod': [aStaticPod(GOOD_FLAGS), aPolicyMap(GOOD_POLICY)],
  'a sloppy pod': [aStaticPod(SLOPPY), aPolicyMap(POLICY_WITH_A_HOLE)],
  'a pod that audits nothing': [aStaticPod({}), aPolicyMap(GOOD_POLICY)],
  'two policies of one name': [aStaticPod(GOOD_FLAGS), aPolicyMap(GOOD_POLICY), aPolicyMap(POLICY_WITH_A_HOLE, 'other')],
  'an EKS cluster': [anEksCluster({ enabledClusterLogTypes: ['api', 'audit'] })],
  'an EKS cluster without its audit log': [anEksCluster({ enabledClusterLogTypes: ['api'] })],
  "kubeadm's configuration": [aConfigMap({ ClusterConfiguration: clusterConfiguration(SLOPPY), 'policy.yaml': stringify(POLICY_WITH_A_HOLE), 'webhook.kubeconfig': WEBHOOK })],
  'a control plane of Cluster API': [aKubeadmControlPlane(GOOD_FLAGS, [file(GOOD_POLICY), webhook])],
  'one whose policy is written twice': [aKubeadmControlPlane(SLOPPY, [file(GOOD_POLICY), webhook, file(POLICY_WITH_A_HOLE)], 'v1beta1')],
};

/** A tree with one part of it after the other not known. */
function* unknownOnce(tree: unknown): Generator<unknown> {
  if (typeof tree !== 'object' || tree === null) return;
  for (const [key, value] of Object.entries(tree)) {
    for (const changed of [UNKNOWN, ...unknownOnce(value)]) {
      yield Array.isArray(tree) ? tree.map((one: unknown, index) => (String(index) === key ? changed : one)) : { ...tree, [key]: changed };
    }
  }
}

/** How many subjects pass each control. */
function passes(stack: readonly Declared[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [subject, verdict] of Object.entries(judged(...stack))) {
    const control = subject.slice(subject.lastIndexOf(' ') + 1);
    if (verdict.startsWith('pass')) counts[control] = (counts[control] ?? 0) + 1;
  }
  return counts;
}

describe('what a preview does not know is never the reason of a pass', () => {
  it.each(Object.entries(STACKS))('in a stack with %s', (_, stack) => {
    const known = passes(stack);
    for (const [index, resource] of stack.entries()) {
      for (const properties of unknownOnce(resource.properties)) {
        const found = passes(stack.with(index, { ...resource, properties } as Declared));
        const more = Object.keys(found).filter((control) => (found[control] ?? 0) > (known[control] ?? 0));
        expect([more, more.length > 0 && JSON.stringify(properties)]).toEqual([[], false]);
      }
    }
  });
});
