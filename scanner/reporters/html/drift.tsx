import type { Drift } from '../../../policypack/core/result.js';
import type { Model } from './model.js';
import { Cell, Code, ControlLink, Cut, Section, Subject, Table } from './parts.js';
import { valueText } from '../printable.js';

const CHANGES: { readonly [C in Drift['change']]: string } = { changed: 'Changed', missing: 'Missing live', unmanaged: 'Not declared' };

/** What is declared against what is live, with both values. */
export const DriftSection = ({ drift }: Model) => (
  <Section id="drift" title="Drift" count={drift.total}>
    <p class="lead">Where the live system differs from what its program declares.</p>
    {drift.total === 0 ? (
      <p class="empty">No drift was found.</p>
    ) : (
      <>
        <Cut shown={drift.items.length} total={drift.total} word="drifts" />
        <Table kind="drift" caption="Drift: declared against live" heads={['Change', 'Resource', 'Declared', 'Live', 'Breaks']}>
          {drift.items.map((item) => (
            <Row item={item} />
          ))}
        </Table>
      </>
    )}
  </Section>
);

const Row = ({ item: { subject, change, path, declared, live, stack, breaks } }: { readonly item: Drift }) => (
  <tr role="row">
    <Cell label="Change">
      <span class={`change ${change}`}>{CHANGES[change]}</span>
    </Cell>
    <Cell label="Resource">
      <Subject of={subject} />
      {path !== undefined && (
        <span class="path">
          <Code text={path} />
        </span>
      )}
    </Cell>
    <Cell label="Declared" kind="value">
      {change === 'changed' ? <Code text={valueText(declared)} /> : change === 'missing' ? 'yes' : 'no'}
      {stack !== undefined && (
        <>
          {' by '}
          <Code text={stack} />
        </>
      )}
    </Cell>
    <Cell label="Live" kind="value">
      {change === 'changed' ? <Code text={valueText(live)} /> : change === 'missing' ? 'no' : 'yes'}
    </Cell>
    <Cell label="Breaks">
      {breaks.length === 0 ? 'no control' : breaks.map((id) => <ControlLink id={id} />)}
    </Cell>
  </tr>
);
