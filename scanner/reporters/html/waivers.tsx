import type { Model, WaiverInUse } from './model.js';
import { Cell, ControlLink, Cut, Foreign, Section, Table } from './parts.js';
import { counted, daysLeft, number } from '../words.js';

/** Days before a waiver's end in which its owner should act. */
const SOON = 30;

/** Exceptions that somebody approved, the soonest to end first. */
export const Waivers = ({ head, waivers }: Model) => (
  <Section id="waivers" title="Waivers" count={waivers.total}>
    <p class="lead">Failures that were accepted until a day. They stay in this report and do not fail the run.</p>
    {waivers.total === 0 ? (
      <p class="empty">No finding is waived.</p>
    ) : (
      <>
        <Cut shown={waivers.items.length} total={waivers.total} word="waivers" />
        <Table kind="waivers" caption="Waivers in use, the soonest to end first" heads={['Control', 'Reason', 'Owner', 'Approver', 'Last day', 'Findings']}>
          {waivers.items.map((waiver) => (
            <Row waiver={waiver} today={head.run.today} />
          ))}
        </Table>
      </>
    )}
  </Section>
);

const Row = ({ waiver, today }: { readonly waiver: WaiverInUse; readonly today: string }) => {
  const left = daysLeft(waiver.expires, today);
  return (
    <tr role="row">
      <Cell label="Control">
        <ControlLink id={waiver.control} />
      </Cell>
      <Cell label="Reason">
        <Foreign text={waiver.reason} limit={600} />
      </Cell>
      <Cell label="Owner">
        <Foreign text={waiver.owner} />
      </Cell>
      <Cell label="Approver">
        <Foreign text={waiver.approver} />
      </Cell>
      <Cell label="Last day">
        {waiver.expires}
        <span class={left <= SOON ? 'left soon' : 'left'}>{left < 0 ? 'expired' : left === 0 ? 'ends today' : `${counted(left, 'day')} left`}</span>
      </Cell>
      <Cell label="Findings" kind="figure">
        {number(waiver.findings)}
      </Cell>
    </tr>
  );
};
