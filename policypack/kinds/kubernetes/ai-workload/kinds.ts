import type { AiSign } from './facts.js';
import { CONFIGURES, JUDGED_BY_PODS } from './signals.js';

/**
 * Kinds of AI operators by API group; versions come from the server's discovery. Every request to one of these groups
 * should be in the audit log, whatever its kind: a group without kinds holds what AI workloads are queued, scheduled or
 * fed by, of which an object alone proves nothing. Sources: the CustomResourceDefinitions of each project.
 */
export const AI_KINDS: Readonly<Record<string, readonly string[]>> = {
  'serving.kserve.io': ['InferenceService', 'ServingRuntime', 'ClusterServingRuntime', 'InferenceGraph', 'TrainedModel', 'LLMInferenceService', 'LLMInferenceServiceConfig', 'LocalModelCache', 'LocalModelNamespaceCache', 'ClusterLocalModel', 'ClusterStorageContainer'],
  // KServe as it was called before it left Kubeflow.
  'serving.kubeflow.org': ['InferenceService'],
  'ray.io': ['RayCluster', 'RayJob', 'RayService', 'RayCronJob'],
  'kaito.sh': ['Workspace', 'RAGEngine', 'InferenceSet', 'MultiRoleInference', 'ModelMirror'],
  'leaderworkerset.x-k8s.io': ['LeaderWorkerSet'],
  'disaggregatedset.x-k8s.io': ['DisaggregatedSet'],
  'trainer.kubeflow.org': ['TrainJob', 'TrainingRuntime', 'ClusterTrainingRuntime', 'OptimizationJob'],
  'kubeflow.org': ['Notebook', 'PyTorchJob', 'TFJob', 'JAXJob', 'MPIJob', 'MXJob', 'PaddleJob', 'XGBoostJob', 'Experiment', 'Trial', 'Suggestion', 'ScheduledWorkflow'],
  'mlops.seldon.io': ['Model', 'Pipeline', 'Experiment', 'Server', 'SeldonRuntime'],
  'machinelearning.seldon.io': ['SeldonDeployment'],
  'inference.networking.k8s.io': ['InferencePool'],
  // Where the Gateway API inference extension began, and where what is not stable yet still is.
  'inference.networking.x-k8s.io': ['InferencePool', 'InferenceModel', 'InferenceObjective', 'InferenceModelRewrite'],
  'llm-d.ai': ['InferenceObjective', 'InferenceModelRewrite'],
  'apps.nvidia.com': ['NIMService', 'NIMCache', 'NIMPipeline', 'NIMBuild', 'NemoCustomizer', 'NemoDatastore', 'NemoEntitystore', 'NemoEvaluator', 'NemoGuardrail'],
  // NVIDIA Dynamo; other kinds of the group are the GPU operator's.
  'nvidia.com': [
    'DynamoGraphDeployment',
    'DynamoComponentDeployment',
    'DynamoModel',
    'DynamoGraphDeploymentRequest',
    'DynamoCheckpoint',
    'DynamoGraphDeploymentScalingAdapter',
    'LPXGraphDeployment',
  ],
  'grove.io': ['PodCliqueSet', 'PodClique', 'PodCliqueScalingGroup'],
  'kagent.dev': ['Agent', 'ModelConfig', 'ModelProviderConfig', 'RemoteMCPServer', 'ToolServer', 'MCPServer', 'SandboxAgent', 'AgentTemplate', 'Harness', 'AgentHarness', 'Memory'],
  'agents.x-k8s.io': ['Sandbox'],
  // Who changes the template changes every sandbox that is made of it.
  'extensions.agents.x-k8s.io': ['SandboxTemplate', 'SandboxWarmPool', 'SandboxClaim'],
  'toolhive.stacklok.dev': ['MCPServer', 'MCPRemoteProxy', 'VirtualMCPServer', 'EmbeddingServer', 'MCPServerEntry'],
  'agentgateway.dev': ['AgentgatewayBackend', 'AgentgatewayModel', 'AgentgatewayPolicy'],
  'aigateway.envoyproxy.io': ['AIGatewayRoute', 'AIServiceBackend', 'BackendSecurityPolicy', 'MCPRoute'],
  'core.k8sgpt.ai': ['K8sGPT'],
  'trustyai.opendatahub.io': ['TrustyAIService', 'LMEvalJob', 'GuardrailsOrchestrator', 'NemoGuardrails', 'EvalHub'],
  'production-stack.vllm.ai': ['VLLMRuntime', 'VLLMRouter', 'CacheServer', 'LoraAdapter'],
  'vllm.ai': ['IntelligentPool', 'IntelligentRoute'],
  'orchestration.aibrix.ai': ['StormService', 'RayClusterFleet', 'KVCache', 'RoleSet', 'PodSet'],
  'model.aibrix.ai': ['ModelAdapter', 'ModelClaim'],
  'autoscaling.aibrix.ai': ['PodAutoscaler'],
  'workload.serving.volcano.sh': ['ModelServing', 'ModelBooster'],
  'networking.serving.volcano.sh': ['ModelServer', 'ModelRoute', 'ExternalModelProvider'],
  'inference.llmaz.io': ['Playground', 'Service'],
  'llmaz.io': ['OpenModel'],
  'llmd.ai': ['VariantAutoscaling'],
  'ome.io': ['InferenceService', 'ServingRuntime', 'ClusterServingRuntime', 'BaseModel', 'ClusterBaseModel', 'FineTunedWeight', 'AcceleratorClass', 'BenchmarkJob'],
  'llamastack.io': ['LlamaStackDistribution'],
  'kubeai.org': ['Model'],
  'serving.yatai.ai': ['BentoDeployment'],
  // AWS' models and agents, made from the cluster by ACK's controllers: nothing runs here.
  'sagemaker.services.k8s.aws': [],
  'bedrock.services.k8s.aws': [],
  'bedrockagent.services.k8s.aws': [],
  'bedrockagentcorecontrol.services.k8s.aws': [],
  // Queues, gangs and quotas that decide which jobs get accelerators.
  'kueue.x-k8s.io': [],
  'kai.scheduler': [],
  'scheduling.run.ai': [],
  'workload.codeflare.dev': [],
  // What models are trained on and asked with.
  'feast.dev': [],
  'sparkoperator.k8s.io': [],
};

/** Every API group of AI operators, and of what their workloads rest on: the one list for the inventory and for what a policy must log. */
export const AI_API_GROUPS: readonly string[] = Object.keys(AI_KINDS);

const holds = (kinds: Readonly<Record<string, readonly string[]>>, apiGroup: string, kind: string): boolean => Object.hasOwn(kinds, apiGroup) && (kinds[apiGroup] ?? []).includes(kind);

/** Whether a kind of an AI operator runs anything, AI or not, so that its pods tell. */
export const isJudgedByPods = (apiGroup: string, kind: string): boolean => holds(JUDGED_BY_PODS, apiGroup, kind);

/** Whether an object of this kind is one of an AI operator, and certainly of AI. */
export const isAiKind = (apiGroup: string, kind: string): boolean => holds(AI_KINDS, apiGroup, kind) && !isJudgedByPods(apiGroup, kind);

/** Whether an object of this kind configures, and runs nothing of its own. */
export const isConfiguration = (apiGroup: string, kind: string): boolean => holds(CONFIGURES, apiGroup, kind);

/** What an object of such a kind is, certainly. */
export const kindSign = (apiGroup: string, kind: string): AiSign => ({ by: 'kind', confidence: 'certain', reason: `kind ${kind} of ${apiGroup}` });
