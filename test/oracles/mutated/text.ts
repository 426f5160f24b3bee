import fc from 'fast-check';

/** One damage to the bytes of a text, at a place that is taken modulo its length. */
export interface Damage {
  readonly place: number;
  readonly by: 'flip' | 'set' | 'repeat' | 'cut';
  readonly value: number;
}

export const damages: fc.Arbitrary<Damage> = fc.record({ place: fc.nat(), by: fc.constantFrom('flip', 'set', 'repeat', 'cut'), value: fc.nat(255) });

/** The text with its bytes damaged, as a disk, a network or somebody's editor may. */
export function damaged(text: string, { place, by, value }: Damage): string {
  const bytes = Buffer.from(text);
  if (bytes.length === 0) return text;
  const at = place % bytes.length;
  if (by === 'cut') return bytes.subarray(0, at).toString('utf8');
  if (by === 'repeat') return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - value), at), bytes.subarray(at)]).toString('utf8');
  bytes[at] = by === 'set' ? value : (bytes[at] ?? 0) ^ (1 << (value % 8));
  return bytes.toString('utf8');
}
