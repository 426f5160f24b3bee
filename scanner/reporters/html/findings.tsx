import { SEVERITIES } from '../../../policypack/core/control.js';
import type { Finding } from '../../../policypack/core/result.js';
import type { Model } from './model.js';
import { Cell, Code, ControlLink, Cut, Foreign, Section, SeverityMark, State, STATES, Subject, Table } from './parts.js';
import { valueText } from '../printable.js';
import { standing, type Standing } from '../standing.js';
import { expiryText, number } from '../words.js';

/** Everything that is not a pass, the most urgent first. Whole without a script; with one it filters. */
export const Findings = ({ head, findings }: Model) => (
  <Section id="findings" title="Findings" count={findings.total}>
    {findings.total === 0 ? (
      <p class="empty">{head.summary.pass > 0 ? 'No finding: everything that was judged passes.' : 'No finding, and nothing that passes: nothing was judged.'}</p>
    ) : (
      <>
        <Cut shown={findings.items.length} total={findings.total} word="findings, fairly chosen among the controls" />
        <Filter items={findings.items} />
        <Table kind="findings" caption="Findings, the most urgent first" heads={['State', 'Severity', 'Subject', 'Found']}>
          {findings.items.map((finding) => (
            <FindingRow finding={finding} today={head.run.today} />
          ))}
        </Table>
        <p id="none-match" class="empty" hidden>
          No finding matches the filter.
        </p>
      </>
    )}
  </Section>
);

const Filter = ({ items }: { readonly items: readonly Finding[] }) => {
  const states = (Object.keys(STATES) as Standing[]).filter((kind) => items.some((finding) => standing(finding) === kind));
  const severities = [...SEVERITIES].reverse().filter((severity) => items.some((finding) => finding.severity === severity));
  const controls = [...new Set(items.map(({ control }) => control))].sort();
  return (
    <div id="filter" class="filter" role="search" aria-label="Filter the findings" hidden>
      <label class="grow">
        Text
        <input id="filter-text" type="search" placeholder="Name, message, place, fingerprint" autocomplete="off" />
      </label>
      <Choice name="state" label="State" options={states.map((kind) => [kind, STATES[kind].word])} />
      <Choice name="severity" label="Severity" options={severities.map((severity) => [severity, severity])} />
      <Choice name="control" label="Control" options={controls.map((id) => [id, id])} />
      <button type="button" id="filter-clear">
        Clear
      </button>
      <p id="filter-count" role="status" aria-live="polite">
        {number(items.length)} shown
      </p>
    </div>
  );
};

const Choice = ({ name, label, options }: { readonly name: string; readonly label: string; readonly options: readonly (readonly [string, string])[] }) => (
  <label>
    {label}
    <select id={`filter-${name}`}>
      <option value="">All</option>
      {options.map(([value, word]) => (
        <option value={value}>{word}</option>
      ))}
    </select>
  </label>
);

const FindingRow = ({ finding, today }: { readonly finding: Finding; readonly today: string }) => {
  const { control, severity, subject, message, waiver } = finding;
  const kind = standing(finding);
  return (
    <tr role="row" data-state={kind} data-severity={severity} data-control={control}>
      <Cell label="State">
        <State of={kind} />
      </Cell>
      <Cell label="Severity">
        <SeverityMark of={severity} />
      </Cell>
      <Cell label="Subject">
        <Subject of={subject} />
      </Cell>
      <Cell label="Found">
        <p class="message">
          <Foreign text={message} limit={600} />
        </p>
        {waiver && (
          <p class="waiver">
            Waived: <Foreign text={waiver.reason} /> – <Foreign text={waiver.owner} />, approved by <Foreign text={waiver.approver} />,{' '}
            {expiryText(waiver.expires, today)}
          </p>
        )}
        <p class="of">
          <ControlLink id={control} />
        </p>
        <Details finding={finding} />
      </Cell>
    </tr>
  );
};

/** How to fix it stands with the control, once. */
const Details = ({ finding: { subject, evidence, fingerprint } }: { readonly finding: Finding }) => (
  <details>
    <summary>Evidence</summary>
    <dl>
      <dt>Subject</dt>
      <dd>
        <Code text={subject.id} limit={1000} />
      </dd>
      {Object.entries(evidence).map(([name, value]) => (
        <>
          <dt>
            <Foreign text={name} />
          </dt>
          <dd>
            <Code text={valueText(value, 1000)} limit={1000} />
          </dd>
        </>
      ))}
      <dt>Fingerprint</dt>
      <dd>
        <Code text={fingerprint} />
      </dd>
    </dl>
  </details>
);
