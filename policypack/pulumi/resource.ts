import type { DeclaredProvider, DeclaredResource } from '../core/declared-resource.js';
import { KINDS } from '../kinds/index.js';
import { decodeProperties } from '../kinds/declared/property-values.js';

/** A resource as the engine shows it to the pack. */
export interface SeenResource {
  readonly declared: DeclaredResource;
  /** The same without its secrets, where it holds some: what may be printed comes from this one. */
  readonly shielded?: DeclaredResource;
}

/** What a request says of one resource. */
export interface WireResource {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  /** As plain JavaScript, with Pulumi's marks for the unknown and the secret still in it. */
  readonly properties: () => unknown;
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly provider?: Pick<WireResource, 'type' | 'urn' | 'name' | 'properties'>;
}

/** Reads a resource; one of a type that logproof does not judge is not decoded, since a stack may hold thousands. */
export function readShown({ type, urn, name, properties, propertyDependencies, provider }: WireResource): SeenResource {
  const declaring = { type, urn, name, propertyDependencies };
  if (!KINDS.isKnownType(type)) return { declared: { ...declaring, properties: {} } };
  const common = { ...declaring, ...(provider && { provider: declaredProvider(provider) }) };
  const raw = properties();
  const { tree, secret } = decodeProperties(raw, 'shown');
  const declared = { ...common, properties: tree };
  return secret
    ? { declared, shielded: { ...common, properties: decodeProperties(raw, 'hidden').tree } }
    : { declared };
}

/** Its secrets, too, tell where its resources will be; nothing of it is printed. */
const declaredProvider = ({ type, urn, properties }: NonNullable<WireResource['provider']>): DeclaredProvider => ({
  type,
  urn,
  properties: decodeProperties(properties(), 'shown').tree,
});
