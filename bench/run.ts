import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { installedSize } from './installed-size.js';
import { packRows } from './pack.js';
import { performancePage } from './page.js';
import { aiWorkloadRows } from './ai-workloads.js';
import { auditPolicyRows } from './audit-policy.js';
import { scanRows } from './scan.js';
import { startRow } from './start.js';
import { megabytes, type Row } from './row.js';

const ROOT = join(import.meta.dirname, '..');
const HELP = `npm run bench              everything, about fifteen minutes
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

say('command line …');
const rows: Row[] = [await startRow(11)];
say(`scan, ${groups.timed.toLocaleString('en-US')} and ${groups.large.toLocaleString('en-US')} log groups …`);
rows.push(...(await scanRows(groups, rounds)));
say(`AI workloads, ${pods.few.toLocaleString('en-US')} and ${pods.many.toLocaleString('en-US')} pods …`);
rows.push(...(await aiWorkloadRows(pods, rounds)));
say('audit policies …');
rows.push(...auditPolicyRows());
say(`policy pack, ${resources} resources …`);
rows.push(...(await packRows(resources, rounds)));
say('installed size …');
const size = installedSize(ROOT);

const table = new Table({ head: ['What', 'Against', 'Measured', 'Limit', ''], style: { head: [], border: [] } });
for (const row of rows) table.push([row.what, row.against, row.measured, row.limit, row.holds ? 'holds' : 'BROKEN']);
process.stdout.write(`${table.toString()}\nInstalled: ${megabytes(size.total)}\n`);

if (!quick) {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
  const machine = { node: process.version, cores: cpus().length, processor: cpus()[0]?.model ?? 'unknown', memory: megabytes(totalmem()) };
  const report = { version, commit, date: new Date().toISOString().slice(0, 10), machine, rows, size };
  mkdirSync(join(ROOT, 'bench/results'), { recursive: true });
  writeFileSync(join(ROOT, 'bench/results/latest.json'), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(ROOT, 'docs/performance.md'), performancePage(report));
  say('wrote bench/results/latest.json and docs/performance.md');
}
process.exitCode = rows.every(({ holds }) => holds) ? 0 : 1;
