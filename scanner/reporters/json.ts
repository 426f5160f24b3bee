import type { Drift, Finding, Result } from '../../policypack/core/result.js';
import { isReported } from './standing.js';
import { inPieces } from './pieces.js';
import { jsonText } from './printable.js';
import type { Reporter } from './reporter.js';

/** The contract's result, one finding a line: a machine reads the whole or line by line. */
export const json: Reporter = (result) => inPieces(lines(result));

async function* lines(result: Result): AsyncGenerator<string> {
  const { schema, run, population, gaps, controls, notJudged, summary } = result;
  yield `{\n"schema": ${jsonText(schema)},\n"run": ${jsonText(run)},\n`;
  yield `"population": ${list(population)},\n"gaps": ${list(gaps)},\n`;
  const rows = Object.entries(controls).map(([id, control]) => `${jsonText(id)}: ${jsonText(control)}`);
  yield `"controls": {${rows.length > 0 ? `\n${rows.join(',\n')}\n` : ''}},\n`;
  if (notJudged) yield `"notJudged": ${list(notJudged)},\n`;
  yield '"findings": ';
  yield* array(reported(result));
  yield ',\n"drift": ';
  yield* array(result.drift());
  yield* inventory(result);
  yield `,\n"summary": ${jsonText(summary)}\n}\n`;
}

const list = (items: readonly unknown[]): string => (items.length > 0 ? `[\n${items.map((item) => jsonText(item)).join(',\n')}\n]` : '[]');

async function* array(items: AsyncIterable<Finding | Drift>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const item of items) {
    yield `${separator}${jsonText(item)}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]' : '\n]';
}

/** Only where something was found: a result without an inventory is written as ever. */
async function* inventory(result: Result): AsyncGenerator<string> {
  let separator = ',\n"inventory": [\n';
  for await (const item of result.inventory()) {
    yield `${separator}${jsonText(item)}`;
    separator = ',\n';
  }
  if (separator === ',\n') yield '\n]';
}

async function* reported(result: Result): AsyncGenerator<Finding> {
  for await (const finding of result.findings()) if (isReported(finding)) yield finding;
}
