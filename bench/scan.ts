import { join } from 'node:path';
import { startAccount, type Account } from './account.js';
import { inTurn, median, once, peakOf, ratio, type Command } from './measure.js';
import { megabytes, ratioRow, seconds, type Row } from './row.js';

const BIN = join(import.meta.dirname, '../dist/scanner/bin.js');
const BARE = join(import.meta.dirname, 'rivals/bare-loop.mjs');
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench', AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent' };

const PAGE = 50;
/** Calls beside the pages: caller identity, and one for a page too many. */
const CONSTANT_CALLS = 5;
/** Rounds of what is closest to its limit. */
const TIMED_ROUNDS = 5;

const scanOf = (account: Account, expect: readonly number[] = [0]): Command => ({
  args: [BIN, 'scan', '--source', 'aws', '--no-progress', '--report', 'json=result.json'],
  cwd: account.folder,
  env: CREDENTIALS,
  expect,
});
const bareLoop = (account: Account): Command => ({ args: [BARE, account.url] });

/** A scan against a bare SDK paging loop: time, requests, memory. */
export async function scanRows(groups: { readonly timed: number; readonly large: number }, rounds: number): Promise<Row[]> {
  const timed = await startAccount(groups.timed, 'healthy');
  const mixed = await startAccount(groups.timed, 'mixed');
  const rows = [...(await timeRows(mixed, groups.timed)), await requestsRow(timed, groups.timed)];
  mixed.stop();
  const small = await peakOf(scanOf(timed), rounds);
  timed.stop();
  const large = await startAccount(groups.large, 'healthy');
  const many = await peakOf(scanOf(large), rounds);
  const bare = await peakOf(bareLoop(large), rounds);
  large.stop();
  const failing = await startAccount(groups.large, 'failing');
  const million = await peakOf(scanOf(failing, [1]), rounds);
  failing.stop();
  const name = (count: number): string => count.toLocaleString('en-US');
  return [
    ...rows,
    ratioRow(`peak memory at ${name(groups.large)} groups`, `at ${name(groups.timed)}`, many.peak / small.peak, 1.25, `${megabytes(many.peak)} / ${megabytes(small.peak)}`),
    ratioRow(`peak memory at ${name(groups.large)} groups`, 'a bare SDK loop', many.peak / bare.peak, 2, `${megabytes(many.peak)} / ${megabytes(bare.peak)}`),
    ratioRow(`peak memory at ${name(groups.large)} failing groups`, 'a bare SDK loop', million.peak / bare.peak, 4, `${megabytes(million.peak)} / ${megabytes(bare.peak)}, ${seconds(million.seconds)}`),
  ];
}

async function timeRows(account: Account, count: number): Promise<Row[]> {
  const { a, b } = await inTurn(scanOf(account, [1]), bareLoop(account), TIMED_ROUNDS, true);
  return (['seconds', 'processor'] as const).map((of) => {
    const detail = `${seconds(median(a.map((run) => run[of])))} / ${seconds(median(b.map((run) => run[of])))}`;
    const what = `scan of ${count.toLocaleString('en-US')} log groups, one in ten failing, ${of === 'seconds' ? 'wall time' : 'processor time'}`;
    return ratioRow(what, 'a bare SDK paging loop', ratio(a, b, of), 1.2, detail);
  });
}

async function requestsRow(account: Account, count: number): Promise<Row> {
  const before = total(await account.requests());
  await once(scanOf(account));
  const made = total(await account.requests()) - before;
  const limit = Math.ceil(count / PAGE) + CONSTANT_CALLS;
  return { what: 'requests of that scan', against: 'pages + a constant', measured: String(made), limit: `≤ ${limit}`, holds: made <= limit };
}

const total = (requests: Readonly<Record<string, number>>): number => Object.values(requests).reduce((sum, count) => sum + count, 0);
