import type { Result, Summary } from '../../policypack/core/result.js';
import { counted } from './words.js';
import type { Survey } from './standing.js';

/** A run's verdict in a word, a headline and what its exit code means. */
export interface Verdict {
  readonly word: 'Pass' | 'Fail' | 'Incomplete';
  /** What was found, in one line. */
  readonly headline: string;
  /** What the exit code means, in one line. */
  readonly meaning: string;
}

const MEANINGS: Readonly<Record<number, string>> = {
  0: 'everything in scope was read, and nothing mandatory fails',
  1: 'a mandatory control fails, unwaived',
  3: 'no failure is known, but something could not be read or judged, or nothing was in scope',
};

/** The verdict. The exit code was decided when the run ended; a report only says it. */
export function verdict(result: Pick<Result, 'summary' | 'gaps' | 'controls' | 'population'>, found: Survey): Verdict {
  const { exitCode } = result.summary;
  const word = exitCode === 0 ? 'Pass' : exitCode === 1 ? 'Fail' : 'Incomplete';
  return { word, headline: headline(result, found), meaning: MEANINGS[exitCode] ?? `exit code ${exitCode}` };
}

function headline({ summary, gaps, population }: Pick<Result, 'summary' | 'gaps' | 'population'>, found: Survey): string {
  const failingControls = [...found.byControl.values()].filter(({ failing }) => failing > 0).length;
  const parts = [
    ...(found.total.failing > 0 ? [`${counted(found.total.failing, 'failure')} of ${counted(failingControls, 'mandatory control')}`] : []),
    ...(found.total.advisory > 0 ? [counted(found.total.advisory, 'advisory failure')] : []),
    ...(summary.waived > 0 ? [`${counted(summary.waived, 'failure')} waived`] : []),
    ...(summary.unknown > 0 ? [`${counted(summary.unknown, 'verdict')} unknown`] : []),
    ...(summary.error > 0 ? [counted(summary.error, 'error')] : []),
    ...(gaps.length > 0 ? [`${counted(gaps.length, 'place')} not read`] : []),
    ...(summary.drift > 0 ? [counted(summary.drift, 'drift')] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : judged(summary, population);
}

const judged = ({ pass, notApplicable }: Summary, population: Result['population']): string =>
  pass > 0
    ? `${counted(pass, 'verdict')}, no failure`
    : notApplicable > 0
      ? 'no control applied to what was read'
      : population.length > 0 && population.every(({ kind }) => kind === 'pulumi.stack')
        ? 'the stack declares nothing: nothing to judge'
        : 'nothing was in scope';
