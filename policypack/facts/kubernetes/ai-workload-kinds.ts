import type { AiSign } from './ai-workload.js';

/**
 * Kinds of AI operators by API group; versions come from the server's discovery. Sources: the CustomResourceDefinitions
 * of each project.
 */
export const AI_KINDS: Readonly<Record<string, readonly string[]>> = {
  'serving.kserve.io': ['InferenceService', 'ServingRuntime', 'ClusterServingRuntime', 'InferenceGraph', 'TrainedModel', 'LLMInferenceService'],
  'ray.io': ['RayCluster', 'RayJob', 'RayService', 'RayCronJob'],
  'kaito.sh': ['Workspace', 'RAGEngine', 'InferenceSet', 'MultiRoleInference'],
  'leaderworkerset.x-k8s.io': ['LeaderWorkerSet'],
  'trainer.kubeflow.org': ['TrainJob', 'TrainingRuntime', 'ClusterTrainingRuntime'],
  'kubeflow.org': ['Notebook', 'PyTorchJob', 'TFJob'],
  'mlops.seldon.io': ['Model', 'Pipeline', 'Experiment', 'Server'],
  'inference.networking.k8s.io': ['InferencePool'],
  'apps.nvidia.com': ['NIMService', 'NIMCache', 'NIMPipeline'],
  'kagent.dev': ['Agent', 'ModelConfig'],
};

/** Whether a kind is one of an AI operator. */
export const isAiKind = (apiGroup: string, kind: string): boolean => Object.hasOwn(AI_KINDS, apiGroup) && (AI_KINDS[apiGroup] ?? []).includes(kind);

/** What an object of such a kind is, certainly. */
export const kindSign = (apiGroup: string, kind: string): AiSign => ({ confidence: 'certain', reason: `kind ${kind} of ${apiGroup}` });

/** An object that a pod's label may name. */
export interface NamedKind {
  readonly apiGroup: string;
  readonly kind: string;
}

/** Labels that AI operators put on pods; some name the object that the pod belongs to. */
export const AI_LABELS: Readonly<Record<string, NamedKind | undefined>> = {
  'serving.kserve.io/inferenceservice': { apiGroup: 'serving.kserve.io', kind: 'InferenceService' },
  'ray.io/cluster': { apiGroup: 'ray.io', kind: 'RayCluster' },
  'ray.io/node-type': undefined,
  'kaito.sh/workspace': { apiGroup: 'kaito.sh', kind: 'Workspace' },
  'leaderworkerset.sigs.k8s.io/name': { apiGroup: 'leaderworkerset.x-k8s.io', kind: 'LeaderWorkerSet' },
  'llm-d.ai/role': undefined,
};
