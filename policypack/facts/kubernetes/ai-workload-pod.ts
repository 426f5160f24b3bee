import { list, record } from '../untrusted.js';
import { knownImage } from './ai-workload-images.js';
import { AI_LABELS } from './ai-workload-kinds.js';
import { stronger, type AiSign } from './ai-workload.js';

/** What a pod shows of being part of an AI workload. */
export interface PodSigns {
  /** The strongest sign; undefined for a pod that shows none. */
  readonly sign: AiSign | undefined;
  /** Known images, as written. */
  readonly images: readonly string[];
  readonly accelerators: readonly string[];
}

/** Accelerators as device plugins name them. */
const ACCELERATORS: readonly RegExp[] = [
  /^nvidia\.com\/gpu(\.shared)?$/,
  /^nvidia\.com\/mig-/,
  /^amd\.com\/gpu$/,
  /^gpu\.intel\.com\//,
  /^habana\.ai\/gaudi$/,
  /^google\.com\/tpu$/,
  /^aws\.amazon\.com\/neuron/,
];

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
    return list(own).length > 0 ? [...named, DRA_CLAIM] : named;
  });
  return [...new Set([...asked, ...(list(claims).length > 0 ? [DRA_CLAIM] : [])])].sort();
}

const isAsked = (amount: unknown): boolean => !/^0*$/.test(String(amount));

const acceleratorSign = (name: string): AiSign => ({
  confidence: 'low',
  reason: name === DRA_CLAIM ? 'a device claim (resourceClaims), which does not prove AI' : `accelerator ${name}, which does not prove AI`,
});
