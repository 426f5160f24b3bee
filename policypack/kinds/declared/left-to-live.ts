import { REST, Unread, type Tree } from './property-tree.js';

/** One step of a property path: a name, or an index as text; every one there is by `*`. */
type Step = string;

const EVERY: Step = '*';

/**
 * What another would have to stand in the place of, to change: it is the same live, whatever the program says to ignore. Names and
 * places, and what providers compute of them.
 */
const FIXED: ReadonlySet<string> = new Set([
  ...['arn', 'id', 'urn', 'name', 'namePrefix', 'region', 'logGroupName', 'logStreamName', 'bucket', 'keyId', 'clusterName'],
  ...['apiVersion', 'kind', 'metadata', 'metadata.name', 'metadata.namespace', 'items'],
]);

/**
 * A resource's properties, with marks in the place of those that the program leaves to the live system: what it or its state says of
 * them is not what holds.
 * @param paths as `ignoreChanges` has them; one that is no path leaves everything to the live system
 */
export const leftToLive = (tree: Tree, paths: readonly string[]): Tree => paths.reduce((masked, path) => masking(masked, stepsOf(path) ?? [EVERY], ''), tree);

function masking(tree: Tree, [step, ...rest]: readonly Step[], at: string): Tree {
  if (step === undefined) return new Unread('unsupported', { recorded: tree });
  if (tree instanceof Unread) return tree;
  if (typeof tree !== 'object' || tree === null) return masking({}, [step, ...rest], at);
  if (Array.isArray(tree)) return tree.map((item, index) => (step === EVERY || step === String(index) ? masking(item, rest, at) : (item as Tree)));
  if (step === EVERY) return every(tree as Record<string, Tree>, rest, at);
  const path = at === '' ? step : `${at}.${step}`;
  if (rest.length === 0 && FIXED.has(path)) return tree;
  return { ...tree, [step]: masking((tree as Record<string, Tree>)[step], rest, path) };
}

/** Every property, those too that are not written: the live system may have them. */
function every(tree: Record<string, Tree>, rest: readonly Step[], at: string): Tree {
  const below = (key: string): string => (at === '' ? key : `${at}.${key}`);
  const kept = [...FIXED].filter((path) => path.slice(0, Math.max(0, path.lastIndexOf('.'))) === at).map((path) => [path.slice(path.lastIndexOf('.') + 1), undefined] as const);
  const masked = Object.entries(tree).map(([key, value]) => {
    if (!FIXED.has(below(key))) return [key, masking(value, rest, below(key))] as const;
    return [key, isObject(value) ? every(value, rest, below(key)) : value] as const;
  });
  return Object.assign(Object.fromEntries([...kept, ...masked]) as object, rest.length === 0 && { [REST]: new Unread('unsupported', { recorded: undefined }) });
}

const isObject = (value: Tree): value is Record<string, Tree> => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unread);

const STEP = /\.?([^.[\]"]+)|\[(\d+|\*)\]|\["((?:[^"\\]|\\.)*)"\]/y;

/** The steps of `a.b`, `a["b.c"]`, `a[0]` and `a[*]`. Source: pulumi/pulumi sdk/go/property, ParsePropertyPath. */
function stepsOf(path: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < path.length) {
    const found = STEP.exec(path);
    if (!found) return undefined;
    const [, name, index, quoted] = found;
    steps.push(name ?? index ?? (quoted ?? '').replace(/\\(.)/g, '$1'));
  }
  return steps.length > 0 ? steps : undefined;
}
