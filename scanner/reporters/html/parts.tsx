import type { ComponentChildren } from 'preact';
import type { Severity } from '../../../policypack/core/control.js';
import type { SubjectReference } from '../../../policypack/core/result.js';
import { shown } from '../printable.js';
import type { Standing } from '../standing.js';
import { number, placeText } from '../words.js';

/** A sign and a word for each standing: colour alone tells nothing on paper, or to whoever cannot see it. */
export const STATES: { readonly [S in Standing]: { readonly sign: string; readonly word: string } } = {
  failing: { sign: '✕', word: 'Fail' },
  error: { sign: '!', word: 'Error' },
  unknown: { sign: '?', word: 'Unknown' },
  advisory: { sign: '△', word: 'Advisory' },
  waived: { sign: '○', word: 'Waived' },
  'not-applicable': { sign: '–', word: 'Not applicable' },
  pass: { sign: '✓', word: 'Pass' },
};

export const State = ({ of }: { readonly of: Standing }) => (
  <span class={`state ${of}`}>
    <span aria-hidden="true">{STATES[of].sign}</span> {STATES[of].word}
  </span>
);

export const SeverityMark = ({ of }: { readonly of: Severity }) => <span class={`severity ${of}`}>{of}</span>;

/** Text from elsewhere: isolated from the writing direction around it, deceiving characters written out, never endless. */
export const Foreign = ({ text, limit = 300 }: { readonly text: string; readonly limit?: number }) => (
  <bdi>{shown(text, limit) || '(empty)'}</bdi>
);

/** An id, a name, a path or a digest. */
export const Code = ({ text, limit = 300 }: { readonly text: string; readonly limit?: number }) => (
  <code>
    <Foreign text={text} limit={limit} />
  </code>
);

/** Who is meant, and where it stands. */
export const Subject = ({ of }: { readonly of: SubjectReference }) => {
  const place = placeText(of);
  return (
    <>
      <span class="name">
        <Code text={of.name} />
      </span>
      <span class="place">
        {place !== undefined && (
          <>
            <Code text={place} /> ·{' '}
          </>
        )}
        <Foreign text={of.place === undefined ? of.scope : `${of.scope} ${of.place}`} />
      </span>
    </>
  );
};

/** The fragment of a control's explanation. */
export const anchor = (control: string): string => `control-${control.replace(/[^a-z0-9-]/gi, '_')}`;

export const ControlLink = ({ id }: { readonly id: string }) => (
  <a href={`#${anchor(id)}`} class="control-link">
    <Code text={id} />
  </a>
);

/** One cell of a table that becomes a list of labelled values where it does not fit. */
export const Cell = ({ label, children, kind }: { readonly label: string; readonly children?: ComponentChildren; readonly kind?: string }) => (
  <td role="cell" data-label={label} class={kind}>
    {children}
  </td>
);

/** A table whose roles survive being laid out as blocks on a phone. */
export const Table = ({ caption, heads, children, kind }: { readonly caption: string; readonly heads: readonly string[]; readonly children: ComponentChildren; readonly kind: string }) => (
  <table role="table" class={kind}>
    <caption class="unseen">{caption}</caption>
    <thead role="rowgroup">
      <tr role="row">
        {heads.map((head) => (
          <th role="columnheader" scope="col">
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup">{children}</tbody>
  </table>
);

/** A chapter of the report. */
export const Section = ({ id, title, count, children }: { readonly id: string; readonly title: string; readonly count?: number; readonly children: ComponentChildren }) => (
  <section id={id} aria-labelledby={`${id}-title`}>
    <h2 id={`${id}-title`}>
      {title}
      {count !== undefined && <span class="count">{number(count)}</span>}
    </h2>
    {children}
  </section>
);

/** Says that a list was cut, and where the rest is. */
export const Cut = ({ shown: some, total, word }: { readonly shown: number; readonly total: number; readonly word: string }) =>
  total > some ? (
    <p class="note">
      This page holds {number(some)} of {number(total)} {word}; <code>--report json</code> has them all.
    </p>
  ) : null;
