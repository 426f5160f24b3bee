import * as signals from '../../policypack/kinds/kubernetes/ai-workload/signals.js';
import { doNotEdit, type GeneratedFile } from './generated-file.js';

const listed = (names: readonly string[]): string => `${names.map((name) => `\`${name}\``).join(', ')}.`;

const grouped = (kinds: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(kinds).map(([group, names]) => `- \`${group}\`: ${names.join(', ')}`).join('\n');

const SECTIONS: readonly (readonly [title: string, text: string, list: string])[] = [
  ['Judged by their pods', 'Kinds of AI operators that run anything, AI or not: the kind is no sign.', grouped(signals.JUDGED_BY_PODS)],
  ['Configuration', 'Kinds that configure, and run nothing of their own: listed as configuration.', grouped(signals.CONFIGURES)],
  ['Pods that a model answers by (certain)', 'Pods in the same namespace that the selector of one of these chooses.', signals.POOLS.map(({ apiGroup, kind }) => `- ${kind} of \`${apiGroup}\``).join('\n')],
  ['Labels (high)', 'Of pods and of templates of pods.', listed(Object.keys(signals.AI_LABELS))],
  ['Values of labels', 'A name is anybody\'s to give: medium.', signals.LABEL_VALUES.map(({ key, values, confidence }) => `- \`${key}\` (${confidence}): ${values.map((value) => `\`${value}\``).join(', ')}`).join('\n')],
  ['Images (medium)', 'By the end of the repository\'s path, whatever registry, port or folders of a mirror stand before it, and where a mirror flattens the path: `docker.io-vllm-vllm-openai`. Below `nvcr.io/nim/*` everything.', listed(signals.KNOWN_IMAGES)],
  ['Publishers of images (medium)', 'Folders below which everything is AI.', listed(signals.AI_PUBLISHERS)],
  ['Words of an image\'s last name (medium)', 'Split at `-`, `_` and `.`.', listed(signals.AI_WORDS)],
  ['Words that take back the three above, but for an image that is named whole', 'What runs a known thing, watches it, or plays it.', listed(signals.NOT_AI_WORDS)],
  ['Environment variables (medium)', 'Names; a value is never looked at.', listed(signals.AI_ENV)],
  ['Commands and arguments (medium)', 'Whole words, or the beginning of one. `--model` alone is none.', listed([...signals.AI_ARGUMENTS, ...signals.MODEL_FILES.map((end) => `*${end}`), ...signals.MODEL_PUBLISHERS.map((publisher) => `${publisher}/*`)])],
  ['Secrets and ConfigMaps (medium)', 'Words of their names, where a container takes its environment or a volume from them.', listed(signals.AI_SECRETS)],
  ['Containers (medium)', 'Names of containers.', listed(signals.AI_CONTAINERS)],
  ['Volumes', `A mount of \`${signals.MODEL_CACHE}\`, and an image volume that is named for a family of models: medium. Any other image volume, and a claim named for one of these: low.`, listed([...signals.MODEL_CLAIMS])],
  ['Accelerators (low)', 'Resources that a container asks for, and claims of Dynamic Resource Allocation (`resourceClaims`, `deviceclass.resource.kubernetes.io/*`).', listed(signals.ACCELERATORS)],
  ['Devices past any plugin (low)', 'Host paths, annotations, runtime classes.', listed([...signals.DEVICE_PATHS, ...signals.GPU_ANNOTATIONS, ...signals.GPU_RUNTIMES])],
  ['Beside an accelerator, and only there (medium)', 'Variables, words of an image\'s path or a container\'s name, mounts.', listed([...signals.HINT_ENV, ...signals.HINT_WORDS, ...signals.HINT_MOUNTS])],
];

/** `docs/ai-signs.md`: every sign by which an AI workload is found. */
export function aiSignsPage(): GeneratedFile {
  const head = 'Every sign by which a scan takes something for an [AI workload](ai-workloads.md), but for the kinds of AI operators, which stand there. `*` stands for any part of a name. Names are looked at, never values. Ports, node selectors, affinity, `NVIDIA_VISIBLE_DEVICES`, names of namespaces and labels such as `model` prove nothing.';
  const sections = SECTIONS.flatMap(([title, text, list]) => [`## ${title}`, text, list]);
  return { path: 'docs/ai-signs.md', text: `${[doNotEdit('policypack/kinds/kubernetes/ai-workload/signals.ts'), '# Signs of AI workloads', head, ...sections].join('\n\n')}\n` };
}
