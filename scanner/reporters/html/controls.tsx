import { canonicalJson } from '../../../policypack/core/fingerprint.js';
import type { ControlInResult } from '../../../policypack/core/result.js';
import { Bar } from './bars.js';
import type { Model } from './model.js';
import { anchor, Code, Foreign, Section, SeverityMark } from './parts.js';
import { valueText } from '../printable.js';
import { controlsByUrgency, countsOf, type Survey } from '../standing.js';
import { number } from '../words.js';

/** What was asked: one explanation for every control that was on. */
export const Controls = ({ head, found }: Model) => {
  const ids = controlsByUrgency(head, found).filter((id) => head.controls[id] !== undefined);
  return (
    <Section id="controls" title="Controls" count={ids.length}>
      <p class="lead">What was asked of every resource in scope, why, and how to meet it.</p>
      <div class="cards">
        {ids.map((id) => (
          <Explained id={id} control={head.controls[id] as ControlInResult} found={found} />
        ))}
      </div>
    </Section>
  );
};

const Explained = ({ id, control, found }: { readonly id: string; readonly control: ControlInResult; readonly found: Survey }) => (
  <article id={anchor(id)} class="control" aria-labelledby={`${anchor(id)}-title`}>
    <header>
      <h3 id={`${anchor(id)}-title`}>
        <Foreign text={control.title} />
      </h3>
      <p class="meta">
        <Code text={id} /> <SeverityMark of={control.severity} /> <span class="level">{control.level}</span>
      </p>
    </header>
    <Tally control={control} id={id} found={found} />
    <p>
      <Foreign text={control.rationale} limit={2000} />
    </p>
    <h4>How to meet it</h4>
    <p>
      <Foreign text={control.remediation} limit={2000} />
    </p>
    <Parameters params={control.params} />
    {(control.byScope ?? []).map(({ scope, level, params }) => (
      <Parameters params={{ scope: canonicalJson(scope), level, ...params }} />
    ))}
    <References references={control.references} />
  </article>
);

const Tally = ({ id, control: { tally }, found }: { readonly id: string; readonly control: ControlInResult; readonly found: Survey }) => {
  const { failing, advisory, waived } = countsOf(found, id);
  const parts = [
    { kind: 'failing', count: failing },
    { kind: 'error', count: tally.error },
    { kind: 'unknown', count: tally.unknown },
    { kind: 'advisory', count: advisory },
    { kind: 'waived', count: waived },
    { kind: 'pass', count: tally.pass },
  ] as const;
  const words = { failing: 'fail', error: 'error', unknown: 'unknown', advisory: 'advisory', waived: 'waived', pass: 'pass' } as const;
  const named = [...parts.filter(({ count }) => count > 0).map(({ kind, count }) => `${number(count)} ${words[kind]}`)];
  if (tally.notApplicable > 0) named.push(`${number(tally.notApplicable)} not applicable`);
  return (
    <div class="tally">
      <Bar parts={parts} />
      <p>
        {named.join(' · ') || 'nothing to judge'}
        {found.byControl.has(id) && (
          <>
            {' '}
            –{' '}
            <a href="#findings" data-filter-control={id}>
              its findings
            </a>
          </>
        )}
      </p>
    </div>
  );
};

const Parameters = ({ params }: { readonly params: ControlInResult['params'] }) =>
  Object.keys(params).length === 0 ? null : (
    <>
      <h4>Parameters</h4>
      <dl class="params">
        {Object.entries(params).map(([name, value]) => (
          <div>
            <dt>
              <Code text={name} />
            </dt>
            <dd>
              <Code text={valueText(value, 600)} limit={600} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );

const References = ({ references }: { readonly references: ControlInResult['references'] }) => {
  if (references.length === 0) return null;
  const frameworks = [...new Set(references.map(({ framework }) => framework))];
  return (
    <>
      <h4>Asked for by</h4>
      <ul class="references">
        {frameworks.map((framework) => (
          <li>
            <span class="framework">
              <Foreign text={framework} />
            </span>{' '}
            <Foreign text={references.flatMap((each) => (each.framework === framework ? [each.id] : [])).join(', ')} limit={600} />
          </li>
        ))}
      </ul>
    </>
  );
};
