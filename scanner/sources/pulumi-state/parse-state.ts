import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { asList, asObject, isObject, kindOf, type At, type Json } from './expected.js';
import { jsonFault } from './json-fault.js';
import { resourceOf, withoutTwins, type StateResource } from './state-resource.js';
import { textOf } from '../../../policypack/core/untyped.js';

/** An operation that was interrupted: nobody knows how it ended. */
export interface PendingOperation {
  /** `creating`, `updating`, `deleting`, `reading` or `importing`. */
  readonly operation: string;
  /** The resource as the operation would have left it, or found it. */
  readonly resource: StateResource;
}

/** A stack's state. */
export interface State {
  /** Without those that are only waiting to be deleted. */
  readonly resources: readonly StateResource[];
  readonly pending: readonly PendingOperation[];
  /** The stack's name, where the state says it: a self-managed backend writes `organization/PROJECT/STACK`. */
  readonly stack?: string;
}

/**
 * The versions of the format: what is read here stands in all of them in one form. Source: sdk/go/common/apitype/core.go, ResourceV1
 * to V3; version 4 only adds features.
 */
const VERSIONS: readonly number[] = [1, 2, 3, 4];
const NEWEST = 4;

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
  if (Object.hasOwn(root, 'deployment')) return deploymentOf(versioned(root, file)['deployment'], { file, path: 'deployment' });
  if (Object.hasOwn(root, 'checkpoint')) return checkpointOf(asObject(versioned(root, file)['checkpoint'], { file, path: 'checkpoint' }), { file, path: 'checkpoint.latest' });
  // Before checkpoints had versions they were written bare. Source: pkg/resource/stack/checkpoint.go, version 0.
  if (isObject(root['latest'])) return checkpointOf(root, { file, path: 'latest' });
  throw new InputMistake('is no Pulumi state: expected "deployment" (pulumi stack export) or "checkpoint"', { file });
}

function checkpointOf({ stack, latest }: Json, at: At): State {
  const state = deploymentOf(latest, at);
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

/** The state, where its version is known: another may say what is not understood. */
function versioned(root: Json, file: string): Json {
  const { version } = root;
  if (VERSIONS.some((known) => known === version)) return root;
  const todo = typeof version === 'number' && version > NEWEST ? 'a newer Pulumi wrote it, update logproof' : 'export the state again with a current Pulumi';
  throw new InputMistake(`expected one of ${VERSIONS.join(', ')}; ${todo}`, { file, path: 'version' });
}

function deploymentOf(value: unknown, at: At): State {
  // A stack that was never deployed has no deployment.
  const deployment = asObject(value ?? {}, at);
  const list = (name: string): readonly unknown[] => asList(deployment[name], { ...at, path: `${at.path}.${name}` });
  const placed = list('resources').flatMap((resource, index) => resourceOf(resource, { ...at, path: `${at.path}.resources[${index}]` }));
  const pending = list('pending_operations').flatMap((operation, index) => pendingOf(operation, { ...at, path: `${at.path}.pending_operations[${index}]` }));
  return { resources: withoutTwins(placed, at.file), pending };
}

/** An interrupted reading changes nothing, since what is read is not the stack's; nor does the deletion of what was replaced. */
function pendingOf(value: unknown, at: At): PendingOperation[] {
  const { type, resource } = asObject(value, at);
  const placed = resourceOf(resource, { ...at, path: `${at.path}.resource` });
  return type === 'reading' ? [] : placed.map(({ resource: found }) => ({ operation: textOf(type), resource: found }));
}
