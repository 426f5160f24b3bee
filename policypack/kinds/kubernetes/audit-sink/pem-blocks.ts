/** A block of a PEM text (RFC 7468), from its first hyphen to its last. */
export interface PemBlock {
  readonly label: string;
  readonly text: string;
}

const HYPHENS = '-----';
/** The hyphens at its end may be those that another begins with. */
const MARK = /-----(BEGIN|END) ([A-Z ]+)(?=-----)/g;

/** The blocks of a text, in one pass over its marks: a beginning that nothing ends is skipped, and is not looked for to the end of the text each time. */
export function pemBlocks(pem: string): PemBlock[] {
  const marks = [...pem.matchAll(MARK)].map(({ 0: mark, 1: is = '', 2: label = '', index }) => ({ is, label, begin: index, end: index + mark.length + HYPHENS.length }));
  const ends = new Map<string, { end: number; begin: number }[]>();
  for (const { is, label, begin, end } of [...marks].reverse()) {
    if (is !== 'END') continue;
    const known = ends.get(label);
    if (known) known.push({ begin, end });
    else ends.set(label, [{ begin, end }]);
  }
  const blocks: PemBlock[] = [];
  let at = 0;
  for (const { is, label, begin, end } of marks) {
    if (is !== 'BEGIN' || begin < at) continue;
    const closing = ends.get(label) ?? [];
    while ((closing.at(-1)?.begin ?? end) < end) closing.pop();
    const close = closing.at(-1);
    if (!close) continue;
    blocks.push({ label, text: pem.slice(begin, close.end) });
    at = close.end;
  }
  return blocks;
}
