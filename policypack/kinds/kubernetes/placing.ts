import type { DeclaredProvider, Placing } from '../../core/declared-resource.js';
import { canonicalJson, digest } from '../../core/fingerprint.js';
import { gap, isKnown } from '../../core/known.js';
import type { Part } from '../../core/place.js';
import { read } from '../declared/property-tree.js';
import { partsOfUrn } from '../declared/urn.js';

/**
 * The cluster that an object of a program will be in: that of its provider. Two providers lead to one cluster where they are configured
 * alike, and to two where they are not; while a preview does not know how one is configured, neither is known.
 */
export const inCluster: Placing = ({ provider = DEFAULT }, scope) => ({ cluster: clusterOf(provider, scope) });

// A pure memo: a provider makes thousands of objects.
const memo = new WeakMap<DeclaredProvider, Map<string, Part>>();
const DEFAULT: DeclaredProvider = { urn: '', type: '', properties: {} };

/** What of a provider's configuration chooses the cluster. */
const CHOOSES = ['kubeconfig', 'context', 'cluster'] as const;

function clusterOf(provider: DeclaredProvider, scope: string): Part {
  let byScope = memo.get(provider);
  if (!byScope) memo.set(provider, (byScope = new Map()));
  const before = byScope.get(scope);
  if (before) return before;
  const { urn, properties } = provider;
  const choices = CHOOSES.map((field) => read(properties, field));
  const waiting = choices.some((one) => !isKnown(one) && one.gap === 'preview');
  const values = choices.flatMap((one) => (isKnown(one) ? [one.value ?? null] : []));
  const called = urn === '' ? 'the default provider' : `provider ${partsOfUrn(urn).name}`;
  const made: Part = {
    // Alike in whatever stack: states that are read together have one environment, to which their providers leave the rest.
    by: [...(urn === '' ? [] : [`${scope} ${urn}`]), ...(values.length === choices.length ? [digest(canonicalJson(values))] : [])],
    ...(!waiting && { apart: true }),
    why: gap(waiting ? 'preview' : 'unsupported', `the cluster of ${called}`),
  };
  byScope.set(scope, made);
  return made;
}
