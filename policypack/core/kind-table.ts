import type { DeclaredReader, DeclaredResource, Placing } from './declared-resource.js';
import type { Fact } from './fact.js';
import type { AnyKind } from './kind.js';
import { isKnown } from './known.js';
import type { Place } from './place.js';

/** Every kind, looked up by its id or by the type of a declared resource. */
export interface KindTable {
  readonly all: readonly AnyKind[];
  /** @throws Error for an id that no kind has: nothing is dropped without a word */
  get(id: string): AnyKind;
  has(id: string): boolean;
  /** Whether resources of this type are read. */
  isKnownType(type: string): boolean;
  /** Whether what resources of this type declare is judged, or joined to what is. */
  isJudgedType(type: string): boolean;
  /** What one declared resource says; nothing for a type that is not read. */
  factsOf(resource: DeclaredResource, scope: string): Fact[];
}

/**
 * Makes the table of all kinds.
 * @throws Error where two have one id, one looks at a kind that there is not, or leaves open what it must say: a kind half added
 * does not load
 * @param placing where declared resources will be; without it, all of a stack in one place
 */
export function kindTable(all: readonly AnyKind[], placing: Placing = () => ({})): KindTable {
  const byId = new Map(all.map((kind) => [kind.id, kind]));
  if (byId.size < all.length) throw new Error(`two kinds have one id: ${all.map(({ id }) => id).join(', ')}`);
  for (const kind of all) checkKind(kind, byId);
  const readers = readersByType(all);
  const factsOf = (resource: DeclaredResource, scope: string): Fact[] => {
    const reading = readers.get(resource.type);
    if (!reading) return [];
    const place = placing(resource, scope);
    return reading.flatMap(({ kind, read }) => [
      ...read(resource).map((said) => declaredFact({ kind, resource, scope, place }, said)),
      ...(kind.carries?.(resource) ?? []).flatMap((carried) => factsOf(carried, scope)),
    ]);
  };
  return {
    all,
    get(id) {
      const found = byId.get(id);
      if (!found) throw new Error(`there is no kind ${id}`);
      return found;
    },
    has: (id) => byId.has(id),
    isKnownType: (type) => readers.has(type),
    isJudgedType: (type) => (readers.get(type) ?? []).some(({ kind }) => kind.judged !== 'never'),
    factsOf,
  };
}

/** Any kind: a need of what can be asked only of everything that was read. */
export const EVERY_KIND = '*';

function checkKind(kind: AnyKind, byId: ReadonlyMap<string, AnyKind>): void {
  const joins = Object.values((kind.joins ?? {}) as Record<string, { readonly of: readonly string[] }>);
  const named = [...joins.flatMap((join) => join.of), ...((kind.notJudged?.of ?? []) as readonly string[]), ...(kind.lostWith ?? []), ...(kind.drift?.needs ?? [])];
  const missing = named.find((id) => id !== EVERY_KIND && !byId.has(id));
  if (missing !== undefined) throw new Error(`${kind.id} looks at ${missing}, and there is no such kind`);
  if (kind.declared && kind.judged === undefined && !('drift' in kind)) throw new Error(`${kind.id} is declared and live, and does not say what of it drifts: say drift, or drift: undefined`);
  if (kind.declared && Object.keys(kind.declared as object).length === 0) throw new Error(`${kind.id} is declared, and says by no type of resource`);
  if (!kind.declared && (kind.drift || kind.judged === 'declared')) throw new Error(`${kind.id} is compared or judged as it is declared, and nothing reads a declared one`);
  if (kind.fold && !kind.holds) throw new Error(`${kind.id} is summed up by place, and does not say which places hold another: a gap would not reach the sum`);
  if (kind.keep === 'folded' && !kind.fold) throw new Error(`${kind.id} is to be folded, and says not into what`);
}

interface Reader {
  readonly kind: AnyKind;
  readonly read: DeclaredReader<unknown>;
}

function readersByType(all: readonly AnyKind[]): ReadonlyMap<string, readonly Reader[]> {
  const readers = new Map<string, Reader[]>();
  for (const kind of all) {
    for (const [type, read] of Object.entries((kind.declared ?? {}) as Record<string, DeclaredReader<unknown>>)) {
      readers.set(type, [...(readers.get(type) ?? []), { kind, read }]);
    }
  }
  return readers;
}

interface Declared {
  readonly kind: AnyKind;
  readonly resource: DeclaredResource;
  readonly scope: string;
  readonly place: Place;
}

function declaredFact({ kind, resource, scope, place }: Declared, { id, name, within, facts, texts }: ReturnType<DeclaredReader<unknown>>[number]): Fact {
  const { urn, location, doubt, onlyRead, leavesToLive, heldBy } = resource;
  return {
    type: 'fact',
    kind: kind.id,
    id: id ?? (within === undefined ? urn : `${urn}#${within}`),
    name: isKnown(name) ? name.value : [resource.name, ...(within === undefined ? [] : [within])].join(' '),
    ...(!isKnown(name) && { unnamed: name }),
    urn,
    origin: 'declared',
    scope,
    place,
    facts,
    texts,
    ...(location && { location }),
    ...(doubt && { doubt }),
    ...(onlyRead && { onlyRead }),
    ...(leavesToLive && { leavesToLive }),
    ...(heldBy !== undefined && { heldBy }),
  };
}
