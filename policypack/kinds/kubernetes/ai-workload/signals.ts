import type { Confidence } from '../../../core/inventory-entry.js';

/**
 * What shows an AI workload, as data: the one list of every sign but the kinds of AI operators (`kinds.ts`). Sources: the
 * manifests, charts and operators of each project. Names alone are looked at, never a value. Ports, node selectors, affinity,
 * NVIDIA_VISIBLE_DEVICES, names of namespaces, and labels such as `model` or `inference` prove nothing, and are not here.
 */

/** Kinds of sign, in the order in which one of equal tier goes before another. */
export const SIGNS = ['word', 'kind', 'pool', 'label', 'image', 'env', 'argument', 'secret', 'container', 'volume', 'hint', 'accelerator'] as const;
export type SignName = (typeof SIGNS)[number];

/** Kinds of AI_KINDS' groups that run anything, AI or not: judged by their pods. */
export const JUDGED_BY_PODS: Readonly<Record<string, readonly string[]>> = {
  // A group of pods for each replica: upstream's own samples run nginx by it.
  'leaderworkerset.x-k8s.io': ['LeaderWorkerSet'],
  // Molecular dynamics and flow as much as training.
  'kubeflow.org': ['MPIJob'],
};

/** Kinds of AI operators that configure and run nothing of their own. */
export const CONFIGURES: Readonly<Record<string, readonly string[]>> = {
  'serving.kserve.io': ['ServingRuntime', 'ClusterServingRuntime', 'LLMInferenceServiceConfig', 'ClusterStorageContainer'],
  'trainer.kubeflow.org': ['TrainingRuntime', 'ClusterTrainingRuntime'],
  'ome.io': ['ServingRuntime', 'ClusterServingRuntime', 'BaseModel', 'ClusterBaseModel', 'AcceleratorClass'],
  'kagent.dev': ['ModelConfig', 'ModelProviderConfig', 'RemoteMCPServer', 'ToolServer', 'AgentTemplate', 'Memory'],
  'toolhive.stacklok.dev': ['MCPServerEntry'],
  'autoscaling.aibrix.ai': ['PodAutoscaler'],
  'llmd.ai': ['VariantAutoscaling'],
  'nvidia.com': ['DynamoGraphDeploymentScalingAdapter'],
  'inference.networking.x-k8s.io': ['InferenceModel', 'InferenceObjective', 'InferenceModelRewrite'],
  'llm-d.ai': ['InferenceObjective', 'InferenceModelRewrite'],
  'agentgateway.dev': ['AgentgatewayBackend', 'AgentgatewayModel', 'AgentgatewayPolicy'],
  'aigateway.envoyproxy.io': ['AIGatewayRoute', 'AIServiceBackend', 'BackendSecurityPolicy', 'MCPRoute'],
  'networking.serving.volcano.sh': ['ModelRoute', 'ExternalModelProvider'],
  'extensions.agents.x-k8s.io': ['SandboxTemplate'],
  'vllm.ai': ['IntelligentRoute'],
  'llmaz.io': ['OpenModel'],
};

/** Where objects say which pods answer for a model: the path of their selector. */
export const POOLS: readonly { readonly apiGroup: string; readonly kind: string; readonly selector: string }[] = [
  { apiGroup: 'inference.networking.k8s.io', kind: 'InferencePool', selector: 'selector' },
  { apiGroup: 'inference.networking.x-k8s.io', kind: 'InferencePool', selector: 'selector' },
  { apiGroup: 'networking.serving.volcano.sh', kind: 'ModelServer', selector: 'workloadSelector' },
];

/** A kind of objects, as a pod's label or the user may name it. */
export interface NamedKind {
  /** Empty for the core group. */
  readonly apiGroup: string;
  readonly kind: string;
}

/** Labels that AI operators put on pods, `*` standing for the rest; some name the object that the pod belongs to. Tier high. */
export const AI_LABELS: Readonly<Record<string, NamedKind | undefined>> = {
  'serving.kserve.io/inferenceservice': { apiGroup: 'serving.kserve.io', kind: 'InferenceService' },
  'serving.kserve.io/*': undefined,
  'kserve.io/component': undefined,
  'ray.io/cluster': { apiGroup: 'ray.io', kind: 'RayCluster' },
  'ray.io/node-type': undefined,
  'ray.io/*': undefined,
  'kaito.sh/workspace': { apiGroup: 'kaito.sh', kind: 'Workspace' },
  'kaito.sh/*': undefined,
  'llm-d.ai/role': undefined,
  'llm-d.ai/inference-serving': undefined,
  'llm-d.ai/*': undefined,
  'nvidia.com/dynamo-graph-deployment-name': { apiGroup: 'nvidia.com', kind: 'DynamoGraphDeployment' },
  'nvidia.com/dynamo-*': undefined,
  'seldon-deployment-id': { apiGroup: 'machinelearning.seldon.io', kind: 'SeldonDeployment' },
  'seldon-server-name': undefined,
  'ai.gke.io/*': undefined,
  'model.aibrix.ai/*': undefined,
  'orchestration.aibrix.ai/*': undefined,
  'storm-service-name': { apiGroup: 'orchestration.aibrix.ai', kind: 'StormService' },
  'ome.io/*': undefined,
  'modelserving.volcano.sh/*': undefined,
  'llmaz.io/*': undefined,
  'yatai.ai/*': undefined,
  'katib.kubeflow.org/experiment': undefined,
  'katib.kubeflow.org/trial': undefined,
  'pipelines.kubeflow.org/*': undefined,
  'trainer.kubeflow.org/*': undefined,
  'agents.x-k8s.io/*': undefined,
  'toolhive-name': undefined,
  'toolhive-tool-type': undefined,
  'hub.jupyter.org/username': undefined,
  'notebook-name': undefined,
};

/** Labels that name the object that a pod belongs to, and are no sign of AI. */
export const JOINING_LABELS: Readonly<Record<string, NamedKind>> = {
  'leaderworkerset.sigs.k8s.io/name': { apiGroup: 'leaderworkerset.x-k8s.io', kind: 'LeaderWorkerSet' },
};

const SERVERS = ['vllm', 'sglang', 'ollama', 'local-ai', 'litellm', 'open-webui', 'flowise', 'langflow', 'librechat', 'anything-llm', 'comfyui', 'text-generation-inference', 'text-embeddings-inference', 'tritonserver', 'llama-stack', 'langgraph'];

/** Values of labels. A name is anybody's to give: tier medium. */
export const LABEL_VALUES: readonly { readonly key: string; readonly values: readonly string[]; readonly confidence: Confidence }[] = [
  { key: 'app.kubernetes.io/managed-by', values: ['kubeai', 'k8s-nim-operator', 'llama-stack-operator', 'kmcp', 'kagent', 'toolhive-operator'], confidence: 'high' },
  { key: 'app.kubernetes.io/part-of', values: ['llminferenceservice', 'nim-service'], confidence: 'high' },
  { key: 'gateway.networking.k8s.io/gateway-class-name', values: ['agentgateway'], confidence: 'high' },
  { key: 'component', values: ['singleuser-server'], confidence: 'medium' },
  { key: 'app.kubernetes.io/name', values: [...SERVERS, 'mcp-server', 'mcpserver'], confidence: 'medium' },
  { key: 'app', values: SERVERS, confidence: 'medium' },
];

/**
 * Images of model servers, AI runtimes, agents, MCP servers, gateways and chat applications: the last components of a
 * repository's path, `*` standing for a part of a name. Found too where a mirror flattens the path: `docker.io-vllm-vllm-openai`.
 * Tier medium.
 */
export const KNOWN_IMAGES: readonly string[] = [
  // vLLM, SGLang and what is built around them.
  'vllm/vllm-openai', 'vllm-openai', 'vllm/vllm-openai-*', 'vllm-openai-*', 'vllm/vllm-tpu', 'vllm-tpu', 'vllm-cpu-release-repo', 'ascend/vllm-ascend', 'vllm-ascend', 'rocm/vllm', 'rocm/vllm-dev', 'rhaiis/vllm-*', 'nvidia/vllm',
  'lmsysorg/sglang', 'sglang', 'lmcache/lmstack-router', 'lmstack-router', 'llm-d/llm-d', 'llm-d/llm-d-*', 'llm-d-*', 'aibrix/vllm-openai', 'semantic-router/extproc',
  // NVIDIA.
  'nvidia/tritonserver', 'tritonserver', 'ai-dynamo/vllm-runtime', 'ai-dynamo/sglang-runtime', 'ai-dynamo/tensorrtllm-runtime', 'ai-dynamo/*', 'dynamo-frontend', 'nemo-microservices/*', 'nvidia/nemo', 'nvidia/pytorch', 'nvidia/tensorflow', 'tensorrt-llm*', 'tensorrtllm*',
  // Hugging Face.
  'huggingface/text-generation-inference', 'text-generation-inference', 'huggingface/text-embeddings-inference', 'text-embeddings-inference', 'huggingface-pytorch-inference', 'huggingface-pytorch-tgi-inference', 'huggingface-pytorch-*', 'huggingface-text-generation-inference*', 'huggingface-text-embeddings-inference*', 'huggingface-vllm*', 'tgi-gaudi',
  // KServe, Seldon, Triton's kin.
  'kserve/huggingfaceserver', 'huggingfaceserver', 'kserve/*server', 'kserve/storage-initializer', 'deepjavalibrary/djl-serving', 'djl-serving', 'djl-inference', 'seldonio/mlserver', 'seldonio/*server', 'pytorch/torchserve', 'torchserve', 'pytorch/torchserve-kfs', 'torchserve-kfs', 'tensorflow/serving', 'openvino/model_server', 'openvino/model-server', 'trustyai/*', 'trustyai/ta-lmes-job', 'modelmesh', 'cloud-tpu-images/inference/*', 'jetstream-pytorch*', 'maxtext*', 'maxdiffusion*', 'max-diffusion*',
  // Servers for one machine.
  'ollama/ollama', 'ollama', 'ggml-org/llama.cpp', 'ggerganov/llama.cpp', 'llama.cpp', 'llama-cpp-*', 'go-skynet/local-ai', 'localai/localai', 'local-ai', 'localai', 'michaelf34/infinity', 'faster-whisper*', 'whisper.cpp', 'openai-whisper*', 'speaches', 'comfyui*', '*-comfyui', 'stable-diffusion*', 'lmdeploy', 'mlc-llm*', 'xinference', 'fastchat*',
  // Distributed computing and training.
  'rayproject/ray', 'rayproject/ray-ml', 'rayproject/ray-llm', 'axolotlai/axolotl', 'axolotl', 'pytorch/pytorch', 'tensorflow/tensorflow', 'kubeflow/trainer/*-runtime', 'trainer/*-runtime', 'kubeflow/katib/*', 'kubeflowkatib/*', 'kfp-launcher', 'kfp-driver', 'deepspeed*', 'lm-eval*', 'lm-evaluation-harness*', 'llamafactory', 'llama-factory', 'unsloth',
  'jupyter/*-notebook', 'notebook-servers/*', 'jupyter/datascience-notebook', 'jupyterhub/k8s-singleuser-sample', 'kubeflownotebookswg/*',
  // Agents, MCP, gateways, chat applications.
  'kagent-dev/kagent/app', 'kagent-dev/kagent/golang-adk', 'k8sgpt-ai/k8sgpt', 'k8sgpt', 'agentgateway/agentgateway', 'agentgateway.dev/agentgateway', 'agentgateway', 'ai-gateway-extproc', 'envoyproxy/ai-gateway-extproc', 'gateway-api-inference-extension/epp', 'llm-d-inference-scheduler',
  '*-mcp-server', '*-mcp', 'mcp-server-*', 'mcp-server', 'mcp-proxy', 'mcp-gateway', 'toolhive/proxyrunner', 'toolhive/vmcp', 'toolhive/egress-proxy', 'metamcp',
  'berriai/litellm', 'berriai/litellm*', 'litellm', 'litellm-*', 'open-webui/open-webui', 'open-webui', 'flowiseai/flowise', 'flowiseai/flowise*', 'flowise', 'langgenius/dify-*', 'dify-api', 'dify-web', 'langflowai/langflow', 'langflowai/langflow*', 'langflow', 'langchain/langgraph-api', 'langgraph-api', 'huggingface/chat-ui', 'librechat', 'anythingllm', 'mintplexlabs/anythingllm', 'lobehub/lobe-chat', 'lobe-chat', 'ragflow', 'privategpt', 'private-gpt', 'portkeyai/gateway', 'openhands', 'crewai*', 'letta/letta', 'jan-server', 'big-agi', 'chatbot-ui', 'chatgpt-next-web', 'khoj',
  'kaito/kaito-base', 'kaito-base', 'kaito/workspace-*', 'llamastack/distribution-*', 'ogxai/distribution-*', 'cloud-native/nim-*',
];

/** Folders of registries below which everything is AI, but for what its name says it is not. Tier medium. */
export const AI_PUBLISHERS: readonly string[] = ['vllm', 'vllm-project', 'lmsysorg', 'sgl-project', 'ollama', 'llm-d', 'lmcache', 'huggingface', 'langgenius', 'berriai', 'open-webui', 'axolotlai', 'ai-dynamo', 'opea', 'mcp', 'modelcontextprotocol', 'flowiseai', 'langflowai', 'langchain', 'ggml-org', 'localai', 'rayproject', 'nemo-microservices', 'semantic-router', 'kubeai-project'];

/** Words of an image's last name, split at `-`, `_` and `.`: what a mirror that flattens or renames leaves of a path. Tier medium. */
export const AI_WORDS: readonly string[] = ['vllm', 'sglang', 'ollama', 'tritonserver', 'litellm', 'llm', 'llms', 'llama', 'llamacpp', 'langchain', 'langgraph', 'langserve', 'openai', 'huggingface', 'chatgpt', 'embeddings', 'reranker', 'tgi', 'genai'];

/** Words that make of a known name something that only stands beside it: what runs it, watches it, or plays it. */
export const NOT_AI_WORDS: readonly string[] = ['operator', 'controller', 'manager', 'webhook', 'exporter', 'mock', 'mocker', 'emulator', 'driver', 'plugin', 'installer', 'monitor', 'ui', 'docs', 'website', 'tools', 'dashboard', 'simulator', 'sim', 'benchmark', 'loadgen'];

/** NVIDIA's catalogue has a repository for each model: `nvcr.io/nim/PUBLISHER/MODEL`, and a mirror may leave out the registry. */
export const NIM_PUBLISHERS: readonly string[] = ['meta', 'nvidia', 'mistralai', 'google', 'microsoft', 'deepseek-ai', 'qwen', 'snowflake', 'baai', 'baidu', 'ibm', 'ibm-granite', 'openai', 'stabilityai', 'black-forest-labs', 'mit', 'ipd', 'arc', 'colabfold', 'deepmind', 'writer', 'nv-mistralai', 'tokyotech-llm', 'moonshotai'];

/** Names of environment variables, `*` standing for the rest. Tier medium. */
export const AI_ENV: readonly string[] = [
  'OPENAI_*', 'AZURE_OPENAI_*', 'AZURE_AI_*', 'ANTHROPIC_*', 'CLAUDE_*', 'GEMINI_*', 'GOOGLE_GENAI_*', 'GOOGLE_GEMINI_*', 'VERTEX_AI_*', 'VERTEXAI_*', 'BEDROCK_*', 'AWS_BEDROCK_*', 'GROQ_*', 'MISTRAL_API_KEY', 'COHERE_*', 'OPENROUTER_*', 'DEEPSEEK_*', 'TOGETHER_API_KEY', 'XAI_API_KEY', 'PERPLEXITY_API_KEY', 'FIREWORKS_API_KEY', 'REPLICATE_API_TOKEN', 'DASHSCOPE_API_KEY', 'VOYAGE_API_KEY', 'NVIDIA_API_KEY', 'WATSONX_*', 'CHATGPT_*',
  'HF_TOKEN', 'HF_HOME', 'HF_HUB_*', 'HF_ENDPOINT', 'HF_DATASETS_*', 'HF_API_*', 'HF_MODEL_*', 'HUGGING_FACE_*', 'HUGGINGFACE_*', 'HUGGINGFACEHUB_*', 'TRANSFORMERS_*', 'SENTENCE_TRANSFORMERS_*',
  'VLLM_*', 'SGLANG_*', 'LMCACHE_*', 'NIM_*', 'NGC_API_KEY', 'OLLAMA_*', 'MLSERVER_*', 'INFINITY_*', 'BENTOML_*', 'TORCHSERVE_*', 'WHISPER_*', 'LLAMA_*', 'LLAMA_ARG_*', 'TENSORRT_LLM_*',
  'LITELLM_*', 'LANGCHAIN_*', 'LANGSMITH_*', 'LANGGRAPH_*', 'LANGSERVE_*', 'LANGFLOW_*', 'FLOWISE_*', 'LLM_*', 'K8SGPT_*', 'MCP_*', 'KAGENT_*', 'JUPYTERHUB_API_TOKEN', 'EMBEDDING_MODEL', 'EMBEDDING_MODEL_*', 'EMBEDDINGS_MODEL*',
];

/** Words of the names of Secrets, and of ConfigMaps that become an environment. Tier medium. */
export const AI_SECRETS: readonly string[] = ['openai', 'anthropic', 'huggingface', 'hugging-face', 'hf', 'gemini', 'bedrock', 'litellm', 'llm', 'cohere', 'langsmith', 'ngc'];

/**
 * What stands in commands and arguments, as a whole word or the beginning of one (`…*`), with what is asked of it: `--model`
 * alone is a slicer's and a weather forecast's too. Tier medium.
 */
export const AI_ARGUMENTS: readonly string[] = [
  '--served-model-name', '--tensor-parallel-size', '--pipeline-parallel-size', '--max-model-len', '--gpu-memory-utilization', '--enable-prefix-caching', '--kv-transfer-config', '--model-repository', '--model-store', '--hf-*', '--lora-modules', '--mcp*',
  '--transport sse', '--transport streamable-http', '--transport=sse', '--transport=streamable-http', '--transport http-stream',
  'vllm serve', 'vllm.entrypoints*', 'sglang.launch_server', 'sglang.*', 'text-generation-launcher', 'text-embeddings-router', 'mlflow models serve', 'bentoml serve', 'ollama serve', 'ollama run', 'ollama pull', 'ollama create', 'ray start', 'ray job submit', 'llama-server', 'llama_cpp.server', 'litellm --config', 'open-webui serve', 'llama stack run', 'langgraph dev', 'langgraph up', 'lm_eval*', 'axolotl', 'axolotl.*', 'torchrun', 'torch.distributed.*', 'accelerate launch', 'deepspeed', 'jupyter lab', 'jupyterhub-singleuser',
  'huggingface-cli', 'huggingface_hub*', 'snapshot_download*', 'hf download', 'hf://*', '@modelcontextprotocol/*', 'mcp-server-*', 'mcp run', 'fastmcp*',
];

/** Ends of file names in arguments that only models have. */
export const MODEL_FILES: readonly string[] = ['.gguf', '.safetensors', '.ggml'];

/** Publishers of models, before a `/` in an argument: `Qwen/Qwen3-8B`. */
export const MODEL_PUBLISHERS: readonly string[] = ['meta-llama', 'qwen', 'mistralai', 'deepseek-ai', 'google/gemma', 'google/flan', 'baai', 'intfloat', 'sentence-transformers', 'tinyllama', 'facebook/opt', 'microsoft/phi', 'tiiuae', 'huggingfacetb', 'huggingfaceh4', 'openai-community', 'openai/gpt-oss', 'openai/whisper', 'systran/faster', 'stabilityai', 'black-forest-labs', 'ibm-granite', 'eleutherai', 'bigscience', 'unsloth', 'redhatai', 'neuralmagic', 'nousresearch', 'nomic-ai', 'mixedbread-ai', 'moonshotai', 'zai-org'];

/** Families of models, in the name of an image that a volume holds. */
export const MODEL_FAMILIES: readonly string[] = ['llama', 'qwen', 'mistral', 'mixtral', 'gemma', 'deepseek', 'phi', 'granite', 'falcon', 'bge', 'gpt', 'bert', 'whisper', 'smollm', 'tinyllama', 'instruct', 'gguf', 'llm'];

/** Names of containers, `*` standing for the rest. Tier medium. */
export const AI_CONTAINERS: readonly string[] = ['kserve-container', 'vllm', 'vllm-*', 'sglang', 'sglang-*', 'ollama', 'ollama-*', 'tgi', 'tgi-*', 'litellm', 'litellm-*', 'tritonserver', 'triton-inference-server', 'mcp-server', 'mcp', 'modelcar', 'modelcar-*', 'ray-head', 'ray-worker', 'storage-initializer', 'open-webui', 'langgraph-*', 'llama-server', 'llama-cpp', 'llama-stack', 'kfp-launcher', 'huggingface-*', 'text-generation-inference', 'text-embeddings-inference', 'localai', 'local-ai', 'torchserve', 'llm', 'llm-*'];

/** Accelerators as device plugins name them, `*` standing for the rest. Tier low: none proves AI. Sources: the documentation of each plugin. */
export const ACCELERATORS: readonly string[] = [
  'nvidia.com/gpu', 'nvidia.com/gpu.shared', 'nvidia.com/mig-*', 'nvidia.com/pgpu', 'nvidia.com/gpumem*', 'nvidia.com/gpucores',
  // A GPU shared by a plugin of its own, or by what schedules it in slices.
  'aliyun.com/gpu-mem', 'volcano.sh/vgpu-*', 'k8s.amazonaws.com/vgpu', 'tencent.com/vcuda-*',
  // A partition is named after its mode: cpx_nps4.
  'amd.com/gpu', 'amd.com/spx_nps*', 'amd.com/dpx_nps*', 'amd.com/qpx_nps*', 'amd.com/cpx_nps*',
  'gpu.intel.com/*', 'npu.intel.com/accel', 'habana.ai/gaudi*', 'intel.com/gaudi*', 'google.com/tpu', 'aws.amazon.com/neuron*', 'huawei.com/ascend*', 'cambricon.com/mlu*', 'cambricon.com/vmlu*', 'furiosa.ai/*', 'hygon.com/dcu*', 'metax-tech.com/*gpu', 'iluvatar.ai/*', 'iluvatar.com/*', 'mthreads.com/*gpu', 'enflame.com/*gcu', 'kunlunxin.com/*xpu', 'birentech.com/gpu', 'qualcomm.com/qaic*', 'tenstorrent.com/*', 'rebellions.ai/*',
];

/** Of these, what only reads counters of all devices, and computes on none. */
export const MONITORS: readonly string[] = ['gpu.intel.com/*monitoring'];

/** A device claim that the scheduler makes of a resource. Source: k8s.io/api/resource/v1, ResourceDeviceClassPrefix. */
export const DEVICE_CLASS = 'deviceclass.resource.kubernetes.io/';

/** Words of a claim, or of its class, that say that the device computes. */
export const COMPUTES: readonly string[] = ['gpu', 'gpus', 'tpu', 'npu', 'neuron', 'accelerator', 'mig'];

/** Devices that a pod takes past any plugin. Tier low. */
export const DEVICE_PATHS: readonly string[] = ['/dev/nvidia*', '/dev/kfd', '/dev/accel*', '/dev/neuron*'];
/** The scheduler's own words for part of a GPU. Tier low. */
export const GPU_ANNOTATIONS: readonly string[] = ['gpu-fraction', 'gpu-memory'];
/** Where no device plugin runs. Tier low: CAD and streaming have it too. */
export const GPU_RUNTIMES: readonly string[] = ['nvidia'];

/** Beside an accelerator, and only there: variables, words of an image's path or of a container's name. Tier medium together. */
export const HINT_ENV: readonly string[] = ['MODEL_ID', 'MODEL_NAME', 'MODEL_PATH', 'MODEL_DIR', 'MODEL', 'NCCL_*', 'TPU_*', 'NEURON_*', 'TORCH_*', 'PYTORCH_*', 'WANDB_*', 'TF_*', 'JAX_*', 'XLA_*'];
export const HINT_WORDS: readonly string[] = ['ml', 'ai', 'mlops', 'gpt', 'bert', 'nlp', 'rag', 'inference', 'infer', 'serving', 'training', 'trainer', 'finetune', 'finetuning', 'finetuner', 'torch', 'pytorch', 'tensorflow', 'keras', 'jax', 'diffusion', 'whisper', 'embed', 'embedder', 'embedding', 'ddp', 'yolo', 'nemo', 'megatron', 'notebook', 'jupyter', 'jupyterlab', 'transformer', 'transformers'];
/** Where a model is mounted. */
export const HINT_MOUNTS: readonly string[] = ['/models', '/mnt/models', '/model', '/model-cache', '/opt/ml/model'];

/** A mount that nothing but the Hugging Face libraries has. Tier medium. */
export const MODEL_CACHE = '/.cache/huggingface';
/** Words of the names of claims of volumes. Tier low. */
export const MODEL_CLAIMS: readonly string[] = ['hf', 'model', 'models', 'llm', 'huggingface'];
