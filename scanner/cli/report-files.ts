import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import { REPORT_FORMATS, type ReportFormat } from '../../policypack/core/report-formats.js';
import { fileTarget, mayBeWritten } from './file-target.js';
import { tryFolder } from './write-whole.js';

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
 * @throws InputMistake for two reports on standard output or in one place, a folder, or what cannot be written to
 */
export async function prepareReports(reports: readonly ReportRequest[], cwd: string): Promise<void> {
  const places: string[] = [];
  for (const { file, inCluster } of reports) if (!inCluster) places.push(file === undefined ? STANDARD_OUTPUT : await prepared(file, cwd));
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice === STANDARD_OUTPUT) throw new InputMistake('two reports on standard output; give all but one a file: --report FORMAT=FILE');
  if (twice !== undefined) throw new InputMistake(`two reports in one file: ${twice}`);
}

/** How a descriptor is called among the places of reports; no path is called so. */
const descriptorPlace = (number: number): string => `descriptor ${number}`;
const STANDARD_OUTPUT = descriptorPlace(1);

/** Whether a file is this process's standard output by another name, such as /dev/stdout. */
export async function isStandardOutput(file: string, cwd: string): Promise<boolean> {
  const target = await fileTarget(within(cwd, file));
  return target.kind === 'descriptor' && target.number === 1;
}

/** The path of a report, as the file system takes it: a slash at its end says that a folder is meant. */
export const within = (cwd: string, file: string): string => `${resolve(cwd, file)}${file.endsWith('/') ? '/' : ''}`;

/** @returns where it is written to, whatever links lead there */
async function prepared(file: string, cwd: string): Promise<string> {
  const path = within(cwd, file);
  try {
    await mkdir(dirname(path), { recursive: true });
    const target = await fileTarget(path);
    await mayBeWritten(target);
    if (target.kind === 'descriptor') return descriptorPlace(target.number);
    if (target.kind === 'file') tryFolder(dirname(target.path));
    return target.path;
  } catch (problem) {
    if (problem instanceof InputMistake) throw new InputMistake(`the report ${file} cannot be written: it ${problem.problem}`);
    throw new InputMistake(`the report ${path} cannot be written (${(problem as NodeJS.ErrnoException).code}): choose a folder that can be written to`);
  }
}
