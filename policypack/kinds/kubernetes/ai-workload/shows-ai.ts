import { record, textOf } from '../../../core/untyped.js';
import { isAiKind, kindSign } from './kinds.js';
import { distinct, isNamed, podSigns } from './pod.js';
import { podTemplates } from './pod-template.js';
import type { AiSign } from './facts.js';

/**
 * The strongest sign of AI of a Kubernetes object as it is written: its kind, a pod's own, or those of the templates of
 * pods in it. Undefined where it shows none; what is not known yet shows nothing. Pure, and quick on what is none.
 */
export function aiSign(object: unknown): AiSign | undefined {
  const { apiVersion, kind } = record(object);
  if (typeof kind !== 'string') return undefined;
  const [, apiGroup = ''] = textOf(apiVersion ?? '').split('/').reverse();
  if (isAiKind(apiGroup, kind)) return kindSign(apiGroup, kind);
  const pods = kind === 'Pod' ? [object] : podTemplates(object);
  return distinct(pods.flatMap((pod) => podSigns(pod).signs))[0];
}

/** Whether a Kubernetes object is of AI as surely as it takes to fail a run: an accelerator alone is none. */
export function showsAi(object: unknown): boolean {
  const sign = aiSign(object);
  return sign !== undefined && isNamed(sign);
}
