import type { DeclaredProvider } from '../../../policypack/core/declared-resource.js';
import { Unread } from '../../../policypack/kinds/declared/property-tree.js';
import { decodeProperties } from '../../../policypack/kinds/declared/property-values.js';
import { typeOfUrn } from '../../../policypack/kinds/declared/urn.js';
import type { StateResource } from './state-resource.js';

/**
 * Finds the provider resource that a reference, `URN::ID`, names. The ID tells a provider from what it replaced under the same URN;
 * where the state has none of it, the one of the URN stands. Where it has none of the URN either, nothing is known of how it is
 * configured, which is not that the environment configures it.
 */
export function providersOf(resources: readonly StateResource[]): (reference: string) => DeclaredProvider {
  const providers = resources.filter(({ type }) => type.startsWith('pulumi:providers:'));
  const byUrn = new Map<string, DeclaredProvider>(providers.map((one) => [one.urn, declaredProvider(one)]));
  // A name may hold the separator: the last one ends the URN. Source: sdk/go/common/providers/reference.go, ParseReference.
  return (reference) => {
    const urn = reference.slice(0, Math.max(0, reference.lastIndexOf('::')));
    const found = byUrn.get(urn) ?? { urn, type: typeOfUrn(urn), properties: new Unread('unsupported') };
    byUrn.set(urn, found);
    return found;
  };
}

const declaredProvider = ({ urn, type, inputs, outputs }: StateResource): DeclaredProvider => ({
  urn,
  type,
  properties: decodeProperties({ ...outputs, ...inputs }, 'hidden').tree,
});
