import Table from 'cli-table3';
import { SEVERITIES } from '../../policypack/core/control.js';
import type { ControlInResult } from '../../policypack/core/result.js';
import { countsOf, type Survey } from './standing.js';
import type { Page } from './table-findings.js';
import { number } from './words.js';

const HEADS = ['', 'pass', 'fail', 'advisory', 'waived', 'unknown', 'error', 'n/a'];

/** Verdicts by severity; controls of one severity are added up. */
export function summaryTable({ colours, result, width }: Page, found: Survey): string {
  const rows = [...SEVERITIES].reverse().map((severity) => {
    const controls = Object.entries(result.controls).filter(([, control]) => control.severity === severity);
    return [severity, ...figures(controls, found)] as const;
  });
  const shownRows = rows.filter(([, ...counts]) => counts.some((count) => count > 0));
  const total = HEADS.slice(1).map((_, column) => rows.reduce((sum, row) => sum + ((row[column + 1] as number) ?? 0), 0));
  const table = new Table({
    chars: { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
      left: '  ', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: width < 72 ? ' ' : '  ' },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colAligns: ['left', ...HEADS.slice(1).map(() => 'right' as const)],
  });
  table.push(HEADS.map((head) => colours.dim(head)));
  for (const [severity, ...counts] of shownRows) table.push([severity, ...counts.map((count) => figure(count, colours))]);
  table.push([colours.bold('total'), ...total.map((count) => figure(count, colours))]);
  return `\n${colours.bold('Summary')}\n${table.toString()}\n`;
}

const figure = (count: number, colours: Page['colours']): string => (count === 0 ? colours.dim('·') : number(count));

function figures(controls: readonly (readonly [string, ControlInResult])[], found: Survey): number[] {
  const sum = (pick: (control: ControlInResult, id: string) => number): number =>
    controls.reduce((total, [id, control]) => total + pick(control, id), 0);
  return [
    sum(({ tally }) => tally.pass),
    sum((_, id) => countsOf(found, id).failing),
    sum((_, id) => countsOf(found, id).advisory),
    sum((_, id) => countsOf(found, id).waived),
    sum(({ tally }) => tally.unknown),
    sum(({ tally }) => tally.error),
    sum(({ tally }) => tally.notApplicable),
  ];
}
