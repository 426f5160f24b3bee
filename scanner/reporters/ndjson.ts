import type { Result } from '../../policypack/core/result.js';
import { inPieces } from './pieces.js';
import { jsonText } from './printable.js';
import type { Reporter } from './reporter.js';

/**
 * Every finding that the run kept, one a line, the full population when it kept passes; and, where something was declared that no
 * control judges, one line more that lists it. Nothing else: no head, no drift.
 */
export const ndjson: Reporter = (result) => inPieces(lines(result));

async function* lines(result: Result): AsyncGenerator<string> {
  for await (const finding of result.findings()) yield `${jsonText(finding)}\n`;
  const { notJudged = [] } = result;
  if (notJudged.length > 0) yield `${jsonText({ notJudged })}\n`;
}
