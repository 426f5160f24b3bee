import type { Placing } from '../../core/declared-resource.js';
import { canonicalJson, digest } from '../../core/fingerprint.js';
import { gap, isKnown } from '../../core/known.js';
import type { Part } from '../../core/place.js';
import { byProvider } from '../declared/by-provider.js';
import { read, readText, type Tree } from '../declared/property-tree.js';

/**
 * The cluster that an object of a program will be in: that of its provider. Two providers lead to one cluster where they are configured
 * alike, and to two where they are not; while a preview does not know how one is configured, neither is known.
 */
export const inCluster: Placing = ({ provider }, scope) => ({ cluster: clusterOf(provider, scope) });

/** What of a provider's configuration chooses the cluster. */
const CHOOSES = ['kubeconfig', 'context', 'cluster'] as const;

const clusterOf = byProvider(({ properties, called, itself }): Part => {
  const choices = CHOOSES.map((field) => read(properties, field));
  const waiting = choices.some((one) => !isKnown(one) && one.gap === 'preview');
  const values = choices.flatMap((one) => (isKnown(one) ? [one.value ?? null] : []));
  return {
    // Alike in whatever stack: states that are read together have one environment, to which their providers leave the rest.
    by: [...itself, ...(values.length === choices.length ? [digest(canonicalJson(values))] : [])],
    ...contextOf(properties),
    ...(!waiting && { apart: true }),
    why: gap(waiting ? 'preview' : 'unsupported', `the cluster of ${called}`),
  };
});

/** A context of the kubeconfig that everybody uses, as a scan does; one that is written out in the program has contexts of its own. */
function contextOf(properties: Tree): Pick<Part, 'called'> {
  const [kubeconfig, context] = [readText(properties, 'kubeconfig'), readText(properties, 'context')];
  const isWrittenOut = !isKnown(kubeconfig) || /[\n{]/.test(kubeconfig.value ?? '');
  return !isWrittenOut && isKnown(context) && context.value ? { called: context.value } : {};
}
