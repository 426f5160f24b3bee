import { list, record, records, type Untrusted } from '../../../core/untyped.js';
import { acceleratorsOf } from './accelerators.js';
import { containerSigns, hintOf, plainName, secretSigns } from './container-signs.js';
import { isSurer, stronger, type AiSign } from './facts.js';
import { shownImage } from './images.js';
import { namesOf, wordsOf } from './patterns.js';
import { AI_LABELS, LABEL_VALUES, MODEL_CLAIMS, MODEL_FAMILIES } from './signals.js';

/** What a pod shows of being part of an AI workload. */
export interface PodSigns {
  /** The strongest sign; undefined for a pod that shows none. */
  readonly sign: AiSign | undefined;
  /** Every sign, each once, the strongest first. */
  readonly signs: readonly AiSign[];
  readonly accelerators: readonly string[];
}

const aiLabel = namesOf(Object.keys(AI_LABELS));
const NOTHING: readonly AiSign[] = [];

/** Reads a pod's labels, and what its containers show, those that initialise or debug it too. */
export function podSigns(pod: unknown): PodSigns {
  const { metadata, spec } = record(pod);
  const all = record(spec);
  const containers = containersOf(all);
  const { accelerators, signs: asked, computes } = acceleratorsOf(metadata, all, containers);
  const signs = [...labelSigns(labelsOf(metadata)), ...containers.flatMap((container) => [...containerSigns(container)]), ...volumeSigns(all), ...asked];
  if (computes) signs.push(...hints(containers));
  if (signs.length === 0) return { sign: undefined, signs: NOTHING, accelerators };
  const ordered = distinct(signs);
  return { sign: ordered[0], signs: ordered, accelerators };
}

/** The containers of a pod's spec, those that initialise it and those that debug it too. */
export const containersOf = (spec: Untrusted): readonly Untrusted[] => [spec['containers'], spec['initContainers'], spec['ephemeralContainers']].flatMap(list).map(record);

/** The images of a pod's spec, known or not, as written but for what may be a credential. */
export const imagesOf = (spec: Untrusted): readonly string[] =>
  [...new Set(containersOf(spec).flatMap(({ image }) => (typeof image === 'string' && image !== '' ? [shownImage(image)] : [])))].sort();

/** The labels of an object's metadata. */
export const labelsOf = (metadata: unknown): Readonly<Record<string, unknown>> => record(record(metadata)['labels']);

/** Every sign once, the strongest first. */
export function distinct(signs: readonly AiSign[]): readonly AiSign[] {
  const byReason = new Map(signs.map((sign) => [`${sign.by} ${sign.reason}`, sign]));
  return [...byReason.values()].sort((a, b) => (a === b ? 0 : stronger(a, b) === a ? -1 : 1));
}

/** What labels show. */
function* labelSigns(labels: Readonly<Record<string, unknown>>): Generator<AiSign> {
  for (const label of Object.keys(labels)) {
    const found = aiLabel(label);
    if (found !== undefined) yield { by: 'label', confidence: 'high', reason: `label ${plainName(label, found)}` };
  }
  for (const { key, values, confidence } of LABEL_VALUES) {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    if (typeof value === 'string' && values.includes(value.toLowerCase())) yield { by: 'label', confidence, reason: `label ${key}=${value.toLowerCase()}` };
  }
}

/** Volumes that hold a model, or the keys of one. */
function* volumeSigns(spec: Untrusted): Generator<AiSign> {
  for (const { image, persistentVolumeClaim, secret } of records(spec['volumes'])) {
    yield* secretSigns(record(secret)['secretName']);
    const { reference } = record(image);
    if (typeof reference === 'string') yield imageVolume(reference);
    const { claimName } = record(persistentVolumeClaim);
    const word = typeof claimName === 'string' ? wordsOf(claimName).find((one) => MODEL_CLAIMS.includes(one)) : undefined;
    if (word !== undefined) yield { by: 'volume', confidence: 'low', reason: `a volume's claim named for ${word}, which does not prove AI` };
  }
}

function imageVolume(reference: string): AiSign {
  const family = wordsOf(reference).map((word) => word.replace(/\d+$/, '')).find((word) => MODEL_FAMILIES.includes(word));
  if (family !== undefined) return { by: 'volume', confidence: 'medium', reason: `an image volume named ${family}` };
  return { by: 'volume', confidence: 'low', reason: 'an image volume, which does not prove AI' };
}

function hints(containers: readonly Untrusted[]): AiSign[] {
  return containers.flatMap((container) => {
    const hint = hintOf(container);
    return hint === undefined ? [] : [{ by: 'hint', confidence: 'medium', reason: `an accelerator, and ${hint}` } as const];
  });
}

/** The tier from which a sign is taken for a workload of AI, and a failure for one that fails a run. */
export const isNamed = ({ confidence }: AiSign): boolean => isSurer(confidence, 'low');
