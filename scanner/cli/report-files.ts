import { createWriteStream, openSync } from 'node:fs';
import { access, constants, mkdir, rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { dirname, resolve } from 'node:path';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import { REPORT_FORMATS, type ReportFormat } from '../../policypack/core/report-formats.js';
import { forget, remember } from '../temporary-files.js';

/** A report that was asked for: a format, and the file it goes to; without one, standard output, or the cluster. */
export interface ReportRequest {
  readonly format: ReportFormat;
  readonly file?: string;
  /** Set: it is written to the clusters, as objects. */
  readonly inCluster?: true;
}

/** Policy reports without a file go to the clusters. */
export const intoClusters = (reports: readonly ReportRequest[]): ReportRequest[] =>
  reports.map((report) => (report.format === 'policy-report' && report.file === undefined ? { ...report, inCluster: true } : report));

/** Reads `FORMAT` or `FORMAT=FILE`. */
export function parseReport(text: string): ReportRequest {
  const cut = text.indexOf('=');
  const name = cut < 0 ? text : text.slice(0, cut);
  const format = REPORT_FORMATS.find((known) => known === name);
  if (!format) throw new InputMistake(`--report ${text}: expected one of ${REPORT_FORMATS.join(', ')}, or FORMAT=FILE`);
  if (cut < 0) return { format };
  const file = text.slice(cut + 1);
  if (file === '') throw new InputMistake(`--report ${text}: expected a file name after "="`);
  return { format, file };
}

/**
 * Checks before anything is read that the reports can be written, since an hour's scan without a report is lost work.
 * @throws InputMistake for two reports on standard output, one file twice, or a folder that cannot be written to
 */
export async function prepareReports(reports: readonly ReportRequest[], cwd: string): Promise<void> {
  if (reports.filter(({ file, inCluster }) => file === undefined && !inCluster).length > 1) {
    throw new InputMistake('two reports on standard output; give all but one a file: --report FORMAT=FILE');
  }
  const files = reports.flatMap(({ file }) => (file === undefined ? [] : [resolve(cwd, file)]));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice) throw new InputMistake(`two reports in one file: ${twice}`);
  for (const file of files) await prepareFolder(file);
}

async function prepareFolder(file: string): Promise<void> {
  const folder = dirname(file);
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (problem) {
    throw new InputMistake(`the report ${file} cannot be written (${(problem as NodeJS.ErrnoException).code}): choose a folder that can be written to`);
  }
}

/**
 * Writes a file beside its name and renames it when it is whole: nobody ever reads half a report.
 * @throws Error with the system's code, such as ENOSPC; the half file is removed and an earlier report stays as it was
 */
export async function writeWhole(file: string, pieces: AsyncIterable<string>): Promise<void> {
  const partial = `${file}.${process.pid}.partial`;
  remember(partial);
  // Opened here and now: a file that is still to be opened would appear after a process that ends at once cleaned up.
  const stream = createWriteStream(partial, { encoding: 'utf8', fd: openFor(partial) });
  const ended = finished(stream);
  // Awaited below; a failure in between must not count as unhandled.
  ended.catch(() => undefined);
  try {
    for await (const piece of pieces) if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), ended]);
    stream.end();
    await ended;
    await rename(partial, file);
  } catch (problem) {
    stream.destroy();
    await rm(partial, { force: true });
    throw problem;
  } finally {
    forget(partial);
  }
}

function openFor(partial: string): number {
  try {
    return openSync(partial, 'w');
  } catch (problem) {
    forget(partial);
    throw problem;
  }
}
