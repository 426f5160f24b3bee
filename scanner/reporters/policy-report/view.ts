import type { Finding, Result } from '../../../policypack/core/result.js';

/** The part of a result that one cluster's reports show. */
export interface View {
  readonly result: Result;
  /** The cluster's context; absent where the result is of none, or of several. */
  readonly cluster: string | undefined;
  /** Verdicts that passed; absent where the result does not say. */
  readonly passes: number | undefined;
}

const PREFIX = 'kubernetes:';

/** The contexts of the clusters that a result is of. */
const clustersOf = ({ population, gaps }: Pick<Result, 'population' | 'gaps'>): string[] =>
  [...new Set([...population, ...gaps].map(({ scope }) => scope).filter((scope) => scope.startsWith(PREFIX)))].map((scope) => scope.slice(PREFIX.length)).sort();

/** The whole result. */
export function wholeView(result: Result): View {
  const [cluster, ...others] = clustersOf(result);
  return { result, cluster: others.length > 0 ? undefined : cluster, passes: result.summary.pass };
}

/**
 * What is written to one cluster: the whole result where no other was scanned; else what is about this one, since
 * whoever reads reports there need not be allowed to read of the others.
 */
export async function clusterView(result: Result, context: string): Promise<View> {
  const clusters = clustersOf(result);
  if (clusters.every((cluster) => cluster === context)) return { ...wholeView(result), cluster: context };
  const here = ({ scope }: { readonly scope: string }): boolean => scope === `${PREFIX}${context}`;
  const { passes, summary } = await countedAnew(result, ({ subject }) => here(subject));
  // Of a cluster that was not scanned nothing passed, however many did elsewhere: its report has to say so.
  const scanned = clusters.includes(context);
  return {
    result: { ...result, summary: scanned ? summary : { ...summary, exitCode: 3 }, population: result.population.filter(here), gaps: result.gaps.filter(here), notJudged: [], findings: () => only(result, here) },
    cluster: context,
    passes: scanned ? passes : 0,
  };
}

async function* only(result: Result, here: (subject: Finding['subject']) => boolean): AsyncGenerator<Finding> {
  for await (const finding of result.findings()) if (here(finding.subject)) yield finding;
}

/** Passes are kept one by one only when the run was told to: without them, how many there are is not known. */
async function countedAnew(result: Result, mine: (finding: Finding) => boolean): Promise<Pick<View, 'passes'> & { readonly summary: Result['summary'] }> {
  const counts = { pass: 0, fail: 0, unknown: 0, error: 0, 'not-applicable': 0, waived: 0 };
  let kept = result.summary.pass === 0;
  for await (const finding of result.findings()) {
    if (finding.outcome === 'pass') kept = true;
    if (!mine(finding)) continue;
    counts[finding.outcome] += 1;
    if (finding.waiver) counts.waived += 1;
  }
  const { 'not-applicable': notApplicable, ...rest } = counts;
  // The verdict is the run's; drift is between all that is declared and all that is live.
  return { passes: kept ? counts.pass : undefined, summary: { ...rest, notApplicable, drift: 0, exitCode: result.summary.exitCode } };
}
