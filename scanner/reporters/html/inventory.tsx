import type { InventoryItem } from '../../../policypack/core/result.js';
import { AUDITED_WORDS, auditedText, confidenceText, workloadStanding } from '../inventory.js';
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

/** No kind of a real operator is longer: a column keeps its whole words. */
const LONGEST_KIND = 48;
/** Signs of one workload; the json report has them all. */
const SIGNS = 6;

/** Why it is taken for one: its signs, what it belongs to, and by which word it is left out. */
function signsOf({ reason, signs = [reason], partOf, excluded }: InventoryItem): string[] {
  const more = signs.length > SIGNS ? [`and ${number(signs.length - SIGNS)} more`] : [];
  return [...signs.slice(0, SIGNS), ...more, ...(partOf === undefined ? [] : [`part of ${partOf}`]), ...(excluded === undefined ? [] : [`left out: ${excluded}`])];
}

const Row = ({ item }: { readonly item: InventoryItem }) => {
  const standing = workloadStanding(item);
  return (
    <tr role="row">
      <Cell label="Audited">{standing === 'unjudged' || standing === 'excluded' ? AUDITED_WORDS[standing] : <State of={standing} />}</Cell>
      <Cell label="Workload">
        <Subject of={item.subject} />
      </Cell>
      <Cell label="Kind" kind="words">
        <Code text={item.kind} limit={LONGEST_KIND} />
        <span class="place">
          <Foreign text={item.apiGroup || 'core'} />
        </span>
      </Cell>
      <Cell label="Taken for one">
        <strong>{item.confidence}</strong>
        {signsOf(item).map((sign) => (
          <span class="place">
            <Foreign text={sign} />
          </span>
        ))}
      </Cell>
      <Cell label="Runs">
        {[...item.images, ...item.accelerators].map((text) => (
          <span class="path">
            <Code text={text} />
          </span>
        ))}
        {item.images.length + item.accelerators.length === 0 && (item.role === 'configuration' ? 'nothing of its own' : 'no image that was seen')}
      </Cell>
      <Cell label="Pods" kind="figure">
        {item.role ?? number(item.pods)}
      </Cell>
    </tr>
  );
};
