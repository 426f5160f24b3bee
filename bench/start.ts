import { join } from 'node:path';
import { inTurn, median, ratio } from './measure.js';
import { ratioRow, seconds, type Row } from './row.js';

const BIN = join(import.meta.dirname, '../dist/scanner/bin.js');

/** `logproof --version` against Node doing nothing: no cloud SDK may be loaded before its source is used. */
export async function startRow(rounds: number): Promise<Row> {
  const { a, b } = await inTurn({ args: [BIN, '--version'] }, { args: ['-e', '0'] }, rounds);
  const detail = `${seconds(median(a.map((run) => run.seconds)))} / ${seconds(median(b.map((run) => run.seconds)))}`;
  return ratioRow('logproof --version', 'node -e 0', ratio(a, b), 4, detail);
}
