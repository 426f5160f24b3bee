import type { GapInResult, Nouns, PopulationInResult } from '../../../policypack/core/result.js';
import type { Model } from './model.js';
import { Cell, Code, ControlLink, Cut, Foreign, Section, Table } from './parts.js';
import { notJudgedLine } from '../not-judged.js';
import { number, reasonText } from '../words.js';

/** Rows of one table; a page is no archive. */
const ROWS = 1_000;

/** The auditor's question "is this all?": what was read, by whom, and what was not. */
export const Coverage = ({ head: { population, gaps, notJudged }, nouns }: Model) => (
  <Section id="coverage" title="Population and gaps">
    <h3>Not read</h3>
    {gaps.length === 0 ? (
      <p class="empty">Nothing in scope was left unread.</p>
    ) : (
      <>
        <p class="lead">Whatever these touch is unknown, never a pass.</p>
        <Cut shown={Math.min(ROWS, gaps.length)} total={gaps.length} word="gaps" />
        <Table kind="gaps" caption="What could not be read" heads={['What', 'Where', 'Why', 'Leaves unjudged']}>
          {gaps.slice(0, ROWS).map((gap) => (
            <GapRow gap={gap} nouns={nouns} />
          ))}
        </Table>
      </>
    )}
    <h3>Read</h3>
    {population.length === 0 ? (
      <p class="empty">Nothing was read.</p>
    ) : (
      <>
        <Cut shown={Math.min(ROWS, population.length)} total={population.length} word="listings" />
        <Table kind="population" caption="What was read" heads={['Where', 'What', 'Read', 'Requests', 'Complete', 'Asked as']}>
          {population.slice(0, ROWS).map((listing) => (
            <PopulationRow listing={listing} nouns={nouns} />
          ))}
        </Table>
      </>
    )}
    {notJudged === undefined || notJudged.length === 0 ? null : (
      <p class="lead">
        <Foreign text={notJudgedLine({ notJudged }) ?? ''} limit={2000} />
      </p>
    )}
  </Section>
);

const GapRow = ({ gap: { kind, scope, reason, detail, affects }, nouns }: { readonly gap: GapInResult; readonly nouns: Nouns }) => (
  <tr role="row">
    <Cell label="What">
      <Foreign text={nouns.noun(kind)} />s
    </Cell>
    <Cell label="Where">
      <Code text={scope} />
    </Cell>
    <Cell label="Why">
      <strong>{reasonText(reason)}</strong>: <Foreign text={detail} limit={1000} />
    </Cell>
    <Cell label="Leaves unjudged">
      {affects.length === 0 ? 'no control' : affects.map((id) => <ControlLink id={id} />)}
    </Cell>
  </tr>
);

const PopulationRow = ({ listing: { scope, kind, read, requests, complete, identity }, nouns }: { readonly listing: PopulationInResult; readonly nouns: Nouns }) => (
  <tr role="row">
    <Cell label="Where">
      <Code text={scope} />
    </Cell>
    <Cell label="What">
      <Foreign text={nouns.listed(kind)} />s
    </Cell>
    <Cell label="Read" kind="figure">
      {number(read)}
    </Cell>
    <Cell label="Requests" kind="figure">
      {number(requests)}
    </Cell>
    <Cell label="Complete">{complete ? 'yes' : <strong class="incomplete">no</strong>}</Cell>
    <Cell label="Asked as">{identity === undefined ? 'not known' : <Code text={identity} />}</Cell>
  </tr>
);
