import Table from 'cli-table3';

const NO_BORDERS = {
  top: '', 'top-mid': '', 'top-left': '', 'top-right': '',
  bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '  ', 'left-mid': '', mid: '', 'mid-mid': '',
  right: '', 'right-mid': '', middle: '  ',
};

/** Narrower than this, two columns are two words wide. */
const STACKED_BELOW = 60;
const INDENT = 2;
const MARK = 1;
const GUTTER = 2;

/** A row: an optional sign, what it is about, and what is said of it. */
export interface Row {
  readonly mark?: string;
  readonly left: string;
  readonly right: string;
}

/** Two columns without borders, wrapped into `width`; one above the other on a narrow terminal. */
export function columns(rows: readonly Row[], width: number): string {
  if (rows.length === 0) return '';
  const marked = rows.some(({ mark }) => mark !== undefined);
  const sign = (mark: string | undefined): string[] => (marked ? [mark ?? ''] : []);
  const room = width - INDENT - (marked ? MARK + GUTTER : 0);
  const marks = marked ? [MARK] : [];
  if (width < STACKED_BELOW) return draw(rows.map(({ mark, left, right }) => [...sign(mark), `${left}\n${right}\n`]), [...marks, room]);
  const [first, second] = [longest(rows.map(({ left }) => left)), longest(rows.map(({ right }) => right))];
  const left = Math.min(first, Math.max(Math.floor((room - GUTTER) * 0.45), room - GUTTER - second));
  return draw(rows.map((row) => [...sign(row.mark), row.left, row.right]), [...marks, left, room - GUTTER - left]);
}

function draw(rows: readonly (readonly string[])[], widths: number[]): string {
  const table = new Table({
    chars: NO_BORDERS,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colWidths: widths,
    wordWrap: true,
    // A name has no spaces: it is cut where the column ends.
    wrapOnWordBoundary: true,
  });
  // cli-table3 breaks between words only; what is longer than the column is broken here.
  for (const row of rows) table.push(row.map((cell, column) => breakLong(cell, widths[column] ?? 0)));
  return `${table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}

// eslint-disable-next-line no-control-regex -- our own colour codes
const COLOURS = /\u001b\[\d+m/g;

const longest = (cells: readonly string[]): number =>
  Math.max(...cells.flatMap((cell) => cell.replace(COLOURS, '').split('\n').map((line) => line.length)));

/** Puts a break into every word that is longer than the column; our colour codes count nothing and stay whole. */
function breakLong(cell: string, width: number): string {
  // eslint-disable-next-line no-control-regex -- our own colour codes
  return cell.replace(/(?:\u001b\[\d+m|[^\s\u001b])+/g, (word) => {
    if (word.replace(COLOURS, '').length <= width) return word;
    let column = 0;
    // eslint-disable-next-line no-control-regex -- our own colour codes
    return word.replace(/\u001b\[\d+m|./gu, (part) => {
      if (part.startsWith('\u001b')) return part;
      const broken = column > 0 && column % width === 0 ? `\n${part}` : part;
      column += 1;
      return broken;
    });
  });
}
