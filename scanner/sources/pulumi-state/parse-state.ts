import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { jsonFault } from './json-fault.js';

/** A resource as a state holds it; its properties are as they came. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** The program reads it by `.get`, and somebody else made it. */
  readonly external: boolean;
  readonly sourcePosition?: unknown;
}

/** A stack's state. */
export interface State {
  /** Without those that are only waiting to be deleted. */
  readonly resources: readonly StateResource[];
  /** URNs of resources whose last operation was interrupted: nobody knows how it ended. */
  readonly pending: readonly { readonly urn: string; readonly type: string; readonly operation: string }[];
  /** The stack's name, where the state says it and no resource does. */
  readonly stack?: string;
}

type Json = Readonly<Record<string, unknown>>;

/** The versions of the format that hold resources in the form read here. Source: sdk/go/common/apitype/core.go. */
const VERSIONS: readonly unknown[] = [3, 4];

/**
 * Reads an exported state: a deployment, as `pulumi stack export` writes it, or a checkpoint, as a self-managed backend
 * keeps it.
 * @throws InputMistake naming the place in the file
 */
export function parseState(text: string, file: string): State {
  if (text.trim() === '') throw new InputMistake('is empty; export it again: pulumi stack export --file FILE', { file });
  // Files written on Windows may begin with a byte order mark.
  const root = parseJson(text.replace(/^\uFEFF/, ''), file);
  if (!isObject(root)) throw new InputMistake(`is no Pulumi state: expected an object, found ${kindOf(root)}`, { file, expected: 'an object' });
  if (Object.hasOwn(root, 'deployment')) return stateOf(root['deployment'], 'deployment', root, file);
  if (!Object.hasOwn(root, 'checkpoint')) {
    throw new InputMistake('is no Pulumi state: expected "deployment" (pulumi stack export) or "checkpoint"', { file });
  }
  const checkpoint = asObject(root['checkpoint'], file, 'checkpoint');
  const stack = checkpoint['stack'];
  // A stack that was never deployed has no latest deployment.
  const state = stateOf(checkpoint['latest'] ?? {}, 'checkpoint.latest', root, file);
  return typeof stack === 'string' ? { ...state, stack } : state;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const { line, column, truncated } = jsonFault(text);
    throw new InputMistake(truncated ? 'ends before it is whole: the file is truncated, export it again' : 'is not JSON; export it again: pulumi stack export --file FILE', { file: `${file}:${line}:${column}` });
  }
}

function stateOf(value: unknown, path: string, root: Json, file: string): State {
  if (!VERSIONS.includes(root['version'])) {
    throw new InputMistake(`expected one of ${VERSIONS.join(', ')}; export the state again with a current Pulumi`, { file, path: 'version' });
  }
  const deployment = asObject(value, file, path);
  const resources = asList(deployment['resources'], file, `${path}.resources`);
  const kept = resources.flatMap((resource, index) => resourceOf(resource, file, `${path}.resources[${index}]`));
  refuseTwins(kept, file);
  const pending = asList(deployment['pending_operations'], file, `${path}.pending_operations`).map((operation, index) =>
    pendingOf(operation, file, `${path}.pending_operations[${index}]`),
  );
  return { resources: kept.map(({ resource }) => resource), pending };
}

interface Placed {
  readonly resource: StateResource;
  readonly path: string;
}

function resourceOf(value: unknown, file: string, path: string): Placed[] {
  const entry = asObject(value, file, path);
  const { urn, type } = identity(entry, file, path);
  // Replaced, and waiting for its turn to be deleted: it is no longer what the program declares.
  if (entry['delete'] === true) return [];
  const dependencies = asObject(entry['propertyDependencies'] ?? {}, file, `${path}.propertyDependencies`);
  return [
    {
      path,
      resource: {
        urn,
        type,
        inputs: asObject(entry['inputs'] ?? {}, file, `${path}.inputs`),
        outputs: asObject(entry['outputs'] ?? {}, file, `${path}.outputs`),
        propertyDependencies: Object.fromEntries(
          Object.entries(dependencies).map(([name, urns]) => [
            name,
            asList(urns, file, `${path}.propertyDependencies.${name}`).map(String),
          ]),
        ),
        external: entry['external'] === true,
        sourcePosition: entry['sourcePosition'],
      },
    },
  ];
}

function pendingOf(value: unknown, file: string, path: string): State['pending'][number] {
  const operation = asObject(value, file, path);
  const resource = asObject(operation['resource'], file, `${path}.resource`);
  return { ...identity(resource, file, `${path}.resource`), operation: String(operation['type']) };
}

function identity(entry: Json, file: string, path: string): { readonly urn: string; readonly type: string } {
  const { urn, type } = entry;
  if (typeof urn !== 'string' || !urn.startsWith('urn:pulumi:'))
    throw new InputMistake('expected a URN, urn:pulumi:STACK::PROJECT::TYPE::NAME', { file, path: `${path}.urn`, expected: 'a URN' });
  if (typeof type !== 'string')
    throw new InputMistake(`expected a type token, found ${kindOf(type)}`, { file, path: `${path}.type`, expected: 'a type token' });
  return { urn, type };
}

// Pulumi refuses such a state as well: which of the two stands for the resource cannot be told.
function refuseTwins(resources: readonly Placed[], file: string): void {
  const seen = new Map<string, string>();
  for (const { resource, path } of resources) {
    const twin = seen.get(resource.urn);
    if (twin !== undefined)
      throw new InputMistake(`the same URN as ${twin}; repair the stack first: pulumi state repair`, { file, path: `${path}.urn` });
    seen.set(resource.urn, path);
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function asObject(value: unknown, file: string, path: string): Json {
  if (isObject(value)) return value;
  throw new InputMistake(`expected an object, found ${kindOf(value)}`, { file, path, expected: 'an object' });
}

function asList(value: unknown, file: string, path: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new InputMistake(`expected a list, found ${kindOf(value)}`, { file, path, expected: 'a list' });
}

const kindOf = (value: unknown): string =>
  value === undefined
    ? 'nothing'
    : value === null
      ? 'null'
      : Array.isArray(value)
        ? 'a list'
        : typeof value === 'object'
          ? 'an object'
          : `a ${typeof value}`;
