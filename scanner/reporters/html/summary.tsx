import { SEVERITIES } from '../../../policypack/core/control.js';
import { Bar, type Part } from './bars.js';
import type { Model } from './model.js';
import { Code, ControlLink, Section, SeverityMark, STATES } from './parts.js';
import { controlsByUrgency, countsOf, type Standing } from '../standing.js';
import { number } from '../words.js';

const ATTENTION = ['failing', 'error', 'unknown', 'advisory', 'waived'] as const;

/** Verdict at a glance: figures, then where they come from. */
export const Summary = (model: Model) => (
  <Section id="summary" title="Summary">
    <Figures {...model} />
    <Legend />
    <div class="charts">
      <BySeverity {...model} />
      <ByControl {...model} />
    </div>
  </Section>
);

const Figures = ({ head, found, drift }: Model) => {
  const { total } = found;
  const figures: readonly (readonly [string, number, string, string])[] = [
    ['Failing', total.failing, 'failing', '#findings'],
    ['Advisory', total.advisory, 'advisory', '#findings'],
    ['Unknown or error', head.summary.unknown + head.summary.error, 'unknown', '#findings'],
    ['Waived', head.summary.waived, 'waived', '#waivers'],
    ['Passing', head.summary.pass, 'pass', '#controls'],
    ['Drift', drift.total, 'drift', '#drift'],
    ['Not read', head.gaps.length, 'gap', '#coverage'],
  ];
  return (
    <ul class="figures">
      {figures.map(([word, count, kind, target]) => (
        <li class={count > 0 ? kind : 'zero'}>
          <a href={target}>
            <span class="number">{number(count)}</span> <span class="word">{word}</span>
          </a>
        </li>
      ))}
    </ul>
  );
};

const Legend = () => (
  <ul class="legend" aria-label="What the colours of the charts mean">
    {([...ATTENTION, 'pass'] as const).map((kind) => (
      <li>
        <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
          <rect class={`fill ${kind}`} width="10" height="10" />
        </svg>
        {STATES[kind].word}
      </li>
    ))}
  </ul>
);

const parts = (count: (kind: Standing) => number): Part[] => ATTENTION.map((kind) => ({ kind, count: count(kind) }));

/** Without what passes: beside ten thousand passes nothing else would be seen. */
const BySeverity = ({ head, found }: Model) => {
  const rows = [...SEVERITIES].reverse().map((severity) => {
    const ids = [...found.byControl.keys()].filter((id) => (head.controls[id]?.severity ?? 'low') === severity);
    const own = parts((kind) => ids.reduce((sum, id) => sum + countsOf(found, id)[kind], 0));
    return { severity, own, total: own.reduce((sum, { count }) => sum + count, 0) };
  });
  const most = Math.max(1, ...rows.map(({ total }) => total));
  return (
    <figure class="chart">
      <figcaption>Findings by severity</figcaption>
      <ul>
        {rows.map(({ severity, own, total }) => (
          <li>
            <span class="chart-label">
              <SeverityMark of={severity} />
            </span>
            <Bar parts={own} of={most} />
            <span class="chart-figure">{number(total)}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
};

/** Of all verdicts that a control gave, its share of each kind. */
const ByControl = ({ head, found }: Model) => (
  <figure class="chart by-control">
    <figcaption>Verdicts by control</figcaption>
    <ul>
      {controlsByUrgency(head, found).map((id) => {
        const { pass } = head.controls[id]?.tally ?? countsOf(found, id);
        const own = parts((kind) => countsOf(found, id)[kind]);
        const attention = own.reduce((sum, { count }) => sum + count, 0);
        return (
          <li>
            <span class="chart-label">{head.controls[id] ? <ControlLink id={id} /> : <Code text={id} />}</span>
            <Bar parts={[...own, { kind: 'pass', count: pass }]} />
            <span class="chart-figure">
              {number(pass)} of {number(pass + attention)} pass
            </span>
          </li>
        );
      })}
    </ul>
  </figure>
);
