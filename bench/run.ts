import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { dayOf } from '../policypack/core/calendar.js';
import { installedSize } from './installed-size.js';
import { packRows } from './pack.js';
import { judgeRows } from './judge.js';
import { performancePage, type BenchPart, type BenchReport } from './page.js';
import { aiWorkloadRows } from './ai-workloads.js';
import { auditPolicyRows } from './audit-policy.js';
import { scanRows } from './scan.js';
import { startRow } from './start.js';
import { megabytes, type Row } from './row.js';

const ROOT = join(import.meta.dirname, '..');
const HELP = `npm run bench              everything, about fifteen minutes
npm run bench -- --only scan,judge   these parts alone; the others keep what they measured last
npm run bench -- --quick   smaller accounts, for a look; writes nothing
`;

/** The sizes that the limits are stated for, and smaller ones for a look. */
const SIZES = {
  full: { groups: { timed: 100_000, large: 1_000_000 }, pods: { few: 10_000, many: 100_000 }, resources: 1_000, rounds: 3 },
  quick: { groups: { timed: 10_000, large: 50_000 }, pods: { few: 10_000, many: 20_000 }, resources: 100, rounds: 3 },
} as const;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  process.stdout.write(HELP);
  process.exit();
}
const quick = args.includes('--quick');
const { groups, pods, resources, rounds } = SIZES[quick ? 'quick' : 'full'];
const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Each part, in the order of docs/performance.md. */
const PARTS: Readonly<Record<string, () => Row[] | Promise<Row[]>>> = {
  start: async () => [await startRow(11)],
  scan: () => scanRows(groups, rounds),
  judge: () => judgeRows(rounds),
  'ai-workloads': () => aiWorkloadRows(pods, rounds),
  'audit-policy': () => auditPolicyRows(),
  pack: () => packRows(resources, rounds),
};

const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '').split(',') : Object.keys(PARTS);
const unknown = only.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) throw new Error(`no part is called ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`);

const LATEST = join(ROOT, 'bench/results/latest.json');
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const earlier = (read(LATEST) as BenchReport).parts;
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
const date = dayOf(new Date());

const parts: BenchPart[] = [];
const rows: Row[] = [];
for (const [name, measure] of Object.entries(PARTS)) {
  if (!only.includes(name)) {
    parts.push(...earlier.filter((part) => part.name === name));
    continue;
  }
  say(`${name} …`);
  const measured = await measure();
  rows.push(...measured);
  parts.push({ name, commit, date, rows: measured });
}
say('installed size …');
const size = installedSize(ROOT);

const table = new Table({ head: ['What', 'Against', 'Measured', 'Limit', ''], style: { head: [], border: [] } });
for (const row of rows) table.push([row.what, row.against, row.measured, row.limit, row.holds ? 'holds' : 'BROKEN']);
process.stdout.write(`${table.toString()}\nInstalled: ${megabytes(size.total)}\n`);

if (!quick) {
  const { version } = read(join(ROOT, 'package.json')) as { version: string };
  const machine = { node: process.version, cores: cpus().length, processor: cpus()[0]?.model ?? 'unknown', memory: megabytes(totalmem()) };
  const report: BenchReport = { version, machine, parts, size };
  writeFileSync(LATEST, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(ROOT, 'docs/performance.md'), performancePage(report, read(join(ROOT, 'bench/results/before.json')) as BenchPart));
  say('wrote bench/results/latest.json and docs/performance.md');
}
process.exitCode = rows.every(({ holds }) => holds) ? 0 : 1;
