/**
 * Known images of model servers and AI runtimes: the last components of a repository's path, so that a registry, a
 * port or the folders of a mirror before them change nothing.
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
  const found = KNOWN_IMAGES.find((image) => path === image || path.endsWith(`/${image}`));
  return found ?? nimImage(components);
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
