import type { DeclaredProvider } from '../../core/declared-resource.js';
import type { Tree } from './property-tree.js';
import { partsOfUrn } from './urn.js';

/** What makes resources that name no provider. */
const DEFAULT: DeclaredProvider = { urn: '', type: '', properties: {} };

/** A provider as what it makes is placed by it. */
export interface PlacingProvider {
  readonly properties: Tree;
  /** In words. */
  readonly called: string;
  /** What is the same for all that it makes in one scope, whatever of its configuration is known; nothing for the default one. */
  readonly itself: readonly string[];
}

/** What is so for all resources of one provider in one scope, made once. A pure memo: a provider makes thousands of resources. */
export function byProvider<T extends object>(make: (provider: PlacingProvider, scope: string) => T): (provider: DeclaredProvider | undefined, scope: string) => T {
  const memo = new WeakMap<DeclaredProvider, Map<string, T>>();
  return (provider = DEFAULT, scope) => {
    let byScope = memo.get(provider);
    if (!byScope) memo.set(provider, (byScope = new Map()));
    const before = byScope.get(scope);
    if (before) return before;
    const made = make(placingProvider(provider, scope), scope);
    byScope.set(scope, made);
    return made;
  };
}

const placingProvider = ({ urn, properties }: DeclaredProvider, scope: string): PlacingProvider =>
  urn === '' ? { properties, called: 'the default provider', itself: [] } : { properties, called: `provider ${partsOfUrn(urn).name}`, itself: [`${scope} ${urn}`] };
