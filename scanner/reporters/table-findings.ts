import type pc from 'picocolors';
import type { Severity } from '../../policypack/core/control.js';
import type { Finding, Result } from '../../policypack/core/result.js';
import { columns, type Row } from './columns.js';
import { shown } from './printable.js';
import { STANDINGS, standing, type Counts, type Standing } from './standing.js';
import type { Verdict } from './verdict.js';
import { counted, expiryText, number, placeText, scopeText } from './words.js';

type Colours = ReturnType<typeof pc.createColors>;

/** What the parts of a page share. */
export interface Page {
  readonly colours: Colours;
  readonly width: number;
  readonly result: Result;
}

/** The colour of a verdict, as a badge. */
export const paint = (colours: Colours, word: Verdict['word']): ((text: string) => string) =>
  word === 'Pass' ? colours.green : word === 'Fail' ? colours.red : colours.yellow;

const SEVERITY_COLOUR: { readonly [S in Severity]: (colours: Colours) => (text: string) => string } = {
  critical: (colours) => (text) => colours.bold(colours.red(text)),
  high: (colours) => colours.red,
  medium: (colours) => colours.yellow,
  low: (colours) => colours.cyan,
};

const LABEL: Readonly<Partial<Record<Standing, string>>> = {
  failing: 'failing',
  error: 'error',
  unknown: 'unknown',
  advisory: 'advisory',
  waived: 'waived',
};

/** One control with its findings, most urgent first, and, once, how to fix it. Empty when it has none. */
export function findingsOf(page: Page, id: string, findings: readonly Finding[], counts: Counts): string {
  const tallies = Object.entries(LABEL).flatMap(([kind, label]) => (counts[kind as Standing] > 0 ? [`${number(counts[kind as Standing])} ${label}`] : []));
  if (tallies.length === 0) return '';
  const { colours, result, width } = page;
  const control = result.controls[id];
  const severity = control?.severity ?? findings[0]?.severity ?? 'low';
  const badge = SEVERITY_COLOUR[severity](colours)(severity.padEnd(8));
  const head = `\n${badge}  ${colours.bold(shown(id))}  ${colours.dim(tallies.join(', '))}\n`;
  const title = control ? `${' '.repeat(10)}${shown(control.title)}\n` : '';
  const rows = [...findings].sort((a, b) => STANDINGS.indexOf(standing(a)) - STANDINGS.indexOf(standing(b)));
  const rest = counts.failing + counts.error + counts.unknown + counts.advisory + counts.waived - rows.length;
  const note = rest > 0 ? colours.dim(`  and ${counted(rest, 'more finding')}: --report json=FILE has them all\n`) : '';
  return `${head}${title}${columns(rows.map((row) => findingRow(page, row)), width)}${note}${fixes(rows).map((each) => fix(page, each)).join('')}`;
}

/** So many ways to mend are told. */
const FIXES = 3;

/** What to do, once each: what was not read has another remedy than what fails. */
const fixes = (rows: readonly Finding[]): string[] => [...new Set(rows.map(({ remediation }) => remediation))].slice(0, FIXES);

function findingRow({ colours, result }: Page, finding: Finding): Row {
  const { subject, message, waiver } = finding;
  const where = [placeText(subject), scopeText(subject)].filter(Boolean).join(' · ');
  const waived = waiver
    ? `\n${colours.dim(`waived: ${shown(waiver.reason)} (${shown(waiver.owner)}, approved by ${shown(waiver.approver)}; ${expiryText(waiver.expires, result.run.today)})`)}`
    : '';
  return {
    mark: MARKS[standing(finding)](colours),
    left: `${shown(subject.name)}\n${colours.dim(where)}`,
    right: `${shown(message, 400)}${waived}`,
  };
}

/** A sign beside the colour: colour alone tells nothing on paper or to whoever cannot see it. */
const MARKS: { readonly [S in Standing]: (colours: Colours) => string } = {
  failing: (colours) => colours.red('✗'),
  error: (colours) => colours.red('!'),
  unknown: (colours) => colours.yellow('?'),
  advisory: (colours) => colours.yellow('~'),
  waived: (colours) => colours.dim('○'),
  'not-applicable': (colours) => colours.dim('-'),
  pass: (colours) => colours.green('✓'),
};

const fix = ({ colours, width }: Page, remediation: string): string =>
  remediation === '' ? '' : columns([{ left: colours.cyan('fix'), right: shown(remediation, 1000) }], width);
