import type { InventoryItem } from '../../../policypack/core/result.js';
import { auditedText, confidenceText, workloadStanding } from '../inventory.js';
import { number } from '../words.js';
import type { Model } from './model.js';
import { Cell, Code, Cut, Foreign, Section, State, Subject, Table } from './parts.js';

/** The AI workloads that were found, what makes each one, and whether requests to it are audited; nothing where there is none. */
export const Inventory = ({ inventory }: Model) =>
  inventory.total === 0 ? null : (
    <Section id="ai-workloads" title="AI workloads" count={inventory.total}>
      <p class="lead">
        By how sure it is that they are: {confidenceText(inventory)}. Requests to them: {auditedText(inventory)}.
      </p>
      <Cut shown={inventory.items.length} total={inventory.total} word="AI workloads" />
      <Table kind="inventory" caption="AI workloads" heads={['Audited', 'Workload', 'Kind', 'Taken for one', 'Runs', 'Pods']}>
        {inventory.items.map((item) => (
          <Row item={item} />
        ))}
      </Table>
    </Section>
  );

const Row = ({ item }: { readonly item: InventoryItem }) => {
  const standing = workloadStanding(item);
  return (
    <tr role="row">
      <Cell label="Audited">{standing === 'unjudged' ? 'not judged' : <State of={standing} />}</Cell>
      <Cell label="Workload">
        <Subject of={item.subject} />
      </Cell>
      <Cell label="Kind">
        <Code text={item.kind} />
        <span class="place">
          <Foreign text={item.apiGroup || 'core'} />
        </span>
      </Cell>
      <Cell label="Taken for one">
        <strong>{item.confidence}</strong>
        <span class="place">
          <Foreign text={item.reason} />
        </span>
      </Cell>
      <Cell label="Runs">
        {[...item.images, ...item.accelerators].map((text) => (
          <span class="path">
            <Code text={text} />
          </span>
        ))}
        {item.images.length + item.accelerators.length === 0 && 'nothing that is known'}
      </Cell>
      <Cell label="Pods" kind="figure">
        {number(item.pods)}
      </Cell>
    </tr>
  );
};
