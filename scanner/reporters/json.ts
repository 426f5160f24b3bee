import type { Drift, Finding, Result } from '../../policypack/core/result.js';
import { isReported } from './standing.js';
import { inPieces } from './pieces.js';
import type { Reporter } from './reporter.js';

/** The contract's result, one finding a line: a machine reads the whole or line by line. */
export const json: Reporter = (result) => inPieces(lines(result));

async function* lines(result: Result): AsyncGenerator<string> {
  const { schema, run, population, gaps, controls, summary } = result;
  yield `{\n"schema": ${JSON.stringify(schema)},\n"run": ${JSON.stringify(run)},\n`;
  yield `"population": ${list(population)},\n"gaps": ${list(gaps)},\n`;
  const rows = Object.entries(controls).map(([id, control]) => `${JSON.stringify(id)}: ${JSON.stringify(control)}`);
  yield `"controls": {${rows.length > 0 ? `\n${rows.join(',\n')}\n` : ''}},\n`;
  yield '"findings": ';
  yield* array(reported(result));
  yield ',\n"drift": ';
  yield* array(result.drift());
  yield* inventory(result);
  yield `,\n"summary": ${JSON.stringify(summary)}\n}\n`;
}

const list = (items: readonly unknown[]): string => (items.length > 0 ? `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]` : '[]');

async function* array(items: AsyncIterable<Finding | Drift>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const item of items) {
    yield `${separator}${JSON.stringify(item)}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]' : '\n]';
}

/** Only where something was found: a result without an inventory is written as ever. */
async function* inventory(result: Result): AsyncGenerator<string> {
  let separator = ',\n"inventory": [\n';
  for await (const item of result.inventory()) {
    yield `${separator}${JSON.stringify(item)}`;
    separator = ',\n';
  }
  if (separator === ',\n') yield '\n]';
}

async function* reported(result: Result): AsyncGenerator<Finding> {
  for await (const finding of result.findings()) if (isReported(finding)) yield finding;
}
