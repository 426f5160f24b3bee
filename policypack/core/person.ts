/**
 * What nobody sees in a name: controls, marks of the writing direction, joiners, fillers and selectors (Unicode's
 * Default_Ignorable_Code_Point), blanks of any width, and the blank pattern of Braille.
 */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\s\u2800]/gu;

/**
 * Who is meant by a name, so that one person who is written in two ways is one: by Unicode's compatibility form (NFKC: full width,
 * ligatures, letters with marks of their own), without blanks and what nobody sees, without capitals, and without the @ of a handle.
 * @returns empty for a name in which nothing is seen
 */
export function personOf(name: string): string {
  const seen = name.normalize('NFKC').replace(UNSEEN, '').normalize('NFKC');
  // By way of capitals, since several small letters have one: ß and ss, ſ and s, ς and σ.
  return seen.toUpperCase().toLowerCase().normalize('NFKC').replace(UNSEEN, '').replace(/^@+/, '');
}
