import { labelSelector, type LabelSelector } from '../../../policypack/kinds/kubernetes/label-selector.js';
import type { KubernetesObject, ResourceDefinition } from '../../../simulator/kubernetes/resources.js';

const custom = (group: string, version: string, kind: string, plural: string, namespaced = true): ResourceDefinition => ({ group, version, kind, plural, namespaced });

/** Kinds of AI operators, two of them in versions of their own. */
export const AI_RESOURCES: readonly ResourceDefinition[] = [
  custom('serving.kserve.io', 'v1beta1', 'InferenceService', 'inferenceservices'),
  custom('serving.kserve.io', 'v1alpha1', 'ClusterServingRuntime', 'clusterservingruntimes', false),
  custom('ray.io', 'v7', 'RayCluster', 'rayclusters'),
  custom('argoproj.io', 'v1alpha1', 'Rollout', 'rollouts'),
  custom('batch', 'v1', 'Job', 'jobs'),
  custom('batch', 'v1', 'CronJob', 'cronjobs'),
  custom('discovery.k8s.io', 'v1', 'EndpointSlice', 'endpointslices'),
];

/** The cluster counts one API server: without a count, one that answers speaks for nobody. */
export const ONE_API_SERVER: KubernetesObject = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'kubernetes', namespace: 'default' },
  endpoints: [{ addresses: ['192.0.2.1'] }],
};

export const anInferenceService = (name: string, namespace = 'models'): KubernetesObject => ({ apiVersion: 'serving.kserve.io/v1beta1', kind: 'InferenceService', metadata: { name, namespace } });
export const aRayCluster = (name: string, namespace = 'models'): KubernetesObject => ({ apiVersion: 'ray.io/v7', kind: 'RayCluster', metadata: { name, namespace } });

interface PodParts {
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly owner?: readonly [apiVersion: string, kind: string, name: string];
  readonly image?: string;
  readonly gpu?: boolean;
}

/** A pod that shows no sign of AI unless told to. */
export const aPod = (name: string, { namespace = 'models', labels = {}, owner, image = 'nginx:1', gpu = false }: PodParts = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name,
    namespace,
    labels,
    ...(owner && { ownerReferences: [{ apiVersion: owner[0], kind: owner[1], name: owner[2], uid: name, controller: true }] }),
  },
  spec: { containers: [{ name: 'main', image, ...(gpu && { resources: { limits: { 'nvidia.com/gpu': '1' } } }) }] },
});

interface ControllerParts extends PodParts {
  /** Where the template is. Default `spec`. */
  readonly under?: (template: object) => object;
}

/** An object that holds a template of pods, and may have none. */
export const aController = (apiVersion: string, kind: string, name: string, { under = (template) => ({ template }), owner, namespace = 'models', ...parts }: ControllerParts = {}): KubernetesObject => {
  const { metadata, spec } = aPod(name, { namespace, ...parts });
  return { ...aPod(name, { namespace, ...(owner && { owner }) }), apiVersion, kind, spec: under({ metadata: { labels: metadata.labels }, spec }) };
};

/** Pods in ascending order, every hundredth of them of one of ten Deployments of a model server. */
export const manyPods = (count: number) => ({
  pods: {
    count,
    of: (index: number) => {
      const name = `pod-${String(index).padStart(7, '0')}`;
      if (index % 100 !== 0) return aPod(name, { namespace: 'apps' });
      return aPod(name, { namespace: 'apps', image: 'vllm/vllm-openai:v1', labels: { 'pod-template-hash': 'x1' }, owner: ['apps/v1', 'ReplicaSet', `llm-${(index / 100) % 10}-x1`] });
    },
  },
});

/** A selector that is known to be one. */
export function aSelector(text: string): LabelSelector {
  const selector = labelSelector(text);
  if (typeof selector === 'string') throw new Error(selector);
  return selector;
}
