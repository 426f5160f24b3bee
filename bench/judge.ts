import { join } from 'node:path';
import { median, once, type Run } from './measure.js';
import { ratioRow, seconds, type Row } from './row.js';

const GROUPS = 1_000_000;

/** Assembling and judging alone, without a server: its processor time, and whether the heap grows with the account. */
export async function judgeRows(rounds: number): Promise<Row[]> {
  const runs: Run[] = [];
  for (let round = 0; round < rounds; round += 1) {
    runs.push(await once({ args: ['--import', 'tsx', '--expose-gc', join(import.meta.dirname, 'judged-groups.ts'), String(GROUPS)] }));
  }
  const all = runs.map(({ stdout }) => JSON.parse(stdout) as { processor: number; heaps: readonly number[] });
  const processor = median(all.map((run) => run.processor));
  const early = median(all.map(({ heaps }) => heaps[0] ?? NaN));
  const late = median(all.map(({ heaps }) => heaps.at(-1) ?? NaN));
  const name = GROUPS.toLocaleString('en-US');
  const inMegabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
  return [
    // Seconds of a machine, not a ratio: bench/results/before.json has what the tree before the rebuild took on the same one.
    { what: `${name} log groups assembled and judged, processor time`, against: 'nothing', measured: seconds(processor), limit: 'none', holds: true },
    ratioRow(`heap in use after ${name} groups`, 'after 200,000', late / early, 1.1, `${inMegabytes(late)} / ${inMegabytes(early)} MB`),
  ];
}
