import { gap, isKnown, type Gap, type Known } from '../../../core/known.js';
import { kindRef } from '../../../core/look.js';

/** A ClusterClass of Cluster API, as far as it changes how the API servers of its clusters audit. */
export interface ClusterClassFacts {
  /** Namespace and name of the KubeadmControlPlaneTemplate that it names; `undefined` where it names none. */
  readonly template: Known<string | undefined>;
  /** The first of its patches that may change in the template how API servers audit, by its name; `undefined` where none does. */
  readonly patch: Known<string | undefined>;
}

/** Refers to ClusterClasses. */
export const clusterClassRef = kindRef<ClusterClassFacts>()('kubernetes.cluster-class');

/** Whether a class patches this template, or may, for all that is known of the two. */
export function mayPatch({ template: named, patch }: ClusterClassFacts, template: Known<string>): boolean {
  if (isKnown(patch) && patch.value === undefined) return false;
  if (!isKnown(named)) return true;
  return named.value !== undefined && (!isKnown(template) || named.value === template.value);
}

/** Why a template that a class patches does not tell how API servers audit. */
export function leftByPatches({ template: named, patch }: ClusterClassFacts, template: string, name: string): Gap {
  const by = `ClusterClass ${name}`;
  const todo = 'Scan a cluster that is made by the class: its API servers tell what they run with. Or let the template itself say how they audit, and patch nothing of that.';
  if (!isKnown(named)) return gap(named.gap, named.via, { message: `whether ${by} patches the template ${template} is not known: ${named.via}`, todo });
  if (!isKnown(patch)) return gap(patch.gap, patch.via, { message: `what ${by} patches in the template ${template} is not known: ${patch.via}`, todo });
  const what = `patch ${JSON.stringify(patch.value)} of ${by}`;
  return gap('unsupported', what, { message: `how API servers audit that are made by the template ${template} is not what it says: ${what} changes it, and is not worked out`, todo });
}
