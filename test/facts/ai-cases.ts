/** A pod, in short: its first container with what stands beside that in the pod. */
export interface ShortPod {
  readonly labels?: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly image?: string;
  /** Names only: what a variable holds is nobody's business here. */
  readonly env?: readonly string[];
  readonly args?: readonly string[];
  readonly asks?: string;
  readonly mount?: string;
  /** Of a Secret that becomes the environment. */
  readonly envFrom?: string;
  /** More of the pod. */
  readonly spec?: object;
  readonly annotations?: object;
}

export type Case = readonly [what: string, pod: ShortPod];

/** A pod of a case. */
export const podOf = ({ labels = { app: 'app' }, name = 'app', image = 'registry.corp/team/app:1', env = [], args = [], asks, mount, envFrom, spec = {}, annotations = {} }: ShortPod): object => ({
  metadata: { labels, annotations },
  spec: {
    containers: [
      {
        name,
        image,
        args,
        env: env.map((variable) => ({ name: variable, value: 'x' })),
        ...(envFrom !== undefined && { envFrom: [{ secretRef: { name: envFrom } }] }),
        ...(asks !== undefined && { resources: { limits: { [asks]: '1' } } }),
        ...(mount !== undefined && { volumeMounts: [{ name: 'm', mountPath: mount }] }),
      },
    ],
    ...spec,
  },
});

const GPU = 'nvidia.com/gpu';

/** Workloads of AI, as projects, charts and operators write them, and as people rename and hide them. */
export const OF_AI: readonly Case[] = [
  ['vLLM', { image: 'vllm/vllm-openai:v0.9', asks: GPU }],
  ['vLLM for CPUs', { image: 'public.ecr.aws/q9t5s3a7/vllm-cpu-release-repo:v0.9' }],
  ['vLLM, as NVIDIA ships it', { image: 'nvcr.io/nvidia/vllm:25.09-py3', asks: GPU }],
  ['vLLM for Gaudi', { image: 'opea/vllm-gaudi:1.2', asks: 'habana.ai/gaudi' }],
  ['vLLM on OpenShift AI', { image: 'quay.io/modh/vllm:rhoai-2.20', asks: GPU }],
  ['TGI, as Google names it', { labels: { app: 'gemma', 'ai.gke.io/model': 'gemma' }, image: 'us-docker.pkg.dev/deeplearning-platform-release/gcr.io/huggingface-text-generation-inference-cu124.2-3', asks: GPU }],
  ['TGI for Gaudi', { image: 'ghcr.io/huggingface/tgi-gaudi:2.3', asks: 'habana.ai/gaudi' }],
  ['text embeddings on CPU', { image: 'ghcr.io/huggingface/text-embeddings-inference:cpu-1.8' }],
  ['SGLang', { image: 'lmsysorg/sglang:latest', asks: GPU }],
  ['Ollama, repackaged', { image: 'alpine/ollama' }],
  ['llama.cpp', { image: 'ghcr.io/ggml-org/llama.cpp:server' }],
  ['LocalAI', { image: 'quay.io/go-skynet/local-ai:latest' }],
  ['Infinity', { image: 'michaelf34/infinity:0.0.77' }],
  ['OpenVINO', { image: 'openvino/model_server:2025.1' }],
  ['TensorFlow Serving', { image: 'tensorflow/serving:2.18' }],
  ['TorchServe', { image: 'pytorch/torchserve-kfs:0.12' }],
  ['Triton', { image: 'nvcr.io/nvidia/tritonserver:25.05-py3', asks: GPU }],
  ['NIM from a mirror without the registry', { image: 'mirror.corp/nim/meta/llama-3.1-8b-instruct:1.8' }],
  ['Dynamo front end', { image: 'nvcr.io/nvidia/ai-dynamo/dynamo-frontend:0.6' }],
  ['MLServer', { image: 'seldonio/mlserver:1.7', env: ['MLSERVER_MODEL_NAME'] }],
  ['KServe model server', { image: 'kserve/xgbserver:v0.15', name: 'kserve-container' }],
  ['MLflow model, own image', { args: ['mlflow', 'models', 'serve', '-m', '/model'] }],
  ['Bento, own image', { args: ['bentoml', 'serve', '.'] }],
  ['Whisper', { image: 'fedirz/faster-whisper-server:latest-cuda', asks: GPU }],
  ['ComfyUI', { image: 'yanwk/comfyui-boot:cu124', asks: GPU }],
  ['own diffusion server on TPU', { image: 'us-docker.pkg.dev/p/llm/max-diffusion:1', asks: 'google.com/tpu' }],
  ['Ray without its operator', { image: 'rayproject/ray:2.46', args: ['ray start --head'] }],
  ['GKE TPU image', { image: 'us-docker.pkg.dev/cloud-tpu-images/inference/max-llm:1', asks: 'google.com/tpu' }],
  ['picker of an InferencePool', { image: 'registry.k8s.io/gateway-api-inference-extension/epp:v1.0' }],
  ['pod of Kthena', { labels: { 'modelserving.volcano.sh/name': 'm' } }],
  ['pod of AIBrix', { labels: { 'model.aibrix.ai/name': 'qwen' } }],
  ['pod of KubeAI', { labels: { model: 'm', 'app.kubernetes.io/managed-by': 'kubeai' } }],
  ['pod of Yatai', { labels: { 'yatai.ai/bento-deployment': 'b' } }],
  ['fine-tuning by torchrun, own image', { args: ['torchrun', '--nproc_per_node=8', 'train.py'] }],
  ['fine-tuning by axolotl', { image: 'axolotlai/axolotl:main-latest', asks: GPU }],
  ['evaluation', { args: ['lm_eval', '--tasks', 'mmlu'], env: ['HF_TOKEN'] }],
  ['Katib trial', { labels: { 'katib.kubeflow.org/trial': 't' } }],
  ['pipeline step', { labels: { 'pipelines.kubeflow.org/v2_component': 'true' } }],
  ['DDP in a queue, own image', { image: 'registry.corp/ml/ddp:1', asks: GPU }],
  ['download of a model', { image: 'python:3.12-slim', args: ['bash', '-c', 'pip install huggingface_hub; huggingface-cli download meta-llama/Llama-3 --local-dir /data'] }],
  ['notebook of JupyterHub on CPU', { labels: { app: 'jupyterhub', 'hub.jupyter.org/username': 'bob' }, image: 'quay.io/jupyter/scipy-notebook:latest' }],
  ['agent on OpenAI', { env: ['OPENAI_API_KEY'] }],
  ['agent on Azure', { env: ['AZURE_OPENAI_ENDPOINT', 'AZURE_OPENAI_API_KEY'] }],
  ['agent on Anthropic', { env: ['ANTHROPIC_API_KEY'] }],
  ['agent on Bedrock by its model', { env: ['AWS_REGION', 'BEDROCK_MODEL_ID'] }],
  ['agent on Gemini', { env: ['GEMINI_API_KEY'] }],
  ['agent on Vertex AI', { env: ['GOOGLE_GENAI_USE_VERTEXAI'] }],
  ['agent whose keys come from a Secret', { envFrom: 'openai-credentials' }],
  ['LangGraph server, own image', { env: ['LANGSMITH_API_KEY'], name: 'langgraph-api-server' }],
  ['MCP server, own image', { image: 'registry.corp/tools/jira-mcp:2', args: ['--transport', 'streamable-http'] }],
  ['MCP server of ToolHive', { labels: { 'toolhive-name': 'github' }, image: 'ghcr.io/github/github-mcp-server' }],
  ['MCP server by npx', { image: 'node:22', args: ['npx', '-y', '@modelcontextprotocol/server-filesystem'] }],
  ['LiteLLM', { image: 'ghcr.io/berriai/litellm-database:main-stable' }],
  ['AI gateway’s sidecar', { spec: { initContainers: [{ name: 'ai-gateway-extproc', image: 'docker.io/envoyproxy/ai-gateway-extproc:v0.3' }] } }],
  ['agentgateway', { labels: { 'gateway.networking.k8s.io/gateway-class-name': 'agentgateway' } }],
  ['Open WebUI', { image: 'ghcr.io/open-webui/open-webui:0.6' }],
  ['Dify', { image: 'langgenius/dify-api:1.4' }],
  ['Flowise', { image: 'flowiseai/flowise:3' }],
  ['K8sGPT', { image: 'ghcr.io/k8sgpt-ai/k8sgpt:v0.4' }],
  ['flattened: vLLM', { image: 'registry.corp/mirror/docker.io-vllm-vllm-openai:v0.9' }],
  ['flattened: LiteLLM', { image: 'registry.corp/m/ghcr.io_berriai_litellm:main' }],
  ['renamed on CPU, arguments kept', { image: 'registry.corp/platform/srv:1', args: ['--model', '/models/m', '--max-model-len', '8192'] }],
  ['renamed, with a cache of Hugging Face', { mount: '/root/.cache/huggingface' }],
  ['renamed, on a GPU, told by its model', { asks: GPU, env: ['MODEL_ID'] }],
  ['an image of a public registry, on a GPU, told by its name', { image: 'ultralytics/yolo:8', asks: GPU }],
  ['renamed, on a part of a GPU', { image: 'registry.corp/platform/serving:1', annotations: { 'gpu-fraction': '0.5' } }],
  ['renamed, on a device of the host', { image: 'registry.corp/platform/inference:1', spec: { volumes: [{ hostPath: { path: '/dev/nvidia0' } }] } }],
  ['renamed, with a model by an image volume', { spec: { volumes: [{ image: { reference: 'registry.corp/models/llama-3.2-1b-instruct:1' } }] } }],
  ['modelcar', { spec: { initContainers: [{ name: 'modelcar-init', image: 'registry.corp/m/own:1' }] } }],
  ['model given by name', { args: ['--model', 'Qwen/Qwen3-8B'] }],
  ['model file', { args: ['-m', '/data/phi-4-q4.gguf'] }],
  ['by an ephemeral container', { image: 'nginx', spec: { ephemeralContainers: [{ name: 'debug', image: 'ollama/ollama' }] } }],
  // What no name says; the user's word finds them.
  ['agent on Bedrock by its role alone', { env: ['AWS_REGION'], spec: { serviceAccountName: 'letters' } }],
  ['renamed, by a claim of models alone', { mount: '/models', spec: { volumes: [{ persistentVolumeClaim: { claimName: 'models' } }] } }],
  ['renamed, on a GPU, nothing kept', { image: 'registry.corp/platform/srv:1', asks: GPU }],
  ['renamed, on a chip of Tenstorrent', { image: 'registry.corp/platform/srv:1', asks: 'tenstorrent.com/n150' }],
];

/** What is none, though it looks like one. */
export const NOT_OF_AI: readonly Case[] = [
  ['transcoding', { image: 'jellyfin/jellyfin', asks: GPU, env: ['NVIDIA_VISIBLE_DEVICES', 'NVIDIA_DRIVER_CAPABILITIES'], spec: { runtimeClassName: 'nvidia' } }],
  ['transcoding on Intel', { image: 'plexinc/pms-docker', asks: 'gpu.intel.com/i915' }],
  ['rendering', { image: 'linuxserver/blender', asks: GPU }],
  ['mining', { image: 'registry.corp/x/ethminer:1', asks: GPU }],
  ['desktop', { image: 'ghcr.io/selkies-project/nvidia-egl-desktop:latest', asks: GPU }],
  ['rendering, from a registry that is called ai', { image: 'ai.corp.example/render/blender:4', asks: GPU }],
  ['hashcat', { image: 'dizcza/docker-hashcat:cuda', asks: GPU }],
  ['CUDA sample', { image: 'nvcr.io/nvidia/k8s/cuda-sample:vectoradd-cuda12.5.0', asks: GPU }],
  ['network card by a device claim', { spec: { resourceClaims: [{ name: 'nic', resourceClaimTemplateName: 'sriov' }] } }],
  ['monitoring of GPUs', { image: 'nvcr.io/nvidia/k8s/dcgm-exporter:4', spec: { nodeSelector: { 'nvidia.com/gpu.present': 'true' }, affinity: {} } }],
  ['monitoring of Intel GPUs', { image: 'intel/xpumanager', asks: 'gpu.intel.com/i915_monitoring' }],
  ['exporter of Ollama', { image: 'prom/ollama-exporter:v1' }],
  ['operator of vLLM', { image: 'vllm/vllm-operator:1' }],
  ['operators beside AI', { image: 'ghcr.io/kagent-dev/kagent/controller:0.6' }],
  ['NIM operator', { image: 'nvcr.io/nvidia/cloud-native/k8s-nim-operator:v2' }],
  ['mock of a model server', { image: 'registry.corp/test/openai-mock:1' }],
  ['web shop that is called inference', { labels: { app: 'inference', model: 'winter-jacket' }, name: 'inference', image: 'registry.corp/shop/api:3' }],
  ['recommendations of a demo shop', { image: 'us-central1-docker.pkg.dev/google-samples/microservices-demo/recommendationservice:v0.10' }],
  ['slicer of 3D models', { args: ['--model', '/models/part.stl'], mount: '/models', spec: { volumes: [{ persistentVolumeClaim: { claimName: 'models' } }] } }],
  ['weather forecast', { image: 'registry.corp/hpc/wrf:4', args: ['--model', 'gfs'], env: ['MODEL_NAME'] }],
  ['dbt', { image: 'ghcr.io/dbt-labs/dbt-core:1.9', args: ['run', '--model', 'orders'] }],
  ['machine config', { labels: { app: 'mcp-controller' }, name: 'mcp-controller', image: 'quay.io/openshift/machine-config:1' }],
  ['mailing lists by mlserver', { image: 'registry.corp/mail/mlserver:2' }],
  ['v2ray', { image: 'teddysun/v2ray:5' }],
  ['Nim compiler', { image: 'nimlang/nim:2', args: ['nim', 'compile'] }],
  ['Elastic Agent', { labels: { app: 'agent' }, image: 'docker.elastic.co/beats/elastic-agent:9.0' }],
  ['CAD by a runtime class', { image: 'registry.corp/cad/viewer:1', spec: { runtimeClassName: 'nvidia' } }],
  ['Spark', { image: 'spark:3.5', labels: { 'spark-role': 'driver' } }],
  ['Postgres', { image: 'ghcr.io/cloudnative-pg/postgresql:17' }],
  ['Argo CD', { image: 'quay.io/argoproj/argocd:v3' }],
  ['Harbor', { image: 'goharbor/registry-photon:v2.13' }],
  ['nginx of a LeaderWorkerSet', { labels: { 'leaderworkerset.sigs.k8s.io/name': 'sample' }, image: 'nginxinc/nginx-unprivileged:1.27' }],
  ['GROMACS by an MPIJob', { labels: { 'training.kubeflow.org/job-name': 'gmx' }, image: 'gromacs/gromacs:2024' }],
  ['port of vLLM, and nothing else', { spec: { containers: [{ name: 'app', image: 'registry.corp/team/app:1', ports: [{ containerPort: 8000 }, { containerPort: 11434 }] }] } }],
  ['Graphite', { image: 'graphiteapp/graphite-statsd', env: ['GRAPHITE_WHISPER_AUTOCREATE'] }],
  ['OpenStack Mistral', { image: 'openstackhelm/mistral:2025.1', env: ['MISTRAL_HOST'], envFrom: 'mistral-etc' }],
  ['Oracle Coherence', { image: 'container-registry.oracle.com/coherence:14', env: ['COHERENCE_CLUSTER'] }],
  ['Terraform', { image: 'hashicorp/terraform:1.12', env: ['TF_VAR_region'] }],
  ['agent of a CI', { image: 'jenkins/inbound-agent:latest', name: 'agent', env: ['JENKINS_AGENT_NAME'] }],
  ['kubectl with a long script', { image: 'bitnami/kubectl', args: ['sh', '-c', 'for m in $(ls models); do echo "serving $m"; done'] }],
];
