import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { asList, asMark, asObject, asTexts, kindOf, type At, type Json } from './expected.js';

/** A resource as a state holds it; its properties are as they came. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly inputs: Json;
  readonly outputs: Json;
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly sourcePosition?: unknown;
  /** What the provider calls it. */
  readonly id?: string;
  /** `URN::ID` of the provider that made it. */
  readonly provider?: string;
  /** Only read, by `.get`: another makes and changes it. */
  readonly external: boolean;
  /** It was deleted to be replaced, and was not made again. */
  readonly pendingReplacement: boolean;
  /** It was made, and something after that failed. */
  readonly initErrors: boolean;
  /** Paths of properties that the program leaves to the live system. */
  readonly ignoreChanges: readonly string[];
  /** URNs that it had before. */
  readonly aliases: readonly string[];
}

/** A resource, and where it stands in the file. */
export interface Placed {
  readonly resource: StateResource;
  readonly path: string;
}

/**
 * Reads a resource; none where it only waits to be deleted. What else a state says of it (`protect`, `retainOnDelete`, `taint`)
 * is of what Pulumi will do with it, and changes nothing of what it is.
 * @throws InputMistake naming the place in the file
 */
export function resourceOf(value: unknown, at: At): Placed[] {
  const entry = asObject(value, at);
  const within = (name: string): At => ({ ...at, path: `${at.path}.${name}` });
  const object = (name: string): Json => asObject(entry[name] ?? {}, within(name));
  const mark = (name: string): boolean => asMark(entry[name], within(name));
  const { urn, type } = identity(entry, at);
  const { id, provider } = entry;
  // Replaced, and waiting for its turn to be deleted: it is no longer what the program declares.
  if (mark('delete')) return [];
  const resource: StateResource = {
    urn,
    type,
    // The first version of the format kept defaults apart.
    inputs: { ...object('defaults'), ...object('inputs') },
    outputs: object('outputs'),
    propertyDependencies: Object.fromEntries(
      Object.entries(object('propertyDependencies')).map(([name, urns]) => [name, asList(urns, within(`propertyDependencies.${name}`)).map(String)]),
    ),
    sourcePosition: entry['sourcePosition'],
    external: mark('external'),
    pendingReplacement: mark('pendingReplacement'),
    initErrors: asList(entry['initErrors'], within('initErrors')).length > 0,
    ignoreChanges: asTexts(entry['ignoreChanges'], within('ignoreChanges')),
    aliases: asTexts(entry['aliases'], within('aliases')),
    ...(typeof id === 'string' && { id }),
    ...(typeof provider === 'string' && provider !== '' && { provider }),
  };
  return [{ path: at.path, resource }];
}

/** What names a resource. @throws InputMistake where one of the two is missing */
export function identity(entry: Json, at: At): { readonly urn: string; readonly type: string } {
  const { urn, type } = entry;
  if (typeof urn !== 'string' || !urn.startsWith('urn:pulumi:'))
    throw new InputMistake('expected a URN, urn:pulumi:STACK::PROJECT::TYPE::NAME', { ...at, path: `${at.path}.urn`, expected: 'a URN' });
  if (typeof type !== 'string')
    throw new InputMistake(`expected a type token, found ${kindOf(type)}`, { ...at, path: `${at.path}.type`, expected: 'a type token' });
  return { urn, type };
}

/**
 * One resource for each URN: what was deleted to be replaced gives way to its replacement.
 * @throws InputMistake where two stand under one URN: Pulumi refuses such a state as well, since which of them stands for the
 * resource cannot be told
 */
export function withoutTwins(resources: readonly Placed[], file: string): StateResource[] {
  const byUrn = new Map<string, Placed>();
  for (const placed of resources) {
    const twin = byUrn.get(placed.resource.urn);
    if (!twin || twin.resource.pendingReplacement) byUrn.set(placed.resource.urn, placed);
    else if (!placed.resource.pendingReplacement)
      throw new InputMistake(`the same URN as ${twin.path}; repair the stack first: pulumi state repair`, { file, path: `${placed.path}.urn` });
  }
  return [...byUrn.values()].map(({ resource }) => resource);
}
