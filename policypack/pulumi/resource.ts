import type { DeclaredProvider, DeclaredResource } from '../core/declared-resource.js';
import { KINDS } from '../kinds/index.js';
import { leftToLive } from '../kinds/declared/left-to-live.js';
import { decodeProperties, holdsUnknown } from '../kinds/declared/property-values.js';
import { withUnfilled } from './unfilled.js';

/** A resource as the engine shows it to the pack. */
export interface SeenResource {
  readonly declared: DeclaredResource;
  /** The same without its secrets, where it holds some: what may be printed comes from this one. */
  readonly shielded?: DeclaredResource;
  /**
   * Shown without a single property: nothing is known of it, which is not that it has none. A component of whatever type has none
   * as a rule; it has no provider either.
   */
  readonly bare: boolean;
  /** False for one of which the inputs alone are known, where it should have outputs: its provider cannot plan it yet. */
  readonly planned: boolean;
  /** The URN of the component that it belongs to. */
  readonly parent?: string;
  readonly provider?: SeenProvider;
  /** Whether it has a value that is not known yet. Looked for when it is asked, since a stack may hold thousands. */
  readonly isOpen: () => boolean;
}

/** The provider of a resource. */
export interface SeenProvider {
  readonly name: string;
  /** `pulumi:providers:kubernetes`. */
  readonly type: string;
  /** Whether its configuration is not known yet: it then neither checks inputs nor gives outputs. */
  readonly isOpen: () => boolean;
}

/** What a request says of one resource. */
export interface WireResource {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  /** As plain JavaScript, with Pulumi's marks for the unknown and the secret still in it. */
  readonly properties: () => unknown;
  /** Whether it has none, where that is told without looking at them. */
  readonly isEmpty?: boolean;
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly parent?: string;
  /** Properties that the program leaves to the live system. */
  readonly ignoreChanges?: readonly string[];
  readonly provider?: Pick<WireResource, 'type' | 'urn' | 'name' | 'properties'>;
}

/** Reads a resource; one of a type that logproof does not judge is not decoded, since a stack may hold thousands. */
export function readShown(shown: WireResource): SeenResource {
  const { type, urn, name, properties, propertyDependencies, parent, ignoreChanges = [] } = shown;
  const declaring = { type, urn, name, propertyDependencies };
  const provider = shown.provider && readProvider(shown.provider);
  const around = { isOpen: () => holdsUnknown(properties()), ...(parent && { parent }), ...(provider && { provider }) };
  if (!KINDS.isKnownType(type)) {
    const bare = shown.isEmpty === true && provider !== undefined;
    return { ...around, declared: { ...declaring, properties: {} }, bare, planned: true };
  }
  const common = { ...declaring, ...(shown.provider && { provider: declaredProvider(shown.provider) }) };
  const raw = properties();
  const bare = isEmpty(raw);
  const whole = (secrets: Parameters<typeof decodeProperties>[1]): ReturnType<typeof decodeProperties> => {
    const { tree, ...decoded } = decodeProperties(raw, secrets);
    return { ...decoded, tree: leftToLive(!bare && provider?.isOpen() ? withUnfilled(type, tree) : tree, ignoreChanges) };
  };
  const { tree, secret } = whole('shown');
  const declared = { ...common, properties: tree };
  const seen = { ...around, declared, bare, planned: !provider?.isOpen() };
  return secret ? { ...seen, shielded: { ...common, properties: whole('hidden').tree } } : seen;
}

/** Whether a resource is shown without a property. */
export const isEmpty = (properties: unknown): boolean => typeof properties !== 'object' || properties === null || Object.keys(properties).length === 0;

function readProvider({ type, name, properties }: Pick<WireResource, 'type' | 'name' | 'properties'>): SeenProvider {
  let open: boolean | undefined;
  return { type, name, isOpen: () => (open ??= holdsUnknown(properties())) };
}

/** Its secrets, too, tell where its resources will be; nothing of it is printed. */
const declaredProvider = ({ type, urn, properties }: NonNullable<WireResource['provider']>): DeclaredProvider => ({
  type,
  urn,
  properties: decodeProperties(properties(), 'shown').tree,
});
