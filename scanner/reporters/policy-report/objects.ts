import type { Result } from '../../../policypack/core/result.js';
import { notJudgedLine } from '../not-judged.js';
import { select } from '../selection.js';
import { survey, type Survey } from '../standing.js';
import { verdict } from '../verdict.js';
import { counted } from '../words.js';
import { POLICY_RESULTS, type ObjectReference, type PolicyReportApi, type PolicyReportObject, type PolicyReportResult, type PolicyResult } from './api.js';
import { chunks } from './chunks.js';
import { DRIFT_POLICY, findingEntry, gapEntry, runEntry, type Categories } from './entry.js';
import { instanceOf, labels } from './names.js';
import type { View } from './view.js';

/** Entries of a run: a cluster's etcd is not the place for a million. The other formats hold them all. */
const FINDINGS = 10_000;
const GAPS = 1_000;

/**
 * The reports of a run, each small enough for one object. Their summaries add up to the run's counts: the first also
 * counts what passed, and what was left out.
 */
export async function policyReports({ result, cluster, passes }: View, api: PolicyReportApi, categories: Categories): Promise<PolicyReportObject[]> {
  const found = await survey(result);
  const { findings, leftOut } = await select(result, found, { total: FINDINGS });
  const run = aboutTheRun(result, found, passes);
  const entries = [...run, ...findings.map((finding) => findingEntry(finding, result.run, categories))];
  const summaries = chunks(entries).map((results) => ({ results, summary: countEntries(results) }));
  const whole = wholeSummary(found, run, passes);
  const rest = summaries.slice(1).map(({ summary }) => summary);
  const instance = instanceOf(cluster);
  const annotations = about(result, found, leftOut);
  const scope: ObjectReference | undefined = cluster === undefined ? undefined : { kind: 'Cluster', name: cluster };
  return summaries.map(({ results, summary }, index) => ({
    apiVersion: `${api.group}/${api.version}`,
    kind: api.kind,
    metadata: { name: `${instance}-${String(index + 1).padStart(4, '0')}`, labels: labels(instance, result), annotations },
    ...(scope && { scope }),
    summary: index === 0 ? lessThan(whole, rest) : summary,
    results,
  }));
}

/** What findings do not say: gaps, drift that fails the run, and that there was nothing to judge. */
function aboutTheRun(result: Result, found: Survey, passes: number | undefined): PolicyReportResult[] {
  const { gaps, run, summary } = result;
  const entries = gaps.slice(0, GAPS).map((gap) => gapEntry(gap, run));
  const unjudged = notJudgedLine(result);
  if (unjudged !== undefined) entries.push({ ...runEntry(run, 'not-judged', unjudged), result: 'skip', scored: false });
  if (gaps.length > GAPS) entries.push(runEntry(run, 'more', `${counted(gaps.length - GAPS, 'place')} more not read`));
  if (summary.exitCode === 1 && summary.drift > 0 && found.total.failing === 0) {
    entries.push({ ...runEntry(run, 'drift', `${counted(summary.drift, 'difference')} between what is declared and what is live`), policy: DRIFT_POLICY, result: 'fail' });
  }
  // A report without an entry looks like one without a problem.
  if (gaps.length + found.reported === 0 && passes === 0) {
    const { headline, meaning } = verdict(result, found);
    entries.push(runEntry(run, 'nothing-judged', `${headline}: ${meaning}`));
  }
  return entries;
}

type Summary = Record<PolicyResult, number>;

const counting = (): Summary => ({ pass: 0, fail: 0, warn: 0, error: 0, skip: 0 });

function countEntries(entries: readonly PolicyReportResult[]): Summary {
  const summary = counting();
  for (const { result } of entries) summary[result] += 1;
  return summary;
}

/** The run's counts, in the words of a report. */
function wholeSummary({ total }: Survey, run: readonly PolicyReportResult[], pass: number | undefined): PolicyReportObject['summary'] {
  const { fail, error, skip } = countEntries(run);
  return { ...(pass !== undefined && { pass }), fail: total.failing + fail, warn: total.advisory, error: total.error + total.unknown + error, skip: total.waived + skip };
}

/** What is left for the first report when the others have theirs. */
const lessThan = (whole: PolicyReportObject['summary'], others: readonly Summary[]): PolicyReportObject['summary'] =>
  Object.fromEntries(
    POLICY_RESULTS.flatMap((name) => {
      const count = whole[name];
      return count === undefined ? [] : [[name, others.reduce((left, other) => left - other[name], count)]];
    }),
  );

function about(result: Result, found: Survey, leftOut: number): Record<string, string> {
  const { word, headline, meaning } = verdict(result, found);
  return {
    'logproof/verdict': `${word}: ${headline} (${meaning})`,
    'logproof/exit-code': String(result.summary.exitCode),
    'logproof/finished': result.run.finished,
    'logproof/version': result.run.tool.version,
    ...(leftOut > 0 && { 'logproof/left-out': `${counted(leftOut, 'finding')}: see another report format` }),
  };
}
