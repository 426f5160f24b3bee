import type { DeclaredResource } from '../core/declared-resource.js';
import { gap, type Gap } from '../core/known.js';
import { firstUnread, isObject, Unread, type Tree } from '../kinds/declared/property-tree.js';
import type { SeenResource } from './resource.js';
import { withUnfilled } from './unfilled.js';

/** Why nothing is known of a resource that the engine showed without a property. */
export const UNSHOWN: Gap = { ...gap('preview', 'the properties, which this run does not make (--target, --exclude) or does not know yet,'), hidden: true };

/**
 * What the stack's check has to go by. In a preview the engine shows no outputs of what it cannot plan, because the provider is not
 * configured yet: there, what the inputs said stands. Elsewhere, a resource without outputs was not made, whatever its inputs say; of
 * one that was made, an input that was not known is left out on the way to its provider, and what is not there is not known to be absent.
 * @param inputs what was shown of each resource before it was created, by URN
 */
export const settled = (resources: readonly SeenResource[], inputs: ReadonlyMap<string, SeenResource>, preview: boolean): SeenResource[] =>
  resources.map((outputs) => {
    const before = inputs.get(outputs.declared.urn);
    if (!before) return outputs;
    return preview ? overlaid(before, outputs) : withOpenInputs(before, outputs);
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

function withOpenInputs(inputs: SeenResource, outputs: SeenResource): SeenResource {
  if (outputs.bare || !inputs.isOpen()) return outputs;
  const over = (below: DeclaredResource, above: DeclaredResource): DeclaredResource => ({ ...above, properties: opened(below.properties, above.properties) });
  return {
    ...outputs,
    declared: over(inputs.declared, outputs.declared),
    ...(outputs.shielded && { shielded: over(inputs.shielded ?? inputs.declared, outputs.shielded) }),
  };
}

/** What was made, but for what was not known of the inputs: it is missing there, and an item of a list moves the others. */
function opened(input: Tree, output: Tree): Tree {
  if (input instanceof Unread) return output === undefined && input.reason === 'preview' ? input : output;
  if (Array.isArray(input)) return firstUnread(input, '')?.gap === 'preview' ? input : output;
  if (!isObject(input) || !(isObject(output) || output === undefined)) return output;
  const over: Record<string, Tree> = output ?? {};
  const open = Object.entries(input).flatMap(([key, one]) => {
    const [was, is] = [ownOf(over, key), opened(one, ownOf(over, key))];
    return is === was ? [] : [[key, is] as const];
  });
  return open.length === 0 ? output : { ...over, ...Object.fromEntries(open) };
}

const ownOf = (tree: Record<string, Tree>, key: string): Tree => (Object.hasOwn(tree, key) ? tree[key] : undefined);
