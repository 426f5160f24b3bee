import { gap, type Gap } from '../../core/known.js';
import { isObject, partly, Unread, type Tree } from './property-tree.js';

/** A value that the program leaves to the live system, which decides it. */
class LeftToLive extends Unread {
  /** @param recorded what the program or its state has there; null for nothing */
  constructor(recorded: Tree) {
    super('unsupported', undefined, recorded ?? null);
  }

  override at(path: string): Gap {
    const message = `${path} is left to the live system by ignoreChanges: the program does not say it`;
    return { ...gap(this.reason, path, { message, todo: 'Scan the live system beside the state: --region, or --context.' }), leftToLive: true };
  }
}

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
export const leftToLive = (tree: Tree, paths: readonly string[]): Tree =>
  paths.flatMap((path) => withCopies(stepsOf(path) ?? [EVERY])).reduce((masked, steps) => masking(masked, steps, ''), tree);

/** Providers repeat the tags, with those that they add: `tagsAll`. */
const withCopies = ([first, ...rest]: readonly Step[]): (readonly Step[])[] => [[first ?? EVERY, ...rest], ...(first === 'tags' ? [['tagsAll', ...rest]] : [])];

function masking(tree: Tree, [step, ...rest]: readonly Step[], at: string): Tree {
  if (step === undefined) return new LeftToLive(tree);
  if (tree instanceof Unread) return tree;
  if (typeof tree !== 'object' || tree === null) return masking({}, [step, ...rest], at);
  if (Array.isArray(tree)) return tree.map((item, index) => (step === EVERY || step === String(index) ? masking(item, rest, at) : (item as Tree)));
  if (step === EVERY) return every(tree as Record<string, Tree>, rest, at);
  const path = at === '' ? step : `${at}.${step}`;
  const value = (tree as Record<string, Tree>)[step];
  return { ...tree, [step]: rest.length === 0 && FIXED.has(path) ? fixed(value, rest, path) : masking(value, rest, path) };
}

/** What stays, and of what is in it the rest. */
function fixed(value: Tree, rest: readonly Step[], path: string): Tree {
  if (Array.isArray(value)) return value.map((item: Tree) => (isObject(item) ? every(item, rest, '') : item));
  return isObject(value) ? every(value, rest, path) : value;
}

/** Every property, those too that are not written: the live system may have them. */
function every(tree: Record<string, Tree>, rest: readonly Step[], at: string): Tree {
  const below = (key: string): string => (at === '' ? key : `${at}.${key}`);
  const kept = [...FIXED].filter((path) => path.slice(0, Math.max(0, path.lastIndexOf('.'))) === at).map((path) => [path.slice(path.lastIndexOf('.') + 1), undefined] as const);
  const masked = Object.entries(tree).map(([key, value]) => [key, FIXED.has(below(key)) ? fixed(value, rest, below(key)) : masking(value, rest, below(key))] as const);
  const read = Object.fromEntries([...kept, ...masked]) as Record<string, Tree>;
  return rest.length === 0 ? partly(read, new LeftToLive(null)) : read;
}

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
