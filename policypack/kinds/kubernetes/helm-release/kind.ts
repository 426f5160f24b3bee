import { kind, of, type AnyKind } from '../../../core/kind.js';
import { isKnown, type Gap } from '../../../core/known.js';
import { isDeclaredBy } from '../../declared/types.js';
import { heldObjects, readHelmRelease } from './declared.js';
import type { HelmReleaseFacts } from './facts.js';

/** One that does not say what it holds may hold any object of Kubernetes. */
const mayHold = ({ objects }: HelmReleaseFacts, other: AnyKind): Gap | undefined =>
  isKnown(objects) || !isDeclaredBy(other, ['kubernetes:']) ? undefined : objects;

export default kind({
  id: 'kubernetes.helm-release',
  noun: 'Helm release',
  facts: of<HelmReleaseFacts>(),
  keep: 'all',
  // It leaves open what is beside it, and is no subject.
  judged: 'never',
  declared: { 'kubernetes:helm.sh/v3:Release': readHelmRelease },
  carries: heldObjects,
  hides: mayHold,
  docs: { judged: 'nothing: of what it holds, the names are known', waive: 'name-*' },
});
