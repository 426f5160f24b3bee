import type { Invocation, Notification } from 'sarif';
import type { GapInResult, Nouns, Result } from '../../policypack/core/result.js';
import { notJudgedLine } from './not-judged.js';
import { shown } from './printable.js';
import { counted, reasonText } from './words.js';

/** An account with a region for every gap is no account; more than this is a log, not a notice. */
const NOTICES = 1_000;

/** How the run went: what was not read, and what this log had to leave out. */
export function sarifInvocation(result: Result, leftOut: number): Invocation {
  const { run, gaps, summary, nouns } = result;
  const unjudged = notJudgedLine(result);
  const notices = [
    ...gaps.slice(0, NOTICES).map((gap) => gapNotice(gap, nouns)),
    ...(gaps.length > NOTICES ? [notice('warning', 'logproof/cut', `${counted(gaps.length - NOTICES, 'more gap')}: --report json has them all`)] : []),
    ...(leftOut > 0 ? [notice('warning', 'logproof/cut', `${counted(leftOut, 'more finding')}: code scanning takes 25,000 results of a run; --report json has them all`)] : []),
    ...(unjudged === undefined ? [] : [notice('note', 'logproof/not-judged', unjudged)]),
  ];
  return {
    executionSuccessful: gaps.length === 0 && summary.error === 0,
    exitCode: summary.exitCode,
    startTimeUtc: run.started,
    endTimeUtc: run.finished,
    toolExecutionNotifications: notices,
  };
}

const gapNotice = ({ kind, scope, reason, detail, affects }: GapInResult, { noun }: Nouns): Notification => ({
  ...notice('error', 'logproof/gap', `could not read ${noun(kind)}s in ${shown(scope)}: ${reasonText(reason)}: ${shown(detail, 1000)}`),
  properties: { kind, scope, reason, affects },
});

const notice = (level: Notification.level, id: string, text: string): Notification => ({
  level,
  descriptor: { id },
  message: { text: text.replace(/[[\]\\]/g, (character) => `\\${character}`) },
});
