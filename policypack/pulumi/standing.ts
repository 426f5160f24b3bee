import type { DeclaredResource } from '../core/declared-resource.js';
import { gap, type Gap } from '../core/known.js';
import { isObject, Unread, type Tree } from '../kinds/declared/property-tree.js';
import type { SeenResource } from './resource.js';
import { withUnfilled } from './unfilled.js';

/** Why nothing is known of a resource that the engine showed without a property. */
export const UNSHOWN: Gap = gap('preview', 'the properties, which this run does not make (--target, --exclude) or does not know yet,');

/**
 * What the stack's check has to go by. In a preview the engine shows no outputs of what it cannot plan, because the provider is not
 * configured yet: there, what the inputs said stands. Elsewhere, a resource without outputs was not made, whatever its inputs say.
 * @param inputs what was shown of each resource before it was created, by URN
 */
export const settled = (resources: readonly SeenResource[], inputs: ReadonlyMap<string, SeenResource>, preview: boolean): SeenResource[] =>
  resources.map((outputs) => {
    const before = inputs.get(outputs.declared.urn);
    return preview && before ? overlaid(before, outputs) : outputs;
  });

function overlaid(inputs: SeenResource, outputs: SeenResource): SeenResource {
  const over = (below: DeclaredResource, above: DeclaredResource): DeclaredResource => ({
    ...above,
    // Without outputs, what the provider computes is not known either.
    properties: outputs.bare ? withUnfilled(above.type, below.properties) : overlay(below.properties, above.properties),
  });
  const { shielded: shieldedInputs = inputs.declared } = inputs;
  const { shielded: shieldedOutputs = outputs.declared } = outputs;
  return {
    ...outputs,
    bare: false,
    planned: outputs.planned && !outputs.bare,
    declared: over(inputs.declared, outputs.declared),
    ...((inputs.shielded ?? outputs.shielded) && { shielded: over(shieldedInputs, shieldedOutputs) }),
  };
}

/** An output wins where it is known; where it is absent, or not known yet, what the input says stands. */
function overlay(input: Tree, output: Tree): Tree {
  if (output === undefined) return input;
  if (output instanceof Unread) return output.reason === 'preview' && input !== undefined ? input : output;
  if (!isObject(input) || !isObject(output)) return output;
  const keys = new Set([...Object.keys(input), ...Object.keys(output)]);
  return Object.fromEntries([...keys].map((key) => [key, overlay(ownOf(input, key), ownOf(output, key))]));
}

const ownOf = (tree: Record<string, Tree>, key: string): Tree => (Object.hasOwn(tree, key) ? tree[key] : undefined);
