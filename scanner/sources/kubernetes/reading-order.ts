import type { Reader } from './reader.js';

/**
 * Readers in the order in which one cluster is read: what says whether anything more may be asked; what others are joined to,
 * before what flows; what is read of every cluster, before what a user's order adds; and what is named, behind that which names
 * it. Otherwise as they came.
 * @throws Error where one is named by a kind that nothing reads
 */
export function inReadingOrder(readers: readonly Reader[]): readonly Reader[] {
  const depthOf = ({ kind, namedBy }: Reader): number => {
    if (namedBy === undefined) return 0;
    const namer = readers.find((reader) => reader.kind === namedBy);
    if (!namer) throw new Error(`${kind} is named by ${namedBy}, which nothing reads`);
    return 1 + depthOf(namer);
  };
  const ranks = new Map(readers.map((reader) => [reader, [Number(!reader.greets), Number(reader.stage === 'flow'), Number(!reader.asked({})), depthOf(reader)] as const]));
  const rank = (reader: Reader) => ranks.get(reader) ?? [];
  return readers.toSorted((a, b) => rank(a).reduce((order, part, index) => order || part - (rank(b)[index] ?? 0), 0));
}
