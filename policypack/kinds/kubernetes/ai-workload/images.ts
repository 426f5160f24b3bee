/**
 * Known images of model servers and AI runtimes: the last components of a repository's path, so that a registry, a
 * port or the folders of a mirror before them change nothing. A `*` at the end stands for the rest of a name. Sources:
 * the installation manifests of each project.
 */
export const KNOWN_IMAGES: readonly string[] = [
  'vllm/vllm-openai',
  'vllm-openai',
  'huggingface/text-generation-inference',
  'text-generation-inference',
  'nvidia/tritonserver',
  'tritonserver',
  'lmsysorg/sglang',
  'sglang',
  'ollama/ollama',
  'ollama',
  'rayproject/ray',
  'rayproject/ray-ml',
  'rayproject/ray-llm',
  'rocm/vllm',
  'rhaiis/vllm-*',
  'lmcache/lmstack-router',
  'llm-d/llm-d',
  'llm-d/llm-d-*',
  'ai-dynamo/vllm-runtime',
  'ai-dynamo/sglang-runtime',
  'ai-dynamo/tensorrtllm-runtime',
  'huggingface/text-embeddings-inference',
  'text-embeddings-inference',
  'huggingface-pytorch-inference',
  'huggingface-pytorch-tgi-inference',
  'kserve/huggingfaceserver',
  'huggingfaceserver',
  'deepjavalibrary/djl-serving',
  'djl-serving',
  'djl-inference',
  'seldonio/mlserver',
  'mlserver',
  'pytorch/torchserve',
  'torchserve',
  'pytorch/torchserve-kfs',
  'torchserve-kfs',
  'tensorflow/serving',
  'ggml-org/llama.cpp',
  'ggerganov/llama.cpp',
  'kaito/kaito-base',
  'llamastack/distribution-*',
];

/** Everything below: NVIDIA's catalogue has a repository for each model. */
const NIM = ['nvcr.io', 'nim'];

/** No reference is longer: 255 characters of name, 128 of tag, 135 of digest. Source: distribution/reference. */
const LONGEST = 1024;

/**
 * The known image that a reference names, as the table has it; undefined for any other. The last component must be
 * whole: `ollama-exporter` is no `ollama`.
 */
export function knownImage(reference: string): string | undefined {
  const components = repository(reference);
  const path = components.join('/');
  const found = KNOWN_IMAGES.find((image) => (image.endsWith('*') ? beginsWith(components, image.slice(0, -1)) : path === image || path.endsWith(`/${image}`)));
  return found ?? nimImage(components);
}

/** Whether the end of a path is of the family: as many components, the last of them longer than the family's. */
function beginsWith(components: readonly string[], family: string): boolean {
  const end = components.slice(-family.split('/').length).join('/');
  return end.length > family.length && end.startsWith(family);
}

/** The components of a reference without tag and digest, the registry's port left out. */
function repository(reference: string): string[] {
  if (reference.length > LONGEST) return [];
  const [name = ''] = reference.trim().toLowerCase().split('@');
  const components = name.split('/');
  const last = components.pop() ?? '';
  // Only the last component has a tag: a colon before it is that of the registry's port.
  return [...components.map((part, index) => (index === 0 ? part.replace(/:\d+$/, '') : part)), last.replace(/:.*$/, '')];
}

/** `nvcr.io/nim/PUBLISHER/MODEL`, itself or below the path of a mirror. */
function nimImage(components: readonly string[]): string | undefined {
  const at = components.findIndex((part, index) => part === NIM[0] && components[index + 1] === NIM[1]);
  return at >= 0 && components.length > at + 2 ? 'nvcr.io/nim/*' : undefined;
}
