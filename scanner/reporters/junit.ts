import type { Finding, Result } from '../../policypack/core/result.js';
import { findingCase, gapCase, leftOutCase, passCases, unjudgedCase, type Case } from './junit-case.js';
import { notJudgedLine } from './not-judged.js';
import { inPieces } from './pieces.js';
import { select } from './selection.js';
import { STANDINGS, controlsByUrgency, countsOf, standing, survey, type Standing, type Survey } from './standing.js';
import { element, opening } from './xml.js';
import type { Reporter } from './reporter.js';

/** Findings that get a case of their own: CI systems stop showing far below. */
const FINDINGS = 10_000;
const GAPS = 1_000;

/** JUnit XML: a suite for every control, a case for every finding, and one that counts what passes. */
export const junit: Reporter = (result) => inPieces(document(result));

// Written by hand, since junit-report-builder has no message for a skipped case, which is where a waiver's reason belongs.
async function* document(result: Result): AsyncGenerator<string> {
  const found = await survey(result);
  const { findings } = await select(result, found, { total: FINDINGS });
  const unjudged = notJudgedLine(result);
  const suites = [
    ...(unjudged === undefined ? [] : [{ name: 'not judged', properties: {}, cases: [unjudgedCase(unjudged)] }]),
    ...(result.gaps.length > 0 ? [gapSuite(result)] : []),
    ...controlsByUrgency(result, found)
      .sort()
      .map((id) => controlSuite(result, found, id, findings)),
  ];
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `${opening('testsuites', { name: `${result.run.tool.name} ${result.run.tool.version}`, ...totals(suites.flatMap(({ cases }) => cases)) })}>\n`;
  for (const suite of suites) yield* written(suite, result);
  yield '</testsuites>\n';
}

interface Suite {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

function totals(cases: readonly Case[]): Record<'tests' | 'failures' | 'errors' | 'skipped', number> {
  const ending = (kind: Case['ending']): number => cases.filter((each) => each.ending === kind).length;
  return { tests: cases.length, failures: ending('failure'), errors: ending('error'), skipped: ending('skipped') };
}

function* written({ name, properties, cases }: Suite, { run }: Result): Generator<string> {
  // JUnit's times have no zone: the run's are UTC.
  yield `  ${opening('testsuite', { name, timestamp: run.started.replace(/(\.\d+)?Z$/, ''), time: 0, ...totals(cases) })}>\n`;
  const rows = Object.entries(properties).map(([key, value]) => element('property', { name: key, value }));
  if (rows.length > 0) yield `    <properties>${rows.join('')}</properties>\n`;
  for (const { xml } of cases) yield `    ${xml}\n`;
  yield '  </testsuite>\n';
}

function gapSuite({ gaps, nouns }: Result): Suite {
  const rest = gaps.length - GAPS;
  const cases = [...gaps.slice(0, GAPS).map((gap) => gapCase(gap, nouns)), ...(rest > 0 ? [leftOutCase('logproof.gaps', rest, 'error')] : [])];
  return { name: 'everything in scope was read', properties: {}, cases };
}

function controlSuite({ controls }: Result, found: Survey, id: string, all: readonly Finding[]): Suite {
  const control = controls[id];
  const own = all.filter((finding) => finding.control === id);
  const counts = countsOf(found, id);
  const rest = (kind: Standing): number => counts[kind] - own.filter((finding) => standing(finding) === kind).length;
  const leftOut = STANDINGS.filter((kind) => kind !== 'pass' && kind !== 'not-applicable' && rest(kind) > 0);
  return {
    name: id,
    properties: control ? { title: control.title, severity: control.severity, level: control.level } : {},
    cases: [...passCases(id, control?.tally.pass ?? counts.pass), ...own.map(findingCase), ...leftOut.map((kind) => leftOutCase(id, rest(kind), kind))],
  };
}
