import { isKnown } from '../core/known.js';
import { read } from '../kinds/declared/property-tree.js';
import type { SeenResource } from './resource.js';
import type { ResourceVerdict } from './verdicts.js';
import { partsOfUrn } from '../kinds/declared/urn.js';

/**
 * Whether it is a value of the very program that is not known. What a Helm release holds, what a patch leaves as it is, and what only
 * a live system or another stack would tell is none: its author cannot write it.
 */
export const isOwn = ({ missing }: ResourceVerdict): boolean => missing?.gap === 'preview' && !missing.hidden;

/** As many resources are named that hold such a value. */
const NAMED = 3;

/**
 * What was made, and could not be judged: the failure that it is at the end of an update. Nothing will ever tell that value, and a run
 * that goes through would be taken for a pass.
 * @param resources the stack, to say whose value it is
 */
export function refused(verdict: ResourceVerdict, resources: readonly SeenResource[]): ResourceVerdict {
  const { via: said } = verdict.finding.evidence;
  const via = typeof said === 'string' ? said : 'a value';
  return {
    ...verdict,
    finding: {
      ...verdict.finding,
      outcome: 'fail',
      message: `not judged: ${via} of ${ownersOf(via, verdict, resources)} is not known even after the update`,
      remediation: `Write a value for ${via.replace(/,.*/, '')} that is known once it is made: a literal, an input of the program, or an output that its provider does give. Where nobody can know it, a waiver covers one, and unknownAfterUp: warn in logproof.yaml all.`,
      evidence: {},
    },
  };
}

/** What the verdict is about; of the whole stack, the resources that leave such a value open. */
function ownersOf(via: string, { urn }: ResourceVerdict, resources: readonly SeenResource[]): string {
  if (urn !== undefined) return partsOfUrn(urn).name;
  const names = resources.flatMap(({ declared: { properties, name } }) => (isKnown(read(properties, via)) ? [] : [name])).sort();
  if (names.length === 0) return 'the stack';
  return names.length <= NAMED ? names.join(', ') : `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`;
}
