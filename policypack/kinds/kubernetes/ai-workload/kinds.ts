import type { AiSign } from './facts.js';
import { CONFIGURES, JUDGED_BY_PODS } from './signals.js';

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

const holds = (kinds: Readonly<Record<string, readonly string[]>>, apiGroup: string, kind: string): boolean => Object.hasOwn(kinds, apiGroup) && (kinds[apiGroup] ?? []).includes(kind);

/** Whether a kind of an AI operator runs anything, AI or not, so that its pods tell. */
export const isJudgedByPods = (apiGroup: string, kind: string): boolean => holds(JUDGED_BY_PODS, apiGroup, kind);

/** Whether an object of this kind is one of an AI operator, and certainly of AI. */
export const isAiKind = (apiGroup: string, kind: string): boolean => holds(AI_KINDS, apiGroup, kind) && !isJudgedByPods(apiGroup, kind);

/** Whether an object of this kind configures, and runs nothing of its own. */
export const isConfiguration = (apiGroup: string, kind: string): boolean => holds(CONFIGURES, apiGroup, kind);

/** What an object of such a kind is, certainly. */
export const kindSign = (apiGroup: string, kind: string): AiSign => ({ by: 'kind', confidence: 'certain', reason: `kind ${kind} of ${apiGroup}` });
