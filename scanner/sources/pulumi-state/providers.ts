import type { DeclaredProvider } from '../../../policypack/core/declared-resource.js';
import { decodeProperties } from '../../../policypack/kinds/declared/property-values.js';
import type { StateResource } from './state-resource.js';

/**
 * Finds the provider resource that a reference, `URN::ID`, names. The ID tells a provider from what it replaced under the same URN;
 * where the state has none of it, the one of the URN stands.
 */
export function providersOf(resources: readonly StateResource[]): (reference: string) => DeclaredProvider | undefined {
  const providers = resources.filter(({ type }) => type.startsWith('pulumi:providers:'));
  const byUrn = new Map(providers.map((one) => [one.urn, declaredProvider(one)] as const));
  // A name may hold the separator: the last one ends the URN. Source: sdk/go/common/providers/reference.go, ParseReference.
  return (reference) => byUrn.get(reference.slice(0, Math.max(0, reference.lastIndexOf('::'))));
}

const declaredProvider = ({ urn, type, inputs, outputs }: StateResource): DeclaredProvider => ({
  urn,
  type,
  properties: decodeProperties({ ...outputs, ...inputs }, 'hidden').tree,
});
