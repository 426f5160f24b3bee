import type { AiSign } from './facts.js';

/**
 * Kinds of AI operators by API group; versions come from the server's discovery. Sources: the CustomResourceDefinitions
 * of each project.
 */
export const AI_KINDS: Readonly<Record<string, readonly string[]>> = {
  'serving.kserve.io': ['InferenceService', 'ServingRuntime', 'ClusterServingRuntime', 'InferenceGraph', 'TrainedModel', 'LLMInferenceService', 'LLMInferenceServiceConfig'],
  'ray.io': ['RayCluster', 'RayJob', 'RayService', 'RayCronJob'],
  'kaito.sh': ['Workspace', 'RAGEngine', 'InferenceSet', 'MultiRoleInference'],
  'leaderworkerset.x-k8s.io': ['LeaderWorkerSet'],
  'trainer.kubeflow.org': ['TrainJob', 'TrainingRuntime', 'ClusterTrainingRuntime'],
  'kubeflow.org': ['Notebook', 'PyTorchJob', 'TFJob', 'JAXJob', 'MPIJob', 'MXJob', 'PaddleJob', 'XGBoostJob'],
  'mlops.seldon.io': ['Model', 'Pipeline', 'Experiment', 'Server', 'SeldonRuntime'],
  'machinelearning.seldon.io': ['SeldonDeployment'],
  'inference.networking.k8s.io': ['InferencePool'],
  // Where the Gateway API inference extension began, and where what is not stable yet still is.
  'inference.networking.x-k8s.io': ['InferencePool', 'InferenceModel', 'InferenceObjective', 'InferenceModelRewrite'],
  'llm-d.ai': ['InferenceObjective', 'InferenceModelRewrite'],
  'apps.nvidia.com': ['NIMService', 'NIMCache', 'NIMPipeline', 'NIMBuild', 'NemoCustomizer', 'NemoDatastore', 'NemoEntitystore', 'NemoEvaluator', 'NemoGuardrail'],
  // NVIDIA Dynamo; other kinds of the group are the GPU operator's.
  'nvidia.com': ['DynamoGraphDeployment', 'DynamoComponentDeployment', 'DynamoModel'],
  'kagent.dev': ['Agent', 'ModelConfig', 'ModelProviderConfig', 'RemoteMCPServer', 'ToolServer'],
  'agents.x-k8s.io': ['Sandbox'],
  'production-stack.vllm.ai': ['VLLMRuntime', 'VLLMRouter', 'CacheServer', 'LoraAdapter'],
  'orchestration.aibrix.ai': ['StormService', 'RayClusterFleet', 'KVCache'],
  'model.aibrix.ai': ['ModelAdapter'],
  'ome.io': ['InferenceService', 'ServingRuntime', 'ClusterServingRuntime', 'BaseModel', 'ClusterBaseModel', 'FineTunedWeight'],
  'llamastack.io': ['LlamaStackDistribution'],
  'kubeai.org': ['Model'],
  'serving.yatai.ai': ['BentoDeployment'],
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
  'llm-d.ai/inference-serving': undefined,
  'nvidia.com/dynamo-graph-deployment-name': { apiGroup: 'nvidia.com', kind: 'DynamoGraphDeployment' },
  'seldon-deployment-id': { apiGroup: 'machinelearning.seldon.io', kind: 'SeldonDeployment' },
  // Of jobs of several kinds.
  'training.kubeflow.org/job-name': undefined,
};
