import type { NotJudgedInResult, ResultHead } from '../../policypack/core/result.js';
import { shown } from './printable.js';
import { counted, number } from './words.js';

/** What is named one by one; the rest is counted. */
const NAMED = 5;

/** What was declared and is judged by no control, in one line; undefined where there is none. */
export function notJudgedLine({ notJudged = [] }: Pick<ResultHead, 'notJudged'>): string | undefined {
  if (notJudged.length === 0) return undefined;
  const total = notJudged.reduce((sum, { count }) => sum + count, 0);
  const [first, last] = [notJudged.slice(0, NAMED), notJudged.length - NAMED];
  return `not judged: ${counted(total, 'declared thing')} of AI or audit logs (${first.map(named).join('; ')}${last > 0 ? `; and ${counted(last, 'type')} more` : ''})`;
}

/** `aws:bedrock/agentAgent:AgentAgent`, with how many, and why there is no verdict. */
const named = ({ type, count, why }: NotJudgedInResult): string => `${count === 1 ? '' : `${number(count)} `}${shown(type)}: ${shown(why, 200)}`;
