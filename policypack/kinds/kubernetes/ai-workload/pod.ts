import { list, record } from '../../../core/untyped.js';
import { knownImage } from './images.js';
import { AI_LABELS } from './kinds.js';
import { stronger, type AiSign } from './facts.js';

/** What a pod shows of being part of an AI workload. */
export interface PodSigns {
  /** The strongest sign; undefined for a pod that shows none. */
  readonly sign: AiSign | undefined;
  /** Known images, as written. */
  readonly images: readonly string[];
  readonly accelerators: readonly string[];
}

/** Accelerators as device plugins name them. Sources: the documentation of each plugin. */
const ACCELERATORS: readonly RegExp[] = [
  /^nvidia\.com\/gpu(\.shared)?$/,
  /^nvidia\.com\/mig-/,
  // A GPU shared by a plugin of its own, or by what schedules it in slices.
  /^(aliyun\.com\/gpu-mem|volcano\.sh\/vgpu-number|k8s\.amazonaws\.com\/vgpu)$/,
  // A partition is named after its mode: cpx_nps4.
  /^amd\.com\/(gpu|[sdqct]px_nps\d)$/,
  // A pod that asks for the monitoring resource reads counters of all GPUs and computes on none.
  /^gpu\.intel\.com\/(?!.*monitoring$)/,
  /^npu\.intel\.com\/accel$/,
  /^(habana\.ai|intel\.com)\/gaudi\d?$/,
  /^google\.com\/tpu$/,
  /^aws\.amazon\.com\/neuron/,
  /^huawei\.com\/ascend/i,
  /^cambricon\.com\/mlu/,
  /^furiosa\.ai\/rngd/,
];

/** A device claim that the scheduler makes of a resource. Source: k8s.io/api/resource/v1, ResourceDeviceClassPrefix. */
const DEVICE_CLASS = 'deviceclass.resource.kubernetes.io/';

/** Devices asked for by Dynamic Resource Allocation, whatever they are. */
export const DRA_CLAIM = 'resourceClaims';

/** Whether a resource is an accelerator. */
export const isAccelerator = (resource: string): boolean => ACCELERATORS.some((pattern) => pattern.test(resource));

/** Reads a pod's labels, images and resources, those of its init and ephemeral containers too. */
export function podSigns(pod: unknown): PodSigns {
  const { metadata, spec } = record(pod);
  const all = record(spec);
  const containers = [all['containers'], all['initContainers'], all['ephemeralContainers']].flatMap(list).map(record);
  const images = known(containers);
  const accelerators = accelerated(containers, all['resourceClaims']);
  const signs = [...labelSigns(labelsOf(metadata)), ...images.map(({ sign }) => sign), ...accelerators.map(acceleratorSign)];
  return { sign: signs.length === 0 ? undefined : signs.reduce(stronger), images: [...new Set(images.map(({ image }) => image))].sort(), accelerators };
}

/** The labels of an object's metadata. */
export const labelsOf = (metadata: unknown): Readonly<Record<string, unknown>> => record(record(metadata)['labels']);

const labelSigns = (labels: Readonly<Record<string, unknown>>): AiSign[] =>
  Object.keys(AI_LABELS).flatMap((label) => (Object.hasOwn(labels, label) ? [{ confidence: 'high', reason: `label ${label}` }] : []));

function known(containers: readonly Readonly<Record<string, unknown>>[]) {
  return containers.flatMap(({ image }) => {
    const found = typeof image === 'string' ? knownImage(image) : undefined;
    return typeof image === 'string' && found ? [{ image, sign: { confidence: 'medium', reason: `image ${found}` } as const }] : [];
  });
}

function accelerated(containers: readonly Readonly<Record<string, unknown>>[], claims: unknown): string[] {
  const asked = containers.flatMap((container) => {
    const { limits, requests, claims: own } = record(container['resources']);
    const named = [record(limits), record(requests)].flatMap((amounts) => Object.entries(amounts).flatMap(([name, amount]) => (isAsked(amount) && isAccelerator(name) ? [name] : [])));
    const claimed = [record(limits), record(requests)].some((amounts) => Object.entries(amounts).some(([name, amount]) => name.startsWith(DEVICE_CLASS) && isAsked(amount)));
    return claimed || list(own).length > 0 ? [...named, DRA_CLAIM] : named;
  });
  return [...new Set([...asked, ...(list(claims).length > 0 ? [DRA_CLAIM] : [])])].sort();
}

const isAsked = (amount: unknown): boolean => !/^0*$/.test(String(amount));

const acceleratorSign = (name: string): AiSign => ({
  confidence: 'low',
  reason: name === DRA_CLAIM ? 'a device claim (resourceClaims), which does not prove AI' : `accelerator ${name}, which does not prove AI`,
});
