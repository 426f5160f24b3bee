import { list, record, records, textOf, type Untrusted } from '../../../core/untyped.js';
import type { AiSign } from './facts.js';
import { namesOf, wordsOf } from './patterns.js';
import { ACCELERATORS, COMPUTES, DEVICE_CLASS, DEVICE_PATHS, GPU_ANNOTATIONS, GPU_RUNTIMES, MONITORS } from './signals.js';

/** What a pod asks for that computes, as far as its names tell. */
export interface AskedFor {
  /** Resources, and the word for device claims, sorted. */
  readonly accelerators: readonly string[];
  readonly signs: readonly AiSign[];
  /** Whether any of it computes: a device claim alone may be a network card. */
  readonly computes: boolean;
}

/** Devices asked for by Dynamic Resource Allocation, whatever they are. */
const DRA_CLAIM = 'resourceClaims';

const lower = (text: string): string => text.toLowerCase();
const accelerator = namesOf(ACCELERATORS, lower);
const monitor = namesOf(MONITORS, lower);
const devicePath = namesOf(DEVICE_PATHS);

/** Whether a resource is an accelerator. */
const isAccelerator = (resource: string): boolean => accelerator(resource) !== undefined && monitor(resource) === undefined;

/** The accelerators of a pod: resources of its containers, device claims, and devices that it takes past any plugin. */
export function acceleratorsOf(metadata: unknown, spec: Untrusted, containers: readonly Untrusted[]): AskedFor {
  const asked = new Set<string>();
  let computes = false;
  for (const { resources } of containers) {
    const { limits, requests, claims } = record(resources);
    for (const amounts of [limits, requests].map(record)) {
      for (const [name, amount] of Object.entries(amounts)) {
        const device = name.startsWith(DEVICE_CLASS);
        if ((!device && !isAccelerator(name)) || !isAsked(amount)) continue;
        asked.add(device ? DRA_CLAIM : name);
        computes ||= !device || saysThatItComputes(name);
      }
    }
    if (list(claims).length > 0) asked.add(DRA_CLAIM);
  }
  const claimed = records(spec['resourceClaims']);
  if (claimed.length > 0) asked.add(DRA_CLAIM);
  computes ||= claimed.some(({ name, resourceClaimTemplateName, resourceClaimName }) => [name, resourceClaimTemplateName, resourceClaimName].some(saysThatItComputes));
  const accelerators = [...asked].sort();
  const past = pastPlugins(metadata, spec);
  return { accelerators, signs: [...accelerators.map(acceleratorSign), ...past], computes: computes || past.length > 0 };
}

function pastPlugins(metadata: unknown, spec: Untrusted): AiSign[] {
  const annotations = record(record(metadata)['annotations']);
  const runtime = spec['runtimeClassName'];
  const paths = records(spec['volumes']).flatMap(({ hostPath }) => {
    const { path } = record(hostPath);
    return typeof path === 'string' ? (devicePath(path) ?? []) : [];
  });
  return [
    ...GPU_ANNOTATIONS.filter((name) => Object.hasOwn(annotations, name)).map((name) => `annotation ${name}`),
    ...paths.map((path) => `device ${path}`),
    ...(typeof runtime === 'string' && GPU_RUNTIMES.includes(runtime) ? [`runtime class ${runtime}`] : []),
  ].map(lowSign);
}

const saysThatItComputes = (name: unknown): boolean => typeof name === 'string' && wordsOf(name).some((word) => COMPUTES.includes(word));

const isAsked = (amount: unknown): boolean => !/^0*$/.test(textOf(amount));

const acceleratorSign = (name: string): AiSign => lowSign(name === DRA_CLAIM ? 'a device claim (resourceClaims)' : `accelerator ${name}`);

const lowSign = (what: string): AiSign => ({ by: 'accelerator', confidence: 'low', reason: `${what}, which does not prove AI` });
