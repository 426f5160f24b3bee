import type { InstalledSize } from './installed-size.js';
import { megabytes, type Row } from './row.js';

/** What one part of the bench measured when it was last run. */
export interface BenchPart {
  readonly name: string;
  readonly commit: string;
  readonly date: string;
  readonly rows: readonly Row[];
}

/** The whole outcome of the last run of each part, as it is written to `bench/results/latest.json`. */
export interface BenchReport {
  readonly version: string;
  readonly machine: { readonly node: string; readonly cores: number; readonly processor: string; readonly memory: string };
  readonly parts: readonly BenchPart[];
  readonly size: InstalledSize;
}

/** `docs/performance.md`: the last run, what it was before, and how to repeat it. */
export function performancePage({ version, machine, parts, size }: BenchReport, before: Omit<BenchPart, 'name'>): string {
  return `# Performance

Written by \`npm run bench\`. Every figure is a ratio against a named rival, both measured in one run, in turn, on the same machine; the median of the rounds is shown. Absolute times belong to the machine.

logproof ${version}; Node ${machine.node}, ${machine.cores} cores (${machine.processor}), ${machine.memory}.

| What | Against | Measured | Limit | Holds | When |
|---|---|---|---|---|---|
${parts.flatMap(({ rows, commit, date }) => rows.map((row) => `${tableRow(row)} ${commit}, ${date} |`)).join('\n')}

Log groups and pods come from the simulator, in a process of its own, over a real socket. The pace (10 requests a second, AWS's default quota) is lifted for the measurement: at that pace 100,000 groups take 200 seconds whatever reads them.

## Before the rebuild by kinds

The same machine at commit ${before.commit}, ${before.date}.

| What | Against | Measured | Limit | Holds |
|---|---|---|---|---|
${before.rows.map(tableRow).join('\n')}

## What an installation takes

${megabytes(size.total)} in all. The largest:

| Package | Size |
|---|---|
${size.largest.map(({ name, bytes }) => `| ${name} | ${(bytes / 1024 / 1024).toFixed(1)} MB |`).join('\n')}

## Repeat it

\`\`\`sh
npm run bench              # everything, about fifteen minutes; needs Go for the real engine, as npm run test:real does
npm run bench -- --only scan,judge   # these parts alone: ${parts.map(({ name }) => name).join(', ')}
npm run bench -- --quick   # smaller accounts, for a look
\`\`\`
`;
}

const tableRow = (row: Row): string => `| ${row.what} | ${row.against} | ${row.measured} | ${row.limit} | ${row.holds ? 'yes' : '**no**'} |`;
