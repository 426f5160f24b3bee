import { labelsOf } from '../../../../policypack/kinds/kubernetes/ai-workload/pod.js';
import type { Connection } from '../client/connection.js';
import type { AiWorkloadOrder } from '../options.js';
import { flow, type Flowed } from '../client/list.js';
import { NAMESPACES } from './calls.js';

/** Namespaces that a selector of the user chooses; none where it gives no selector. */
export async function selectedNamespaces({ namespaceSelector }: AiWorkloadOrder, connection: Pick<Connection, 'get'>): Promise<Flowed & { readonly names: ReadonlySet<string> }> {
  const names = new Set<string>();
  if (!namespaceSelector) return { names, begun: false };
  const flowed = await flow(connection, NAMESPACES.path, {
    page: (objects) => objects.forEach(({ metadata }) => void (namespaceSelector.matches(labelsOf(metadata)) && names.add(metadata.name))),
    restart: () => names.clear(),
  });
  return { ...flowed, names };
}
